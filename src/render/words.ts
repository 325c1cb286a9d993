import type { Verdict } from "../core/outcome/verdict.ts";
import type { Field } from "../description/field.ts";

/** Renders the calendar date "2026-12-21" as "21 Dec 2026". */
export function renderDate(date: string): string {
  const [year = "", month = "", day = ""] = date.slice(0, 10).split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** The day of a question: of what has not reached its users yet, none is known. */
export function renderDueOn({ dueOn }: { readonly dueOn: string | null }): string {
  return dueOn === null ? "a later date" : renderDate(dueOn);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const MONTH_NAMES = [
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

/** Renders the month "2026-10" as "October 2026". */
export function renderMonth(month: string): string {
  return `${renderMonthName(month)} ${month.slice(0, 4)}`;
}

/** Renders the month "2026-10" as "Oct 2026", where space is short. */
export function renderShortMonth(month: string): string {
  return `${MONTHS[Number(month.slice(5)) - 1] ?? month} ${month.slice(0, 4)}`;
}

/** Renders the month "2026-10" as "October". */
export function renderMonthName(month: string): string {
  return MONTH_NAMES[Number(month.slice(5)) - 1] ?? month;
}

/** A field inside a sentence, and alone. */
export const FIELD_PHRASES: { readonly [F in Field]: string } = {
  problem: "what problem this solves",
  measure: "how we'll know it worked",
  "check-back": "when to check back",
};

/** A field in a word or two, among others. */
export const FIELD_NAMES: { readonly [F in Field]: string } = {
  problem: "problem",
  measure: "success measure",
  "check-back": "check-back date",
};

/** A field as a heading, when the template has none of its own. */
export const FIELD_HEADINGS: { readonly [F in Field]: string } = {
  problem: "What problem does this solve?",
  measure: "How will we know it worked?",
  "check-back": "When should we check back?",
};

/** The hint under such a heading, which only authors see. */
export const FIELD_HINTS: { readonly [F in Field]: string } = {
  problem: "Who has it, and how do you know? A sentence is plenty.",
  measure:
    'A number, a date or a place to look, such as "weekly exports go from 0 to 20". Nothing to measure? Write "N/A" and why.',
  "check-back": 'When is it worth looking? A date, or how long to wait, such as "6 weeks".',
};

/** A verdict as people read it. */
export const VERDICT_WORDS = {
  worked: "Worked",
  partly: "Partly",
  missed: "Missed",
  unclear: "Can't tell",
} as const satisfies { readonly [V in Verdict]: string };

/** Renders a count with its noun: "1 question", "2 questions". */
export function renderCount(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Joins words: "a", "a and b", "a, b and c". */
export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Lists counts, leaving out zeros: "2 partly, 1 missed". */
export function listCounts(counts: readonly (readonly [number, string])[]): string {
  return counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(", ");
}

/** Capitalises the first letter. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Renders an ordinal: "1st", "22nd", "11th". */
export function renderOrdinal(day: number): string {
  const isTeen = day > 10 && day < 14;
  return `${day}${isTeen ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th")}`;
}
