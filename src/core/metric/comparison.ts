import { addDays, dayOf } from "../time/day.ts";
import { countDays } from "../time/schedule.ts";
import type { Metric } from "./metric.ts";
import type { DaySpan, Series } from "./series.ts";
import type { AbsoluteTarget, Target } from "./target.ts";

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
  /** null where there is nothing to compare, or nothing to relate it to: no percentage is of nothing. */
  readonly change: Change | null;
  /** Weeks in order, up to four on each side; null where one is incomplete. */
  readonly weeksBefore: readonly (number | null)[];
  readonly weeksSince: readonly (number | null)[];
  /** Days of these weeks without data. */
  readonly daysWithoutData: number;
  /** null without a target. */
  readonly verdict: TargetVerdict | null;
}

export interface Change {
  readonly amount: number;
  /** Relative to before; of a metric in percent the difference. */
  readonly in: "percent" | "points";
}

export interface Compared {
  readonly metric: Pick<Metric, "weekly" | "unit">;
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
  return findBeforeSpan(dayOf(now));
}

/** Compares a metric before and since. A week with a day without data is not averaged: nothing is taken for zero. */
export function compareSeries({ metric, target, before, after }: Compared): Comparison {
  const weeksBefore = listWeeks(before, metric);
  const weeksSince = listWeeks(after, metric);
  const means = { before: findMean(weeksBefore), now: findMean(weeksSince) };
  return {
    ...means,
    change: findChange(means, metric),
    weeksBefore,
    weeksSince,
    daysWithoutData: [...before, ...after].filter(({ value }) => value === null).length,
    verdict: target && judge(target, means),
  };
}

/** The mean of the weeks of a series that are complete; null when none is. */
export function findWeeklyMean(series: Series, metric: Pick<Metric, "weekly">): number | null {
  return findMean(listWeeks(series, metric));
}

/** The numbers of whole weeks, in order; what is left over at the end is no week. */
export function listWeeks(series: Series, { weekly }: Pick<Metric, "weekly">): readonly (number | null)[] {
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

type Means = Pick<Comparison, "before" | "now">;

function findChange({ before, now }: Means, { unit }: Compared["metric"]): Change | null {
  if (before === null || now === null) return null;
  if (unit === "%") return { amount: now - before, in: "points" };
  return before === 0 ? null : { amount: ((now - before) / Math.abs(before)) * 100, in: "percent" };
}

function judge(target: Target, { before, now }: Means): TargetVerdict {
  const goal = findGoal(target, before);
  if (now === null || goal === null) return "undecided";
  if (isReached(goal, now)) return "reached";
  if (before === null || isSame(before, now)) return "not-reached";
  return now > before === (goal.kind === "at-least") ? "not-reached" : "other-way";
}

/** The number to reach; null for a change where there is nothing to relate it to. */
function findGoal(target: Target, before: number | null): AbsoluteTarget | null {
  if (target.kind !== "relative") return target;
  if (before === null || (target.of === "before" && before === 0)) return null;
  const change = target.of === "before" ? target.change * Math.abs(before) : target.change;
  return { kind: change > 0 ? "at-least" : "at-most", value: before + change, isStrict: false };
}

function isReached({ kind, value, isStrict }: AbsoluteTarget, now: number): boolean {
  if (isSame(now, value)) return !isStrict;
  return kind === "at-least" ? now > value : now < value;
}

/** Means of fractions differ in their last digits: a tenth more than 3 is 3.3. */
function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
}
