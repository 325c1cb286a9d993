import type { DaySpan, Series } from "../core/metric/series.ts";

const DAY_MS = 86_400_000;

/** The moment a UTC day begins. */
export function startOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** The UTC day of a moment, such as "2026-11-20". */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The day so many days later. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(startOf(day).getTime() + days * DAY_MS));
}

/** The days of a span that are over, as a span; null where none is. Today's number is not yet one. */
export function keepPast({ from, to }: DaySpan, now: Date): DaySpan | null {
  const yesterday = addDays(dayOf(now), -1);
  const last = to < yesterday ? to : yesterday;
  return from <= last ? { from, to: last } : null;
}

/** The days of a span with the values that are known. */
export function toSeries({ from, to }: DaySpan, find: (day: string) => number | null): Series {
  const days = Math.round((startOf(to).getTime() - startOf(from).getTime()) / DAY_MS) + 1;
  return Array.from({ length: Math.max(0, days) }, (_, index) => {
    const day = addDays(from, index);
    return { day, value: find(day) };
  });
}
