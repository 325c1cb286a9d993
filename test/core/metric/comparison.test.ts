import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  type Compared,
  type Comparison,
  compareSeries,
  findAfterSpan,
  findBeforeSpan,
  findNowSpan,
  findWeeklyMean,
} from "../../../src/core/metric/comparison.ts";
import type { Metric } from "../../../src/core/metric/metric.ts";
import type { DaySpan, Series } from "../../../src/core/metric/series.ts";
import type { Target } from "../../../src/core/metric/target.ts";

const STARTED = "2026-11-20";

function aMetric(given: Partial<Metric> = {}): Metric {
  const query = { kind: "query", query: "exports" } as const;
  return { name: "exports", source: "prom", query, weekly: "sum", unit: null, better: "more", ...given };
}

/** Days from a day on. */
function days(from: string, values: readonly (number | null)[]): Series {
  return values.map((value, index) => ({
    day: new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10),
    value,
  }));
}

/** Weeks whose days all have the same value. */
function weeks(from: string, values: readonly (number | null)[]): Series {
  return days(
    from,
    values.flatMap((value) => Array<number | null>(7).fill(value)),
  );
}

interface Given extends Partial<Omit<Compared, "before" | "after">> {
  readonly before: readonly (number | null)[];
  readonly after: readonly (number | null)[];
}

function compareWeeks({ before, after, ...given }: Given): Comparison {
  const metric = aMetric();
  return compareSeries({
    ...{ metric, target: null, ...given },
    before: weeks("2026-10-23", before),
    after: weeks("2026-11-21", after),
  });
}

function countSpan({ from, to }: DaySpan): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}

const atLeast = (value: number, isStrict = false): Target => ({ kind: "at-least", value, isStrict });
const atMost = (value: number, isStrict = false): Target => ({ kind: "at-most", value, isStrict });
const change = (by: number, of: "before" | "unit" = "before"): Target => ({ kind: "relative", change: by, of });

describe("the spans to ask for", () => {
  it("end before, and begin after, the day on which the clock started", () => {
    expect(findBeforeSpan(STARTED)).toEqual({ from: "2026-10-23", to: "2026-11-19" });
    expect(findAfterSpan(STARTED, "2026-12-21")).toEqual({ from: "2026-11-21", to: "2026-12-18" });
  });

  test.each([
    ["2026-11-24", { from: "2026-11-21", to: "2026-11-23" }],
    ["2026-11-27", { from: "2026-11-21", to: "2026-11-26" }],
    ["2026-11-28", { from: "2026-11-21", to: "2026-11-27" }],
    ["2026-12-05", { from: "2026-11-21", to: "2026-12-04" }],
    // Of a longer wait, the last four weeks.
    ["2027-02-20", { from: "2027-01-23", to: "2027-02-19" }],
  ])("after the start, on %s", (today, span) => {
    expect(findAfterSpan(STARTED, today)).toEqual(span);
  });

  it("cross the end of a year and summer time, of which UTC has none", () => {
    expect(findBeforeSpan("2027-01-03")).toEqual({ from: "2026-12-06", to: "2027-01-02" });
    expect(findAfterSpan("2026-03-20", "2026-04-18")).toEqual({ from: "2026-03-21", to: "2026-04-17" });
  });

  it("of a pull request are the four weeks up to yesterday", () => {
    expect(findNowSpan(new Date("2026-11-20T00:30:00Z"))).toEqual({ from: "2026-10-23", to: "2026-11-19" });
  });

  it("are whole weeks once one is over, never more than four, and never reach today", () => {
    fc.assert(
      fc.property(fc.nat(800), (later) => {
        const today = new Date(Date.parse(STARTED) + later * 86_400_000).toISOString().slice(0, 10);
        const span = findAfterSpan(STARTED, today);

        expect(span.from > STARTED).toBe(true);
        expect(countSpan(span)).toBeLessThanOrEqual(28);
        if (later > 7) expect(countSpan(span) % 7).toBe(0);
        if (later > 1) expect(span.to < today).toBe(true);
      }),
    );
  });
});

