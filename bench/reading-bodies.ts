import { type ParsedField, parseDescription } from "../src/description/parsed-description.ts";
import type { Template } from "../src/description/template.ts";
import { BASELINES } from "./reading-baselines.ts";
import { type LabelledBody, type Measured, STATES, type State } from "./reading-corpus.ts";
import { FIELDS } from "./reading-fields.ts";
import { partOf } from "./reading-part.ts";
import { printScores } from "./reading-print.ts";
import { compare, toRow, type Verdict } from "./reading-score.ts";

/** A description, with its template where that is known. */
export interface BodyInput {
  readonly body: LabelledBody;
  readonly templates: readonly Template[];
}

interface ReadBody extends BodyInput {
  readonly found: ParsedField;
  readonly state: State;
}

/** Prints how well the author's answer to one field is found in descriptions. */
export function printBodies(given: readonly BodyInput[], field: Measured): void {
  const read = given.map((one) => readBody(one, field));
  printScores(
    field,
    read.map((one) => judgeBody(one, field)),
  );
  const known = (isKnown: boolean) => read.filter(({ templates }) => templates.length > 0 === isKnown);
  console.table([
    rowOf("template known", known(true), field),
    rowOf("template not known", known(false), field),
    ...BASELINES.map(({ name, readState }) =>
      rowOf(
        name,
        read.map((one) => ({ ...one, state: readState(one.body.text, field) })),
        field,
      ),
    ),
  ]);
  printConfusion(read, field);
  printBeginnings(read, field);
}

function readBody({ body, templates }: BodyInput, field: Measured): ReadBody {
  const found = parseDescription({ body: body.text, templates, fields: FIELDS }).fields[field];
  return { body, templates, found, state: found.state === "not-applicable" ? "exempt" : found.state };
}

function rowOf(name: string, read: readonly ReadBody[], field: Measured): ReturnType<typeof toRow> {
  return toRow(
    name,
    read.map((one) => judgeBody(one, field)),
  );
}

function judgeBody({ body, state }: ReadBody, field: Measured): Verdict {
  const basis = (field === "problem" && body.problem_basis) || "heading";
  return compare({
    label: body,
    field,
    isFound: state === "filled",
    isWanted: body[field] === "filled",
    isSame: body[field] === "filled",
    bases: { found: basis, wanted: basis },
    words: `wanted ${body[field]}, found ${state}, template ${body.template_id}`,
  });
}

function printConfusion(read: readonly ReadBody[], field: Measured): void {
  const count = (wanted: State, found: State) =>
    read.filter(({ body, state }) => body[field] === wanted && state === found).length;
  console.table(
    Object.fromEntries(
      STATES.map((wanted) => [
        `is ${wanted}`,
        Object.fromEntries(STATES.map((found) => [`read as ${found}`, count(wanted, found)])),
      ]),
    ),
  );
}

/** Does each parsed text begin with the author's first words? */
function printBeginnings(read: readonly ReadBody[], field: Measured): void {
  let [same, all] = [0, 0];
  for (const { body, found } of read) {
    const starts = body[`${field}_starts`];
    if (starts === null || found.state !== "filled" || body[field] !== "filled") continue;
    all++;
    if (collapse(found.text).startsWith(collapse(starts))) same++;
    else if (partOf(body) !== "b") console.log(`  begins otherwise ${body.id}: ${starts} / ${found.text.slice(0, 50)}`);
  }
  console.log(`${field}: ${same} of ${all} texts begin with the author's first words`);
}

function collapse(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
