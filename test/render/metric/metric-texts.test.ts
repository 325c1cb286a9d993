import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Metric } from "../../../src/core/metric/metric.ts";
import type { Series } from "../../../src/core/metric/series.ts";
import type { Target } from "../../../src/core/metric/target.ts";
import {
  findDisagreement,
  renderMetricProblem,
  renderMetricsNow,
  renderNumbers,
  renderNumbersLine,
  type ShownMetric,
} from "../../../src/render/metric/numbers.ts";
import { renderSourceProblem } from "../../../src/render/metric/source-problem.ts";
import { renderChange, renderNumber, renderTarget } from "../../../src/render/metric/value.ts";
import { renderWeeks } from "../../../src/render/metric/weeks.ts";
import { SourceError } from "../../../src/sources/source.ts";
import { hostileText } from "../../support/hostile.ts";
import { readPage } from "../../support/page.ts";

function aMetric(given: Partial<Metric> = {}): Metric {
  const query = { kind: "query", query: "exports" } as const;
  return { name: "exports", source: "prom", query, weekly: "sum", unit: "exports", better: "more", ...given };
}

/** Weeks of so much each; null for one in which Wednesday has no data, undefined for one without any. */
function weeks(...numbers: readonly (number | null | undefined)[]): Series {
  return numbers.flatMap((number, week) =>
    Array.from({ length: 7 }, (_, day) => ({
      day: `2026-11-${week * 7 + day}`,
      value: number === undefined || (number === null && day === 2) ? null : day === 6 ? (number ?? 0) : 0,
    })),
  );
}

function shown(given: Partial<ShownMetric> & { readonly metric?: Metric } = {}): ShownMetric {
  const metric = given.metric ?? aMetric();
  return {
    ...{ metric, target: atLeast(20), startedOn: "2026-11-20", isLate: false, isHidden: false, definedNow: metric },
    wantedSince: "2026-11-20T12:00:00Z",
    ...{
      before: weeks(2, 3, 4, 3),
      beforeReadAt: "2026-11-20",
      after: weeks(12, 20, 25, 27),
      afterReadAt: "2026-12-21",
      later: null,
      laterReadAt: null,
    },
    ...{ problem: null, retryAt: null, mergedMeanwhile: 0, ...given },
  };
}

const atLeast = (value: number, isStrict = false): Target => ({ kind: "at-least", value, isStrict });
const atMost = (value: number, isStrict = false): Target => ({ kind: "at-most", value, isStrict });
const change = (by: number, of: "before" | "unit" = "before"): Target => ({ kind: "relative", change: by, of });

const BUGS = aMetric({ name: "bugs", unit: null, better: "fewer" });
const LOAD = aMetric({ name: "page.load", unit: "ms", weekly: "last", better: "fewer" });
const RATE = aMetric({ name: "conversion", unit: "%", weekly: "last" });
const DOWNLOADS = aMetric({ name: "csv", unit: "downloads" });

const QUESTIONS: readonly (readonly [string, Partial<ShownMetric>])[] = [
  ["reached", {}],
  ["not reached", { after: weeks(3, 4, 5, 6) }],
  ["not reached, by little", { after: weeks(19.9, 20, 20, 19.94) }],
  ["the other way", { after: weeks(3, 2, 1, 1) }],
  ["fewer is better", { metric: BUGS, target: atMost(0), before: weeks(7, 7, 7, 7), after: weeks(0, 0, 0, 0) }],
  ["a guard", { metric: BUGS, target: atLeast(1), before: weeks(7, 7, 7, 7), after: weeks(7, 7, 7, 7) }],
  ["a unit", { metric: DOWNLOADS, target: atLeast(1_200, true), after: weeks(1_000, 1_200, 1_500, 1_400) }],
  [
    "no sum",
    { metric: LOAD, target: atMost(200, true), before: weeks(800, 820, 790, 810), after: weeks(230, 190, 180, 185) },
  ],
  [
    "points",
    { metric: RATE, target: change(3, "unit"), before: weeks(2.1, 2.3, 2.2, 2.2), after: weeks(4, 5, 5.5, 5.1) },
  ],
  ["a change", { target: change(0.5) }],
  ["a change in numbers", { target: change(5, "unit") }],
  ["a change from zero", { target: change(0.5), before: weeks(0, 0, 0, 0) }],
  ["no target", { target: null }],
  ["days without data", { after: weeks(undefined, null, 25, 27) }],
  ["no data before", { before: weeks(undefined, undefined, undefined, undefined) }],
  ["no data since: nothing is taken for zero", { after: weeks(undefined, undefined, undefined, undefined) }],
  [
    "no data on either side",
    {
      before: weeks(undefined, undefined, undefined, undefined),
      after: weeks(undefined, undefined, undefined, undefined),
    },
  ],
  ["no complete week since", { after: weeks(null, null) }],
  ["asked before a week was over", { after: weeks(3).slice(0, 3) }],
  ["others were merged meanwhile", { mergedMeanwhile: 12 }],
  ["configured after the merge", { isLate: true }],
  ["changed since", { definedNow: aMetric({ better: "fewer" }) }],
  ["removed since", { definedNow: null }],
  ["private, in a public repository", { isHidden: true }],
  ["configured after the merge, and given up", { isLate: true, before: null }],
  ["not read yet", { before: null, beforeReadAt: null, after: null, afterReadAt: null }],
  ["only before was read", { after: null, afterReadAt: null }],
  ["before was given up", { before: null }],
  ["both were given up", { before: null, after: null }],
  ["the source failed", { before: null, after: null, problem: { kind: "timeout", status: null } }],
  ["the source failed since", { after: null, afterReadAt: null, problem: { kind: "refused", status: 401 } }],
];

