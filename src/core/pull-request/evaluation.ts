import { FIELDS, type Field } from "../../description/field.ts";
import type { ParsedDescription } from "../../description/parsed-description.ts";
import type { Config } from "../config/config.ts";
import type { SkipReason } from "./skip.ts";

/** What a statement is worth, before anything else about its pull request is looked at. */
export type StatementEvaluation =
  | { readonly kind: "complete" }
  | { readonly kind: "incomplete"; readonly missing: readonly Field[] }
  /** The measure does not apply; `reason` is the author's, null where the config asks for none. */
  | { readonly kind: "exempt"; readonly reason: string | null };

/** What a pull request is worth. */
export type Evaluation = StatementEvaluation | { readonly kind: "skipped"; readonly reason: SkipReason };

/** Judges a reading. A measure that does not apply settles it: then no other field is asked for. */
export function evaluateStatement(parsed: ParsedDescription, config: Config): StatementEvaluation {
  const { measure } = parsed.fields;
  if (measure.state === "not-applicable") return { kind: "exempt", reason: measure.reason };

  const missing = FIELDS.filter((field) => config.fields[field].required && parsed.fields[field].state === "missing");
  return missing.length === 0 ? { kind: "complete" } : { kind: "incomplete", missing };
}
