import { toWorkingDay } from "../core/time/schedule.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The moment that many days later. */
export function addDays(now: Date, days: number): Date {
  return new Date(now.getTime() + days * DAY_MS);
}

/** When what was merged now has been asked about: 30 days later, or on the Monday after. */
export function addThirtyDays(now: Date): Date {
  const [date = "", time] = addDays(now, 30).toISOString().split("T");
  return new Date(`${toWorkingDay(date, true)}T${time}`);
}