const NOW: readonly (readonly [string, Metric, Series | null, Target | null])[] = [
  ["a number", aMetric(), weeks(2, 3, 4, 3), atLeast(20)],
  ["no target", LOAD, weeks(800, 820, 790, 810), null],
  ["zero, which is a number", BUGS, weeks(0, 0, 0, 0), atMost(0)],
  ["a gap", aMetric(), weeks(undefined, undefined, undefined, undefined), atLeast(20)],
  ["holes", aMetric(), weeks(null, null, null, null), atLeast(20)],
  ["not read yet", aMetric(), null, atLeast(20)],
];

const PROBLEMS = [
  ...["unknown", "not-open", "no-such-query", "query-not-allowed", "unreachable", "timeout", "refused", "redirected"],
  ...["limited", "busy", "too-large", "not-understood", "several-series"],
];

it("the texts are as they were reviewed", async () => {
  const nowPart = (metric: Metric, days: Series | null, target: Target | null) =>
    renderMetricsNow({ mentioned: [{ metric, target, days, problem: null, isHidden: false }], asked: [] });
  const text = [
    "# What is said of numbers",
    "## In the question",
    ...QUESTIONS.map(([title, given]) => `### ${title}\n\n${renderNumbers([shown(given)])}`),
    `### Several\n\n${renderNumbers([shown(), shown({ metric: BUGS, target: null, mergedMeanwhile: 1 })])}`,
    "## In one line",
    QUESTIONS.map(([title, given]) => `- ${title}: ${renderNumbersLine(shown(given)) || "(nothing)"}`).join("\n"),
    "## On the pull request",
    ...NOW.map(([title, metric, days, target]) => `### ${title}\n\n${nowPart(metric, days, target)}`),
    `### A name that is almost right\n\n${renderMetricsNow({ mentioned: [], asked: [{ written: "export", meant: "exports" }] })}`,
    "## Why there is no number",
    PROBLEMS.map(
      (kind) => `- ${renderMetricProblem("exports", { kind, status: kind === "refused" ? 401 : null })}`,
    ).join("\n"),
    `- ${renderMetricProblem("exports", null)}`,
  ];

  await expect(`${text.join("\n\n")}\n`).toMatchFileSnapshot("./metric-texts.md");
});

describe("numbers", () => {
  test.each([
    [3, "3"],
    [3.5, "3.5"],
    [3.3333, "3.3"],
    [1_200, "1,200"],
    [1_234.5, "1,235"],
    [0, "0"],
    [-0, "0"],
    [-3.04, "-3"],
    [0.5, "0.5"],
    [0.0123, "0.012"],
    [0.000_000_1, "0"],
    [99.95, "100"],
  ])("%s are written for people: %s", (value, written) => {
    expect(renderNumber(value)).toBe(written);
  });

  test.each([
    [atLeast(20), aMetric(), "20"],
    [atLeast(20, true), aMetric(), "more than 20"],
    [atMost(20), aMetric(), "at most 20"],
    [atMost(2, true), BUGS, "less than 2"],
    [atLeast(1), BUGS, "at least 1"],
    [atMost(0.125), LOAD, "0.125 ms"],
    [change(0.1), aMetric(), "+10%"],
    [change(-1 / 3), BUGS, "−33.3%"],
    [change(-5, "unit"), DOWNLOADS, "−5 downloads"],
    [change(1, "unit"), RATE, "+1 point"],
  ] as const)("%j is hoped for in words", (target, metric, words) => {
    expect(renderTarget(target, metric)).toBe(words);
  });

  test.each([
    [{ amount: 600, in: "percent" }, "+600%"],
    [{ amount: -50.4, in: "percent" }, "−50%"],
    [{ amount: 0.2, in: "percent" }, "±0%"],
    [{ amount: 2.75, in: "points" }, "+2.8 points"],
    [null, ""],
  ] as const)("a change of %j", (given, words) => {
    expect(renderChange({ change: given })).toBe(words);
  });
});

