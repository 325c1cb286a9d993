import { DateTime } from "luxon";
import type { FoundDate } from "./date-found.ts";

/** 2026-12-24, 24.12.2026, 24.12., 24/12/2026, 24-12-26; with blanks after dots too. */
const NUMERIC =
  /(?<![\p{L}\p{N}.,/-])(?:(20\d\d)([-./])(\d{1,2})\2(\d{1,2})|(\d{1,2})(?:(\.) ?(\d{1,2})(?:\. ?(20\d\d|\d\d(?!\d))?)|([/-])(\d{1,2})(?:\9(20\d\d|\d\d))?))(?![\p{L}\p{N}/-]|[.,]\d)/gu;

/**
 * The dates written in digits. The day comes first, as everywhere but in the United States; where only that makes a
 * date, a slash or a hyphen may have the month first. No country writes it first with dots.
 */
export function listNumericDates(text: string, today: string): readonly FoundDate[] {
  return [...text.matchAll(NUMERIC)].map((match) => ({
    on: toDate(match, today),
    index: match.index,
    length: match[0].length,
  }));
}

function toDate(match: RegExpMatchArray, today: string): string | null {
  const [, isoYear, , isoMonth, isoDay, first = "", dot, afterDot, yearAfterDot, , other, otherYear] = match;
  if (isoYear) return toIso(Number(isoYear), Number(isoMonth), Number(isoDay));
  const second = Number(afterDot ?? other);
  const year = yearAfterDot ?? otherYear;
  const dayFirst = findDay({ day: Number(first), month: second, year }, today);
  return dayFirst ?? (dot ? null : findDay({ day: second, month: Number(first), year }, today));
}

interface Written {
  readonly day: number;
  readonly month: number;
  readonly year: string | undefined;
}

/** Without a year, the next such day. */
function findDay({ day, month, year }: Written, today: string): string | null {
  if (year !== undefined) return toIso(year.length === 2 ? 2000 + Number(year) : Number(year), month, day);
  const thisYear = Number(today.slice(0, 4));
  const on = toIso(thisYear, month, day);
  return on !== null && on >= today ? on : toIso(thisYear + 1, month, day);
}

function toIso(year: number, month: number, day: number): string | null {
  const date = DateTime.fromObject({ year, month, day }, { zone: "utc" });
  return date.isValid ? date.toISODate() : null;
}
