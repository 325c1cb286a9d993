import { describe, expect, test } from "vitest";
import type { Metric } from "../../../src/core/metric/metric.ts";
import { describeTarget } from "../../../src/core/metric/target.ts";
import { parseTarget } from "../../../src/core/metric/target-parser.ts";

// What sounds like a target and says something else, beside what is one. A wrong target would be reached or missed by everyone.

type Meaning = Pick<Metric, "better" | "unit" | "weekly">;
const METRICS = {
  exports: { better: "more", unit: null, weekly: "sum" },
  bugs: { better: "fewer", unit: null, weekly: "sum" },
  rate: { better: "more", unit: "%", weekly: "average" },
  build: { better: "fewer", unit: "min", weekly: "average" },
  load: { better: "fewer", unit: "ms", weekly: "average" },
} as const satisfies Record<string, Meaning>;

function read(text: string): string {
  const [name = "", ...words] = text.split(" ");
  const metric = Object.entries(METRICS).find(([known]) => known === name)?.[1];
  if (!metric) throw new Error(`no such metric: ${name}`);
  const target = parseTarget(` ${words.join(" ")}`, metric);
  return target ? describeTarget(target) : "none";
}

/** Each of the words in place of `…`. */
function each(text: string, words: readonly string[]): readonly string[] {
  return words.map((word) => text.replace("…", word));
}

