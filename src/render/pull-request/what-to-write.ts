import type { Field } from "../../description/field.ts";
import type { ParsedField } from "../../description/parsed-description.ts";

/** What to write under the heading of each field, after "write". */
export const WHAT_TO_WRITE: { readonly [F in Field]: string } = {
  problem: "who has the problem, and how you know",
  measure: "a number, a date or a place to look, such as “weekly exports go from 0 to 20”",
  "check-back": "a date, or how long to wait, such as “6 weeks”",
};

/** Does the heading of a field stand in the description? */
export function hasHeading(found: ParsedField): boolean {
  return found.state !== "missing" || (found.why !== "no-heading" && found.why !== "unread");
}
