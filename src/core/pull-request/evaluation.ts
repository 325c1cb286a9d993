import { FIELDS, type Field } from "../../description/field.ts";
import { isUnread, type ParsedDescription } from "../../description/parsed-description.ts";
import type { Config } from "../config/config.ts";
import type { SkipReason } from "./skip.ts";

/** The evaluation of a statement, regardless of anything else about its pull request. */
export type StatementEvaluation =
  | { readonly kind: "complete" }
  | { readonly kind: "incomplete"; readonly missing: readonly Field[] }
  /** The description took too long to be read. */
  | { readonly kind: "unread" }
  /** The measure does not apply; `reason` is the author's, null when the configuration requires none. */
  | { readonly kind: "exempt"; readonly reason: string | null };

/** The evaluation of a pull request. */
export type Evaluation = StatementEvaluation | { readonly kind: "skipped"; readonly reason: SkipReason };

/** Evaluates a parsed description. When the measure does not apply, no other field is required. */
export function evaluateStatement(parsed: ParsedDescription, config: Config): StatementEvaluation {
  if (isUnread(parsed)) return { kind: "unread" };
  const { measure } = parsed.fields;
  if (measure.state === "not-applicable") return { kind: "exempt", reason: measure.reason };

  const missing = FIELDS.filter((field) => config.fields[field].required && parsed.fields[field].state === "missing");
  return missing.length === 0 ? { kind: "complete" } : { kind: "incomplete", missing };
}