describe("no target", () => {
  test.each([
    ...each("bugs …", [
      "10x fewer",
      "3x lower",
      "2x less",
      "5× fewer",
      "10x",
      "10x smaller",
      "10x (fewer)",
      "0.2x fewer",
    ]),
    ...each("bugs …", ["drop 10x", "reduced 3x", "cut 2x", "twice as few", "twice less", "by 10x", "reduced by 10x"]),
    ...each("exports …", [
      "10x fewer",
      "10x reduction",
      "10x drop",
      "3x as few",
      "3x faster",
      "10x better",
      "3x a day",
    ]),
    ...each("exports …", ["up by 2x", "by 3x", "rise half", "drops to double", "half more", "half again as many"]),
    ...each("exports to …", ["10 times today's", "2 times the number", "10-fold", "3 ×", "2 x"]),
  ])("a multiple that may be the other way: %s", (text) => {
    expect(read(text)).toBe("none");
  });

  test.each([
    ...each("exports to …", ["20 at most", "20 max", "20 exports or fewer", "20 a week or less", "20 and below"]),
    ...each("bugs to …", ["2 at least", "2 minimum", "2 a week or more", "2 and up"]),
    ...each("exports …", ["at least 20 or fewer", "rises to 20 or fewer", "from 0 to 20 or fewer", "to +20 or more"]),
    ...each("bugs …", ["at most 2 or more", "drop to 2 or more", "drop by 20 % or less", "drop by 20 % at most"]),
  ])("a bound that contradicts the words before: %s", (text) => {
    expect(read(text)).toBe("none");
  });

  test.each([
    ...each("bugs reduced by …", ["two fifths of a percent", "3 halves", "five quarters", "two thirds of one percent"]),
    ...each("exports to …", ["two thirds", "three quarters", "one third", "two-thirds", "one half", "3 tenths"]),
    ...each("exports …", ["by third quarter", "by quarter end", "by a third party", "by a quarter point"]),
    ...each("exports …", ["half a percent", "half a million", "half an hour", "half percent", "up by half a percent"]),
    ...each("exports to …", [
      "one and a half",
      "2 and a half",
      "2 and a third",
      "1 1/2",
      "half a million",
      "half-a-dozen",
    ]),
    ...each("exports …", [
      "reach double digits",
      "double-digit",
      "twice a week",
      "thrice per month",
      "doubles every month",
    ]),
    ...each("exports …", ["doubles daily", "in half a million", "to half of a percent"]),
  ])("a part that is not surely one: %s", (text) => {
    expect(read(text)).toBe("none");
  });

  const glued = ["1e6", "5e3", "1E6", "10^6", "2^10", "2**10", "2*10", "10⁶", "1½", "1 ½", "20±5", "20 ± 5", "20+/-5"];
  const scaled = ["20 K", "3 M", "5m", "5 m", "3 k", "2 B", "5b", "2 dozen", "2 hundred", "2 lakh", "2 mio", "2 crore"];
  const said = [
    "two hundred fifty",
    "2 thousand 500",
    "2 million 300 thousand",
    "20 thousands",
    "2 tn",
    "20ish",
    "20-ish",
  ];
  const more = [
    "20+5",
    "20 + 5",
    "20~30",
    "20…30",
    "20 and 30",
    "20 minus 5",
    "20 plus or minus 5",
    "20-plus",
    "20°",
    "20‰",
  ];
  test.each([
    ...each("exports to …", [...glued, ...scaled, ...said, ...more]),
    ...each("exports at least …", [...glued, ...scaled, ...said]),
    ...each("exports up by …", glued),
    ...each("build below …", ["3 M", "1h30", "5 min 30", "5 minutes and 30 seconds"]),
  ])("a number that is more than its digits: %s", (text) => {
    expect(read(text)).toBe("none");
  });

  const others = [
    "weekend",
    "business day",
    "fortnight",
    "day",
    "weekday",
    "week day",
    "month",
    "customer",
    "Monday",
    "run",
  ];
  test.each([
    ...each("exports to 20 a …", others),
    ...each("exports at least 20 exports per …", [
      ...others,
      "two weeks",
      "2 weeks",
      "week per shop",
      "",
      "week per shop",
    ]),
    ...each("exports to 20 (per …)", others),
    ...each("exports to 20 (a …)", ["weekend", "business day", "fortnight", "day", "month"]),
    ...each("exports to 20 …", [
      "exports (daily)",
      "[per day]",
      "– per day",
      ", daily",
      ", per user",
      "-a-day",
      "/ day",
    ]),
    ...each("exports to 20 …", [
      "every other week",
      "every two weeks",
      "each",
      "for each shop",
      "on every Monday",
      "in a day",
    ]),
    ...each("exports to 20 …", [
      "/day",
      "/user",
      "a week per user",
      "fortnightly",
      "nightly",
      "new exports (of the shop) a day",
    ]),
    ...each("exports up by 20 …", ["a day", "(per day)"]),
    ...each("exports in … at least 20", ["a day", "one day", "an hour", "each day"]),
  ])("another period, or what is counted by: %s", (text) => {
    expect(read(text)).toBe("none");
  });

  test.each([
    ...each("rate to …", [
      "5 % more",
      "5 % higher",
      "5 more",
      "20 out of 100",
      "5 % better",
      "1 in 5",
      "one in five",
      "one in twenty",
      "3 per 100",
    ]),
    ...each("exports to …", ["20 more", "20 fewer", "20 exports more", "20 additional exports", "20 more than now"]),
    ...each("exports to …", [
      "20 out of 100",
      "20 users out of 100",
      "20 of 100",
      "20 of the 100 users",
      "20 in 100",
      "1 in a million",
    ]),
    ...each("exports to …", [
      "twenty-one",
      "twenty one",
      "ten to twenty",
      "20, out of 100",
      "20 (out of 100)",
      "20 (of 100)",
      "2 of every 3",
      "2 for every 10",
      "one of the best",
      "20/100",
      "20 / 100",
    ]),
    ...each("exports at least …", ["20 exports more", "20 out of 100"]),
    ...each("exports …", ["rise 20 percentage points", "up 20 pp", "up 20 %-points"]),
    ...each("bugs …", ["by 20 % more", "by 20 % more than now", "drop 20 % more", "by +20 %"]),
    ...each("exports …", ["by -20 %", "increase 20 % less", "rise -20 %"]),
  ])("a part of something, or a change: %s", (text) => {
    expect(read(text)).toBe("none");
  });
});

