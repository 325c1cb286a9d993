import type { DaySpan, Series } from "../core/metric/series.ts";
import { addDays, dayOf } from "../core/time/day.ts";
import { countDays } from "../core/time/schedule.ts";

/** The days of a span that are over, as a span; null where none is. Today's number is not yet one. */
export function keepPast({ from, to }: DaySpan, now: Date): DaySpan | null {
  const yesterday = addDays(dayOf(now), -1);
  const last = to < yesterday ? to : yesterday;
  return from <= last ? { from, to: last } : null;
}

/** The days of a span with the values that are known. */
export function toSeries({ from, to }: DaySpan, find: (day: string) => number | null): Series {
  return Array.from({ length: Math.max(0, countDays(from, to) + 1) }, (_, index) => {
    const day = addDays(from, index);
    return { day, value: find(day) };
  });
}
