import { DEFAULT_CONFIG } from "../src/core/config/config.ts";
import { parseDescription } from "../src/description/parsed-description.ts";
import { parseTemplateFields, type Template } from "../src/description/template.ts";
import { BASELINES, type Baseline } from "./reading-baselines.ts";
import {
  type Corpus,
  type LabelledBody,
  type LabelledTemplate,
  readCorpus,
  STATES,
  type State,
} from "./reading-corpus.ts";
import { compare, score, toRow, type Verdict } from "./reading-score.ts";
import { timeConstructions, timeDescriptions } from "./reading-speed.ts";

const MEASURED = ["problem", "measure"] as const;
type Measured = (typeof MEASURED)[number];

/** The labels count "N/A" without a reason as exempt. */
const FIELDS = {
  ...DEFAULT_CONFIG.fields,
  problem: { ...DEFAULT_CONFIG.fields.problem, "not-applicable": "allowed" as const },
  measure: { ...DEFAULT_CONFIG.fields.measure, "not-applicable": "allowed" as const },
};

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: npm run bench:reading -- <folder with templates.jsonl and bodies.jsonl>");
  process.exit(2);
}
printAll(readCorpus(folder));

function printAll(corpus: Corpus): void {
  const templates = new Map(corpus.templates.map(({ id, text }) => [id, { path: id, body: text }]));
  const templatesOf = ({ template_id }: LabelledBody): readonly Template[] => {
    const template = templates.get(template_id ?? "");
    return template ? [template] : [];
  };

  console.log(`\n${corpus.templates.length} templates: which heading asks`);
  for (const field of MEASURED) printTemplates(corpus.templates, field);
  console.log(`\n${corpus.bodies.length} descriptions: what the author filled in`);
  for (const field of MEASURED) printBodies(corpus.bodies, field, templatesOf);
  console.log("\nMilliseconds for one description");
  console.table([timeDescriptions(corpus.bodies.map((one) => ({ body: one.text, templates: templatesOf(one) })))]);
  console.log("Milliseconds for constructions; growth 16 is linear");
  console.table(timeConstructions());
}

function printTemplates(templates: readonly LabelledTemplate[], field: Measured): void {
  const ours = templates.flatMap((template) => {
    const found = parseTemplateFields({ path: template.id, body: template.text }, FIELDS)[field];
    const by = found?.by === "hint" ? "template_hint" : "heading";
    return judgeTemplate(template, field, { heading: found?.heading ?? null, by });
  });
  printScores(field, ours);
  for (const { name, findHeading } of BASELINES) {
    if (findHeading === null) continue;
    const theirs = templates.flatMap((template) =>
      judgeTemplate(template, field, { heading: findHeading(template.text, field), by: "heading" }),
    );
    console.table([toRow(`${name} ${field}`, score(theirs))]);
  }
}

function judgeTemplate(
  template: LabelledTemplate,
  field: Measured,
  found: { readonly heading: string | null; readonly by: string },
): readonly Verdict[] {
  const wanted = [template[field], ...(template[`${field}_also`] ?? [])].flatMap((one) => (one ? [plain(one)] : []));
  const heading = found.heading === null ? null : plain(found.heading);
  return compare({
    id: template.id,
    isFound: heading !== null,
    isWanted: template[field] !== null,
    isSame: heading !== null && wanted.some((one) => one.includes(heading) || heading.includes(one)),
    groups: { found: found.by, wanted: field === "problem" ? (template.problem_basis ?? "heading") : "heading" },
    words: `${template.repo}: wanted ${quote(template[field])}, found ${quote(found.heading)} (${template.note ?? ""})`,
  });
}

function printBodies(
  bodies: readonly LabelledBody[],
  field: Measured,
  templatesOf: (body: LabelledBody) => readonly Template[],
): void {
  const read = (body: LabelledBody) =>
    parseDescription({ body: body.text, templates: templatesOf(body), fields: FIELDS }).fields[field];
  const states = bodies.map((body): State => {
    const { state } = read(body);
    return state === "not-applicable" ? "exempt" : state;
  });
  const known = bodies.map((body) => templatesOf(body).length > 0);
  printScores(field, judgeBodies(bodies, states, field));
  console.table(
    [true, false].map((isKnown) =>
      toRow(
        isKnown ? "template known" : "template not known",
        score(
          judgeBodies(
            bodies.filter((_, index) => known[index] === isKnown),
            states.filter((_, index) => known[index] === isKnown),
            field,
          ),
        ),
      ),
    ),
  );
  printConfusion(bodies, states, field);
  printBeginnings(bodies, field, read);
  for (const baseline of BASELINES) printBaseline(baseline, bodies, field);
}

function judgeBodies(bodies: readonly LabelledBody[], states: readonly State[], field: Measured): readonly Verdict[] {
  return bodies.flatMap((body, index) => {
    const state = states[index] ?? "missing";
    const basis = field === "problem" ? (body.problem_basis ?? "heading") : "heading";
    return compare({
      id: body.id,
      isFound: state === "filled",
      isWanted: body[field] === "filled",
      isSame: body[field] === "filled",
      groups: { found: basis, wanted: basis },
      words: `${body.repo}: wanted ${body[field]}, found ${state}, template ${body.template_id} (${body.note ?? ""})`,
    });
  });
}

function printBaseline({ name, readState }: Baseline, bodies: readonly LabelledBody[], field: Measured): void {
  const states = bodies.map(({ text }) => readState(text, field));
  console.table([toRow(`${name} ${field}`, score(judgeBodies(bodies, states, field)))]);
}

function printScores(field: Measured, verdicts: readonly Verdict[]): void {
  const groups = [...new Set(verdicts.map(({ group }) => group))].sort();
  const rows = groups.map((group) => toRow(`${field}: ${group}`, score(verdicts.filter((one) => one.group === group))));
  console.table([toRow(field, score(verdicts)), ...(groups.length > 1 ? rows : [])]);
  for (const { id, outcome, words } of verdicts)
    if (outcome !== "right") console.log(`  ${outcome} ${id} ${words.slice(0, 260)}`);
}

function printConfusion(bodies: readonly LabelledBody[], states: readonly State[], field: Measured): void {
  const count = (wanted: State, found: State) =>
    bodies.filter((body, index) => body[field] === wanted && states[index] === found).length;
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
function printBeginnings(
  bodies: readonly LabelledBody[],
  field: Measured,
  read: (body: LabelledBody) => ReturnType<typeof parseDescription>["fields"][Measured],
): void {
  let [same, all] = [0, 0];
  for (const body of bodies) {
    const starts = body[`${field}_starts`];
    const found = read(body);
    if (starts === null || found.state !== "filled" || body[field] !== "filled") continue;
    all++;
    if (collapse(found.text).startsWith(collapse(starts))) same++;
    else console.log(`  begins otherwise ${body.id} ${quote(starts)}: ${quote(found.text.slice(0, 50))}`);
  }
  console.log(`${field}: ${same} of ${all} texts begin with the author's first words`);
}

function plain(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}

function collapse(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function quote(text: string | null): string {
  return text === null ? "nothing" : JSON.stringify(text);
}