describe("a target beside them", () => {
  test.each([
    // Multiples.
    ["exports 3x", "+200%"],
    ["exports 3x more", "+200%"],
    ["exports 2x within a month", "+100%"],
    ["exports 3x, and bugs fall", "+200%"],
    ["exports to 2x of today", "+100%"],
    ["exports twice as many", "+100%"],
    ["exports double by December", "+100%"],
    ["exports doubled over four weeks", "+100%"],
    ["exports rise 10x", "+900%"],
    ["bugs halved", "-50%"],
    ["bugs half as many", "-50%"],
    ["bugs half of what it was", "-50%"],
    ["bugs drop to half", "-50%"],
    ["bugs in half", "-50%"],
    ["exports in half a year to 20", "at least 20"],
    // Bounds.
    ["exports to 20 or more", "at least 20"],
    ["exports to 20+", "at least 20"],
    ["exports to 20 or fewer", "at most 20"],
    ["exports to 20 or less", "at most 20"],
    ["exports reaches 20 or less", "at most 20"],
    ["bugs to 2 or more", "at least 2"],
    ["bugs to 2 or fewer", "at most 2"],
    ["bugs to 2 at most", "at most 2"],
    ["bugs to 2 max", "at most 2"],
    ["exports to 20 a week or more", "at least 20"],
    ["exports rise by 20 % or more", "+20%"],
    ["exports to 20, up from 5", "at least 20"],
    ["exports to 20 up from 5", "at least 20"],
    ["exports to 20 over four weeks", "at least 20"],
    // Parts.
    ["bugs reduced by two thirds", "-66.666667%"],
    ["bugs reduced by three quarters", "-75%"],
    ["bugs reduced by two-thirds", "-66.666667%"],
    ["bugs by a third", "-33.333333%"],
    ["bugs by one quarter within a month", "-25%"],
    ["bugs by half of before", "-50%"],
    ["exports by a third more", "+33.333333%"],
    // Numbers.
    ["exports to 20k", "at least 20000"],
    ["exports to 3M", "at least 3000000"],
    ["exports to 3 million", "at least 3000000"],
    ["exports to 20. Then we see", "at least 20"],
    ["exports to 20; bugs to 2", "at least 20"],
    ["exports to 20 (now 5)", "at least 20"],
    ["exports to 20 - we hope", "at least 20"],
    ["exports to 20 and stay there", "at least 20"],
    ["exports to 20 I hope", "at least 20"],
    ["build to 5m", "at most 5"],
    ["build to 5 min", "at most 5"],
    ["load to 200ms", "at most 200"],
    ["load to 200 ms per request", "at most 200"],
    // Weeks.
    ["exports to 20 a week", "at least 20"],
    ["exports to 20-a-week", "at least 20"],
    ["exports to 20/week", "at least 20"],
    ["exports to 20 / wk", "at least 20"],
    ["exports to 20 (per week)", "at least 20"],
    ["exports to 20 exports (a week)", "at least 20"],
    ["exports to 20 per calendar week", "at least 20"],
    ["exports to 20 times a week", "at least 20"],
    ["exports to 20 new exports each week", "at least 20"],
    ["exports to 20 (a big win)", "at least 20"],
    ["exports to 20, within a month", "at least 20"],
    ["exports to 20 a week, a month after the release", "at least 20"],
    ["exports in a month at least 20", "at least 20"],
    ["exports in 30 days at least 20", "at least 20"],
    ["exports to 20 in 30 days", "at least 20"],
    ["exports to 20 in 2027", "at least 20"],
    ["exports to 20 in a month", "at least 20"],
    // Percentages.
    ["rate to 5 %", "at least 5"],
    ["rate to 95 % of requests", "at least 95"],
    ["rate to 5 per cent", "at least 5"],
    ["rate up 3 pp", "+3"],
    ["rate up by 3 %-points", "+3"],
    ["exports to twenty a week", "at least 20"],
    ["exports to 20 instead of 5", "at least 20"],
    ["exports to 20 a week instead of 5", "at least 20"],
    ["exports to 20 🎉", "at least 20"],
    ["exports doubled 🎉", "+100%"],
    ["exports 3x 🎉", "+200%"],
    ["bugs to half – as we hope", "-50%"],
    ["exports to 20 a week (from 5)", "at least 20"],
    ["exports to 20 or better", "at least 20"],
    ["bugs below 2 a week for four weeks", "below 2"],
    ["exports up by 20 per cent", "+20%"],
    ["exports 5 % more", "+5%"],
    ["exports at least 5 more", "+5"],
    ["bugs drop 20 % over the next month", "-20%"],
    ["bugs drop by -20 %", "-20%"],
  ])("%s: %s", (text, target) => {
    expect(read(text)).toBe(target);
  });
});
