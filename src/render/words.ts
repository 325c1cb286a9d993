import type { Field } from "../core/field.ts";
import { findRate } from "../core/numbers.ts";
import type { Verdict } from "../core/outcome.ts";

/** "21 Dec 2026" from the calendar date "2026-12-21". */
export function renderDate(date: string): string {
  const [year = "", month = "", day = ""] = date.slice(0, 10).split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** A field in the title of a check. */
export const FIELD_NAMES: { readonly [F in Field]: string } = {
  problem: "what problem this solves",
  measure: "how will we know",
  "check-back": "when to check back",
};

/** A field inside a sentence. */
export const FIELD_PHRASES: { readonly [F in Field]: string } = {
  problem: "what problem it solves",
  measure: "how we will know it worked",
  "check-back": "when to look again",
};

/** A field as a heading, where the template has none of its own. */
export const FIELD_HEADINGS: { readonly [F in Field]: string } = {
  problem: "What problem does this solve?",
  measure: "How will we know it worked?",
  "check-back": "When should we check back?",
};

/** What a template says under such a heading, for authors only. */
export const FIELD_HINTS: { readonly [F in Field]: string } = {
  problem: "Who has it, and how do you know? A sentence is plenty.",
  measure:
    'A number, a date or a place to look, such as "weekly exports go from 0 to 20". Nothing to measure? Write "N/A" and why.',
  "check-back": 'When is it worth looking? A date, or a time after the merge such as "6 weeks".',
};

/** A verdict as people read it. */
export const VERDICT_WORDS: { readonly [V in Verdict]: string } = {
  worked: "Worked",
  partly: "Partly",
  missed: "Missed",
  unclear: "Unclear",
};

/** "1 question", "2 questions". */
export function renderCount(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "13 of 21 (62 %)"; below five only the counts. */
export function renderShare(part: number, whole: number): string {
  const rate = findRate(part, whole);
  return `${part} of ${whole}${rate === null ? "" : ` (${rate} %)`}`;
}
