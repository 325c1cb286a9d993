import { addDuration } from "../time/duration.ts";
import { countDays } from "../time/schedule.ts";
import type { Metric } from "./metric.ts";
import type { DaySpan, Series } from "./series.ts";
import type { RelativeTarget, Target } from "./target.ts";

/** How many weeks are compared on each side. */
const WEEKS = 4;
const WEEK_DAYS = 7;

/** What became of a target: undecided where the days do not tell. */
export type TargetVerdict = "reached" | "not-reached" | "other-way" | "undecided";

/** A metric before and since, a week a number. */
export interface Comparison {
  /** The mean of the complete weeks; null when none is. */
  readonly before: number | null;
  readonly now: number | null;
  /** Weeks in order, up to four on each side; null where one is incomplete. */
  readonly weeksBefore: readonly (number | null)[];
  readonly weeksSince: readonly (number | null)[];
  /** Days of these weeks without data. */
  readonly daysWithoutData: number;
  /** null without a target. */
  readonly verdict: TargetVerdict | null;
}

export interface Compared {
  readonly metric: Pick<Metric, "weekly" | "better">;
  readonly target: Target | null;
  readonly before: Series;
  readonly after: Series;
}

/** The four weeks before the day the clock started. */
export function findBeforeSpan(startedOn: string): DaySpan {
  return { from: addDays(startedOn, -WEEKS * WEEK_DAYS), to: addDays(startedOn, -1) };
}

/**
 * The last four whole weeks after the day the clock started, up to yesterday: weeks are counted from that day. Without a whole
 * one, the days there are.
 */
export function findAfterSpan(startedOn: string, today: string): DaySpan {
  const days = Math.max(0, countDays(startedOn, today) - 1);
  const whole = Math.floor(days / WEEK_DAYS);
  const first = Math.max(0, whole - WEEKS) * WEEK_DAYS;
  const last = whole === 0 ? Math.max(1, days) : whole * WEEK_DAYS;
  return { from: addDays(startedOn, 1 + first), to: addDays(startedOn, last) };
}

/** The four weeks that ended yesterday. */
export function findNowSpan(now: Date): DaySpan {
  return findBeforeSpan(now.toISOString().slice(0, 10));
}

/** Compares a metric before and since. A week with a day without data is not averaged: nothing is taken for zero. */
export function compareSeries({ metric, target, before, after }: Compared): Comparison {
  const weeksBefore = listWeeks(before, metric);
  const weeksSince = listWeeks(after, metric);
  const means = { before: findMean(weeksBefore), now: findMean(weeksSince) };
  return {
    ...means,
    weeksBefore,
    weeksSince,
    daysWithoutData: [...before, ...after].filter(({ value }) => value === null).length,
    verdict: target && judge(target, metric, means),
  };
}

/** The mean of the weeks of a series that are complete; null when none is. */
export function findWeeklyMean(series: Series, metric: Pick<Metric, "weekly">): number | null {
  return findMean(listWeeks(series, metric));
}

/** The numbers of whole weeks, in order; what is left over at the end is no week. */
function listWeeks(series: Series, { weekly }: Pick<Metric, "weekly">): readonly (number | null)[] {
  return Array.from({ length: Math.floor(series.length / WEEK_DAYS) }, (_, index) => {
    const days = series.slice(index * WEEK_DAYS, (index + 1) * WEEK_DAYS).map(({ value }) => value);
    return days.every((value) => value !== null) ? WEEK[weekly](days) : null;
  });
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const WEEK: { readonly [W in Metric["weekly"]]: (days: readonly number[]) => number } = {
  sum,
  average: (days) => sum(days) / days.length,
  last: (days) => days.at(-1) ?? 0,
  max: (days) => Math.max(...days),
};

function findMean(weeks: readonly (number | null)[]): number | null {
  const complete = weeks.filter((week) => week !== null);
  return complete.length === 0 ? null : sum(complete) / complete.length;
}

function judge(
  target: Target,
  { better }: Compared["metric"],
  { before, now }: Pick<Comparison, "before" | "now">,
): TargetVerdict {
  if (now === null) return "undecided";
  const reached = isReached(target, { before, now });
  if (reached === null) return "undecided";
  if (reached) return "reached";
  const isWorse = before !== null && (better === "more" ? now < before : now > before);
  return isWorse ? "other-way" : "not-reached";
}

function isReached(
  target: Target,
  { before, now }: { readonly before: number | null; readonly now: number },
): boolean | null {
  switch (target.kind) {
    case "at-least":
      return target.isStrict ? now > target.value : now >= target.value;
    case "at-most":
      return target.isStrict ? now < target.value : now <= target.value;
    case "relative": {
      const change = findChange(target, { before, now });
      if (change === null) return null;
      return target.change > 0 ? change >= target.change : change <= target.change;
    }
  }
}

/** The change in what the target is in; null where it cannot be told: no percentage is of nothing. */
function findChange(
  { of }: RelativeTarget,
  { before, now }: { readonly before: number | null; readonly now: number },
): number | null {
  if (before === null) return null;
  if (of === "unit") return now - before;
  return before === 0 ? null : (now - before) / Math.abs(before);
}

function addDays(day: string, amount: number): string {
  return amount >= 0
    ? addDuration(day, { amount, unit: "days" })
    : new Date(Date.parse(day) + amount * 86_400_000).toISOString().slice(0, 10);
}
