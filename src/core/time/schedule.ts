import { DateTime } from "luxon";
import { addDuration, type Duration } from "./duration.ts";

/** Questions are asked from this hour on, local time. */
const ASKING_HOUR = 9;

/** The calendar date of a moment in a time zone: "2026-11-21". */
export function toCalendarDate(moment: Date | string, zone: string): string {
  return inZone(moment, zone).toISODate();
}

/** The calendar date on which to ask: the local date of the merge, plus a duration. */
export function findDueDate(mergedAt: string, after: Duration, zone: string): string {
  return addDuration(toCalendarDate(mergedAt, zone), after);
}

/** The date itself, or the following Monday when it falls on a weekend and `weekdaysOnly` is set. */
export function toWorkingDay(date: string, weekdaysOnly: boolean): string {
  const day = DateTime.fromISO(date, { zone: "utc" });
  const isWeekend = day.weekday > 5;
  return weekdaysOnly && isWeekend ? (day.plus({ days: 8 - day.weekday }).toISODate() ?? date) : date;
}

/**
 * The moment from which the question of a calendar date is asked; when a clock change skips that hour, the next moment
 * that exists.
 */
export function toAskingTime(date: string, zone: string): string {
  const local = DateTime.fromISO(`${date}T00:00:00`, { zone }).set({ hour: ASKING_HOUR });
  return toUtcText(local.toJSDate());
}

/** The first moment of the local day in which a moment lies. */
export function findDayStart(moment: Date, zone: string): Date {
  return findDateStart(toCalendarDate(moment, zone), zone);
}

/** The first moment of a calendar date in a time zone, even when a clock change skips or repeats midnight. */
export function findDateStart(date: string, zone: string): Date {
  const local = DateTime.fromISO(`${date}T00:00:00`, { zone });
  // Of two midnights luxon returns the second: Havana, 1 November 2026.
  const earlier = local.minus({ hours: 1 });
  return (earlier.toISODate() === date ? earlier : local).toJSDate();
}

/** The asking time of the next day. */
export function findNextAskingTime(moment: Date, zone: string): Date {
  const tomorrow = inZone(moment, zone).plus({ days: 1 }).toISODate();
  return new Date(toAskingTime(tomorrow, zone));
}

/** The first moment of a calendar month in a time zone: the month of `moment`, moved by this many months. */
export function findMonthStart(moment: Date, zone: string, months: number): Date {
  const month = DateTime.fromISO(toCalendarDate(moment, zone), { zone: "utc" }).startOf("month").plus({ months });
  return findDateStart(month.toISODate() ?? "", zone);
}

/** A calendar month in a time zone: "2026-11", from its first moment to the first of the next. */
export interface Month {
  readonly month: string;
  readonly from: Date;
  readonly to: Date;
}

/** The latest calendar months in a time zone, oldest first; the last is the month of `moment`. */
export function listMonths(moment: Date, zone: string, count: number): readonly Month[] {
  return Array.from({ length: count }, (_, index) => {
    const from = findMonthStart(moment, zone, index + 1 - count);
    const to = findMonthStart(moment, zone, index + 2 - count);
    return { month: toCalendarDate(from, zone).slice(0, 7), from, to };
  });
}

/** The first moment of the next day in a time zone. */
export function findNextDayStart(moment: Date, zone: string): Date {
  const tomorrow = inZone(moment, zone).plus({ days: 1 }).toISODate();
  return findDateStart(tomorrow, zone);
}

/** The number of days between two calendar dates. */
export function countDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

const DAY_MS = 24 * 60 * 60_000;

/** The local time of a moment: "14:05". */
export function toClockTime(moment: Date, zone: string): string {
  return inZone(moment, zone).toFormat("HH:mm");
}

/** ISO 8601 in UTC without milliseconds, as GitHub writes times. */
export function toUtcText(moment: Date): string {
  return moment.toISOString().replace(/\.\d{3}Z$/, "Z");
}

function inZone(moment: Date | string, zone: string): DateTime<true> {
  const iso = typeof moment === "string" ? moment : moment.toISOString();
  const local = DateTime.fromISO(iso, { zone });
  if (!local.isValid) throw new Error(`not a moment in a time zone: ${iso} in ${zone}`);
  return local;
}
