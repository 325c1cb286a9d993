import { DateTime } from "luxon";
import { findDateStart, toAskingTime, toCalendarDate } from "../time/schedule.ts";

/** A calendar month, "2026-11". As text it sorts correctly, and it has no time zone until it is given one. */
export type MonthName = string;

/** The month of a moment in a time zone. */
export function toMonth(moment: Date, zone: string): MonthName {
  return toCalendarDate(moment, zone).slice(0, 7);
}

/** Moves a month by this many months; negative numbers go back. */
export function moveMonth(month: MonthName, months: number): MonthName {
  return DateTime.fromISO(`${month}-01`, { zone: "utc" }).plus({ months }).toFormat("yyyy-MM");
}

/** From the first moment of a month in a time zone to the first of the next: every moment is in exactly one month. */
export function findMonthSpan(month: MonthName, zone: string): { readonly from: Date; readonly to: Date } {
  return { from: findDateStart(`${month}-01`, zone), to: findDateStart(`${moveMonth(month, 1)}-01`, zone) };
}

/** When a month is reported: on the first of the next one, at the asking hour. */
export function findReportTime(month: MonthName, zone: string): Date {
  return new Date(toAskingTime(`${moveMonth(month, 1)}-01`, zone));
}

/** The latest month that can be reported by now. */
export function findReportedMonth(now: Date, zone: string): MonthName {
  const last = moveMonth(toMonth(now, zone), -1);
  return findReportTime(last, zone) <= now ? last : moveMonth(last, -1);
}