describe("the line of weeks", () => {
  test.each([
    ["grows from zero", [0, 0, 1, 2], [3, 4, 5, 6], "▁▁▂▃|▄▅▆▇"],
    ["has one height where all are equal", [3, 3], [3], "▇▇|▇"],
    ["has none where all are zero", [0, 0], [0], "▁▁|▁"],
    ["does not make much of little", [20, 20], [21], "▇▇|▇"],
    ["shows a gap as a dot", [null, 1], [null, 1], "·▇|·▇"],
    ["takes negative numbers", [-5], [0, 5], "▁|▄▇"],
    ["of negative numbers only", [-5, -5], [0], "▁▁|▇"],
    ["is not drawn without a number", [null], [null], ""],
  ] as const)("%s", (_, weeksBefore, weeksSince, line) => {
    expect(renderWeeks({ weeksBefore, weeksSince })).toBe(line);
  });

  it("has a sign for each week, whatever the numbers are", () => {
    const week = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), { nil: null });
    const side = fc.array(week, { minLength: 1, maxLength: 4 });

    fc.assert(
      fc.property(side, side, (weeksBefore, weeksSince) => {
        const line = renderWeeks({ weeksBefore, weeksSince });
        const hasNone = [...weeksBefore, ...weeksSince].every((value) => value === null);

        expect(line).toMatch(hasNone ? /^$/ : /^[▁▂▃▄▅▆▇·]+\|[▁▂▃▄▅▆▇·]+$/);
        if (!hasNone) expect(line).toHaveLength(weeksBefore.length + 1 + weeksSince.length);
      }),
    );
  });
});

describe("a failure of a source", () => {
  it.each(["unreachable", "timeout", "refused", "redirected", "limited", "too-large", "not-understood"] as const)(
    "is said in a sentence of our own: %s",
    (kind) => {
      const error = new SourceError(kind, { status: 500, detail: "https://user:secret@prom.internal" });

      const words = renderSourceProblem(error);

      expect(words).toMatch(/^its source.* \(status 500\)\.$/);
      expect(words).not.toContain("its source couldn't be read");
      expect(words).not.toContain("secret");
    },
  );

  it.each(["constructor", "whatever"])("has words when the kind is not known: %s", (kind) => {
    expect(renderSourceProblem({ kind, status: null })).toBe("its source couldn't be read.");
  });
});

describe("where numbers and words disagree", () => {
  test.each([
    ["missed", {}, "number-better"],
    ["worked", { after: weeks(3, 2, 1, 1) }, "number-worse"],
    ["worked", { after: weeks(3, 4, 5, 6) }, "number-worse"],
    ["worked", {}, null],
    ["missed", { after: weeks(3, 4, 5, 6) }, null],
    ["partly", {}, null],
    ["unclear", {}, null],
    ["missed", { target: null }, null],
    ["missed", { isHidden: true }, null],
    ["missed", { definedNow: null }, null],
    ["worked", { after: weeks(undefined, undefined) }, null],
  ] as const)("an answer of %s is a finding, or not: case %#", (verdict, given, finding) => {
    expect(findDisagreement(shown(given), verdict)).toBe(finding);
  });
});

it("a unit can break out of nothing", () => {
  fc.assert(
    fc.property(hostileText, (unit) => {
      const metric = aMetric({ unit: unit.slice(0, 20) });
      const one = renderNumbers([shown({ metric })]);
      const page = readPage(`${one}\n\n| a |\n|---|\n| ${renderNumbersLine(shown({ metric }))} |\n`);

      expect(page).toMatchObject({ headings: [], boxes: [], html: [], fences: [], tables: [[1, 1]] });
    }),
  );
});
