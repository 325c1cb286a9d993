import type { StatementEvaluation } from "../core/pull-request/evaluation.ts";
import { FIELDS, type Field } from "../description/field.ts";
import type { ParsedDescription, ParsedField } from "../description/parsed-description.ts";
import { quotePlain } from "../render/neutral.ts";
import { renderMissing } from "../render/pull-request/parsed-description.ts";
import { FIELD_PHRASES } from "../render/words.ts";
import { alignRows } from "./align.ts";
import { FIELD_KEYS, mapFields } from "./field-keys.ts";

/** A checked description as `--json` prints it. */
export function describeCheck({ file, parsed, evaluation }: Checked): object {
  return {
    file,
    template: parsed.template,
    fields: mapFields((field) => describeField(parsed.fields[field])),
    evaluation: describeEvaluation(evaluation),
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

function renderOne({ file, parsed, evaluation }: Checked): string {
  const missing = evaluation.kind === "incomplete" ? evaluation.missing : [];
  const shown = FIELDS.filter((field) => missing.includes(field) || parsed.fields[field].state !== "missing");
  const rows = shown.map((field) => [field, ...renderField(parsed.fields[field])]);
  return [`${file}: ${renderEvaluation(evaluation)}`, ...alignRows(rows)].join("\n");
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
}
