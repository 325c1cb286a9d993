import type { StatementJudgement } from "../core/pull-request/evaluation.ts";
import { FIELDS, type Field } from "../description/field.ts";
import type { FieldReading } from "../description/parsed-description.ts";
import { quotePlain } from "../render/neutral.ts";
import { renderMissing } from "../render/pull-request/parsed-description.ts";
import { FIELD_NAMES } from "../render/words.ts";
import { alignRows } from "./align.ts";
import type { Checked } from "./check-command.ts";
import { FIELD_KEYS, mapFields } from "./field-keys.ts";

/** A checked description as `--json` prints it. */
export function describeCheck({ file, reading, judgement }: Checked): object {
  return {
    file,
    template: reading.template,
    fields: mapFields((field) => describeField(reading.fields[field])),
    judgement: describeJudgement(judgement),
  };
}

/** Always the same keys, so that whoever reads them need not look first. */
function describeField(found: FieldReading): object {
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

function describeJudgement(judgement: StatementJudgement): object {
  if (judgement.kind !== "incomplete") return judgement;
  return { kind: judgement.kind, missing: judgement.missing.map((field) => FIELD_KEYS[field]) };
}

/** Checked descriptions as people read them, the sum last. */
export function renderCheckText(checked: readonly Checked[]): string {
  const parts = checked.map(renderOne);
  if (checked.length === 1) return parts.join("");
  const good = checked.filter(({ judgement }) => judgement.kind !== "incomplete").length;
  return [...parts, `${good} of ${checked.length} say what is asked for.`].join("\n\n");
}

function renderOne({ file, reading, judgement }: Checked): string {
  const missing = judgement.kind === "incomplete" ? judgement.missing : [];
  const rows = FIELDS.map((field) => [field, ...renderField(reading.fields[field], missing.includes(field))]);
  return [`${file}: ${renderJudgement(judgement)}`, ...alignRows(rows)].join("\n");
}

function renderJudgement(judgement: StatementJudgement): string {
  switch (judgement.kind) {
    case "complete":
      return "complete";
    case "incomplete":
      return `missing: ${judgement.missing.map((field: Field) => FIELD_NAMES[field]).join(", ")}`;
    case "exempt":
      return "nothing to ask later";
  }
}

function renderField(found: FieldReading, isWanted: boolean): readonly [state: string, words: string] {
  switch (found.state) {
    case "filled":
      return ["filled", quotePlain(found.text, 100)];
    case "not-applicable":
      return ["does not apply", found.reason === null ? "" : quotePlain(found.reason, 100)];
    case "missing":
      return isWanted ? ["MISSING", renderMissing(found)] : ["not said", "not asked for"];
  }
}
