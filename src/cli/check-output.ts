import type { Config } from "../core/config/config.ts";
import { isCheckable } from "../core/outcome/checkable.ts";
import type { StatementEvaluation } from "../core/pull-request/evaluation.ts";
import { FIELDS, type Field } from "../description/field.ts";
import type { ParsedDescription, ParsedField } from "../description/parsed-description.ts";
import { quotePlain } from "../render/neutral.ts";
import { renderMissing } from "../render/pull-request/parsed-description.ts";
import { hasHeading, WHAT_TO_WRITE } from "../render/pull-request/what-to-write.ts";
import { FIELD_HEADINGS, FIELD_PHRASES } from "../render/words.ts";
import { alignRows } from "./align.ts";
import { FIELD_KEYS, mapFields } from "./field-keys.ts";
import { STDIN } from "./read-text.ts";

/** A checked description as `--json` prints it. */
export function describeCheck(checked: Checked): object {
  const { file, parsed, evaluation } = checked;
  return {
    file,
    template: parsed.template,
    fields: mapFields((field) => describeField(parsed.fields[field])),
    evaluation: describeEvaluation(evaluation),
    advice: listAdvice(checked).map(({ field, ...advice }) => ({ field: FIELD_KEYS[field], ...advice })),
    tip: findTip(parsed),
  };
}

/** Always has the same keys, so that consumers need not test for them. */
function describeField(found: ParsedField): object {
  const { state, heading } = found;
  switch (found.state) {
    case "filled":
      return { state, text: found.text, heading, why: null };
    case "not-applicable":
      return { state, text: found.reason, heading, why: null };
    case "missing":
      return { state, text: null, heading, why: found.why };
  }
}

function describeEvaluation(evaluation: StatementEvaluation): object {
  if (evaluation.kind !== "incomplete") return evaluation;
  return { kind: evaluation.kind, missing: evaluation.missing.map((field) => FIELD_KEYS[field]) };
}

/** Renders checked descriptions for people, with a total at the end. */
export function renderCheckText(checked: readonly Checked[]): string {
  const parts = checked.map(renderOne);
  if (checked.length === 1) return parts.join("");
  const good = checked.filter(({ evaluation }) => evaluation.kind !== "incomplete").length;
  return [...parts, `${good} of ${checked.length} complete.`].join("\n\n");
}

function renderOne(checked: Checked): string {
  const { file, parsed, evaluation } = checked;
  const missing = evaluation.kind === "incomplete" ? evaluation.missing : [];
  const shown = FIELDS.filter((field) => missing.includes(field) || parsed.fields[field].state !== "missing");
  const rows = shown.map((field) => [field, ...renderField(parsed.fields[field])]);
  const advice = listAdvice(checked).map(renderAdvice);
  const name = file === STDIN ? "stdin" : file;
  const tip = advice.length === 0 ? findTip(parsed) : null;
  return [`${name}: ${renderEvaluation(evaluation)}`, ...alignRows(rows), ...advice, ...(tip ? [tip] : [])].join("\n");
}

/** What to write about a field, and where. */
interface Advice {
  readonly field: Field;
  readonly heading: string;
  /** It does not stand in the description yet. */
  readonly isNew: boolean;
  readonly write: string;
  /** "N/A" and why is an answer too. */
  readonly mayNotApply: boolean;
}

function listAdvice({ parsed, evaluation, fields }: Checked): readonly Advice[] {
  const missing = evaluation.kind === "incomplete" ? evaluation.missing : [];
  return missing.map((field) => {
    const found = parsed.fields[field];
    const heading = found.heading ?? FIELD_HEADINGS[field];
    const mayNotApply = field !== "check-back" && fields[field]["not-applicable"] !== "forbidden";
    return { field, heading, isNew: !hasHeading(found), write: WHAT_TO_WRITE[field], mayNotApply };
  });
}

function renderAdvice({ heading, isNew, write, mayNotApply }: Advice): string {
  const where = isNew ? `Add “## ${quotePlain(heading, 80)}” and under it` : `Under “${quotePlain(heading, 80)}”`;
  return `${where}, write ${write}.${mayNotApply ? " If it doesn't apply, “N/A” and why." : ""}`;
}

/** A measure that will be hard to check; never a reason to fail. */
function findTip({ fields: { measure } }: ParsedDescription): string | null {
  const isVague = measure.state === "filled" && !isCheckable(measure.text);
  return isVague ? "Tip: name a number, a date or a dashboard, and the measure will be easy to check later." : null;
}

function renderEvaluation(evaluation: StatementEvaluation): string {
  switch (evaluation.kind) {
    case "complete":
      return "complete";
    case "incomplete":
      return `missing: ${evaluation.missing.map((field: Field) => FIELD_PHRASES[field]).join(", ")}`;
    case "unread":
      return "took too long to be read";
    case "exempt":
      return "no follow-up: nothing to measure";
  }
}

function renderField(found: ParsedField): readonly [state: string, words: string] {
  switch (found.state) {
    case "filled":
      return ["filled", quotePlain(found.text, 100)];
    case "not-applicable":
      return ["N/A", found.reason === null ? "" : quotePlain(found.reason, 100)];
    case "missing":
      return ["MISSING", renderMissing(found)];
  }
}

/** One description, as it was understood. */
export interface Checked {
  readonly file: string;
  readonly parsed: ParsedDescription;
  readonly evaluation: StatementEvaluation;
  /** What the configuration asks of each field. */
  readonly fields: Config["fields"];
}
