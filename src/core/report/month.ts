import { DateTime } from "luxon";
import { findDateStart, toAskingTime, toCalendarDate } from "../time/schedule.ts";

/** A calendar month, "2026-11"; text, so that it sorts and belongs to no time zone until it is given one. */
export type MonthName = string;

/** The month a moment is in, in a time zone. */
export function toMonth(moment: Date, zone: string): MonthName {
  return toCalendarDate(moment, zone).slice(0, 7);
}

/** So many months on, or back. */
export function moveMonth(month: MonthName, months: number): MonthName {
  return DateTime.fromISO(`${month}-01`, { zone: "utc" }).plus({ months }).toFormat("yyyy-MM");
}

/** From the first moment of a month in a time zone to the first of the next: no moment is in two months, or in none. */
export function findMonthSpan(month: MonthName, zone: string): { readonly from: Date; readonly to: Date } {
  return { from: findDateStart(`${month}-01`, zone), to: findDateStart(`${moveMonth(month, 1)}-01`, zone) };
}

/** When a month is reported on: on the first of the next one, from the asking hour on. */
export function findReportTime(month: MonthName, zone: string): Date {
  return new Date(toAskingTime(`${moveMonth(month, 1)}-01`, zone));
}

/** The latest month that can be reported on by now. */
export function findReportedMonth(now: Date, zone: string): MonthName {
  const last = moveMonth(toMonth(now, zone), -1);
  return findReportTime(last, zone) <= now ? last : moveMonth(last, -1);
}