describe("the weeks", () => {
  it("are means of the complete ones on each side", () => {
    expect(compareWeeks({ before: [0, 1, 0, 1], after: [2, 3, 4, 3] })).toEqual({
      ...{ before: 3.5, now: 21, change: { amount: 500, in: "percent" } },
      ...{ weeksBefore: [0, 7, 0, 7], weeksSince: [14, 21, 28, 21] },
      ...{ daysWithoutData: 0, verdict: null },
    });
  });

  it("in which a day has no data are left out, and their days are counted: nothing is taken for zero", () => {
    const compared = compareSeries({
      ...{ metric: aMetric(), target: null },
      before: weeks("2026-10-23", [1, 1, 1, 1]),
      after: days("2026-11-21", [1, 1, 1, null, null, null, 1, ...Array<number>(14).fill(2)]),
    });

    expect(compared).toMatchObject({ before: 7, now: 14, weeksSince: [null, 14, 14], daysWithoutData: 3 });
  });

  it("that are not over are none", () => {
    const after = days("2026-11-21", [1, 1, 1, 1, 1, 1, 1, 100, 100]);

    expect(compareSeries({ metric: aMetric(), target: null, before: [], after })).toMatchObject({
      now: 7,
      weeksSince: [7],
    });
  });

  test.each([
    ["sum", 28],
    ["average", 4],
    ["last", 7],
    ["max", 7],
  ] as const)("become a number: %s", (weekly, value) => {
    const after = days("2026-11-21", [1, 2, 3, 4, 5, 6, 7]);

    expect(compareSeries({ metric: aMetric({ weekly }), target: null, before: [], after }).now).toBe(value);
    expect(findWeeklyMean(after, { weekly })).toBe(value);
  });

  it("without any data decide nothing", () => {
    expect(compareWeeks({ before: [null, null, null, null], after: [], target: atLeast(3) })).toEqual({
      ...{ before: null, now: null, change: null, weeksBefore: [null, null, null, null], weeksSince: [] },
      ...{ daysWithoutData: 28, verdict: "undecided" },
    });
  });
});

describe("the change", () => {
  test.each([
    ["relative to before", [1, 2], null, { amount: 100, in: "percent" }],
    ["less", [2, 1], null, { amount: -50, in: "percent" }],
    ["of zero: none", [0, 1], null, null],
    ["of a negative number", [-2, -1], null, { amount: 50, in: "percent" }],
    ["in points where the unit is percent", [10, 12], "%", { amount: 2, in: "points" }],
    ["in points from zero", [0, 12], "%", { amount: 12, in: "points" }],
  ] as const)("is %s", (_, [before, after], unit, expected) => {
    const metric = aMetric({ unit, weekly: "average" });

    expect(compareWeeks({ metric, before: Array(4).fill(before), after: [after] }).change).toEqual(expected);
  });
});

describe("the verdict on a target", () => {
  test.each([
    // Numbers of a week: before, now.
    [atLeast(20), 3, 21, "reached"],
    [atLeast(20), 3, 20, "reached"],
    [atLeast(20, true), 3, 20, "not-reached"],
    [atLeast(20), 3, 19.9, "not-reached"],
    [atLeast(20), 3, 3, "not-reached"],
    [atLeast(20), 3, 2, "other-way"],
    [atLeast(20), null, 21, "reached"],
    [atLeast(20), null, 2, "not-reached"],
    [atLeast(20), 3, null, "undecided"],
    [atLeast(20), 40, 30, "reached"],
    [atMost(2), 7, 2, "reached"],
    [atMost(2, true), 7, 2, "not-reached"],
    [atMost(2), 7, 5, "not-reached"],
    [atMost(2), 7, 9, "other-way"],
    [atMost(0), 7, 0, "reached"],
    [change(0.1), 3, 3.3, "reached"],
    [change(0.1), 3, 3.2, "not-reached"],
    [change(0.1), 3, 2.9, "other-way"],
    [change(-0.5), 10, 5, "reached"],
    [change(-0.5), 10, 6, "not-reached"],
    [change(-0.5), 10, 11, "other-way"],
    [change(0.1), 0, 5, "undecided"],
    [change(0.1), null, 5, "undecided"],
    [change(0.5), -4, -2, "reached"],
    [change(5, "unit"), 0, 5, "reached"],
    [change(5, "unit"), null, 5, "undecided"],
    [change(-5, "unit"), 10, 6, "not-reached"],
  ] as const)("%j from %s to %s: %s", (target, before, after, verdict) => {
    const metric = aMetric({ weekly: "average" });

    expect(compareWeeks({ metric, target, before: [null, null, null, before], after: [after] }).verdict).toBe(verdict);
  });

  it("is none without a target", () => {
    expect(compareWeeks({ before: [1, 1, 1, 1], after: [9] }).verdict).toBeNull();
  });
});

test("the numbers lie within the weeks, whatever days are missing", () => {
  const value = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: null });
  const side = fc.array(value, { maxLength: 40 });

  fc.assert(
    fc.property(side, side, fc.constantFrom("sum", "average", "last", "max"), (before, after, weekly) => {
      const compared = compareSeries({
        ...{ metric: aMetric({ weekly }), target: change(0.1) },
        before: days("2026-10-23", before),
        after: days("2026-11-21", after),
      });

      expectWithin(compared.before, compared.weeksBefore);
      expectWithin(compared.now, compared.weeksSince);
      if (compared.before === null || compared.now === null) expect(compared.verdict).toBe("undecided");
    }),
  );
});

function expectWithin(mean: number | null, of: readonly (number | null)[]): void {
  const complete = of.filter((week) => week !== null);
  expect(mean === null).toBe(complete.length === 0);
  if (mean === null) return;
  expect(mean).toBeGreaterThanOrEqual(Math.min(...complete) - 1e-6);
  expect(mean).toBeLessThanOrEqual(Math.max(...complete) + 1e-6);
}
