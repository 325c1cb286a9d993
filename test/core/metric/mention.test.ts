import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { DEFAULT_CONFIG } from "../../../src/core/config/config.ts";
import { findMentions } from "../../../src/core/metric/mention.ts";
import type { Metric } from "../../../src/core/metric/metric.ts";
import type { Target } from "../../../src/core/metric/target.ts";
import { parseDescription } from "../../../src/description/parsed-description.ts";
import { hostileText } from "../../support/hostile.ts";
import { isReadInTime, PLAIN_TEXT } from "../../support/reading-time.ts";
import { ROOT } from "../../support/source.ts";

function aMetric(given: Partial<Metric> = {}): Metric {
  const query = { kind: "query", query: "exports" } as const;
  return { name: "exports", source: "prom", query, weekly: "sum", unit: null, better: "more", ...given };
}

const EXPORTS = aMetric();
const BUGS = aMetric({ name: "bugs", better: "fewer" });
const RATE = aMetric({ name: "rate", unit: "%", weekly: "average" });
const LOAD = aMetric({ name: "page.load", unit: "ms", better: "fewer", weekly: "average" });
const METRICS = [EXPORTS, BUGS, RATE, LOAD];
const NAMES = METRICS.map(({ name }) => name);

/** A target in few words: ">= 20", "< 2", "+10%", "-5". */
function write(target: Target | null): string {
  if (target === null) return "none";
  if (target.kind === "relative") {
    const size = target.of === "before" ? `${Math.round(target.change * 1e4) / 1e2}%` : target.change;
    return target.change > 0 ? `+${size}` : `${size}`;
  }
  return `${target.kind === "at-least" ? ">" : "<"}${target.isStrict ? "" : "="} ${target.value}`;
}

function readTarget(measure: string): string {
  const [mention, ...others] = findMentions(measure, METRICS).mentions;
  expect(others).toEqual([]);
  return mention ? write(mention.target) : "no mention";
}

describe("ways to say a target", () => {
  describe("a number, in the direction of what is better", () => {
    test.each([
      ["`exports` to 20", ">= 20"],
      ["`exports` from 0 to 20 a week", ">= 20"],
      ["Weekly `exports` go from 0 to 20.", ">= 20"],
      ["`exports` go up to 20", ">= 20"],
      ["`exports` per week rise to about 20", ">= 20"],
      ["`exports`: 0 → 20", ">= 20"],
      ["`exports` 0 -> 20 a week", ">= 20"],
      ["`exports` → 20", ">= 20"],
      ["`exports` reaches 20 within a month", ">= 20"],
      ["`exports` should reach at least 20 per week", ">= 20"],
      ["**`exports`** from **0** to **20**", ">= 20"],
      ["[`exports`](https://example.com/a) from 0 to 20", ">= 20"],
      ["`exports` to `20`", ">= 20"],
      ["`exports`\nfrom 0\nto 20", ">= 20"],
      ["| `exports` | from 0 to 20 |\n|---|---|\n", ">= 20"],
      ["`bugs` from 7 to 2", "<= 2"],
      ["`bugs` down to zero", "<= 0"],
      ["`bugs` drop from seven to two", "<= 2"],
      ["`rate` from 3 % to 5 %", ">= 5"],
      ["`rate` to 5", ">= 5"],
      ["`page.load` from 800ms to 200ms", "<= 200"],
    ])("%s", (measure, target) => {
      expect(readTarget(measure)).toBe(target);
    });
  });

  describe("a bound", () => {
    test.each([
      ["`exports` at least 20", ">= 20"],
      ["`exports` >= 20", ">= 20"],
      ["`exports` &gt;= 20", ">= 20"],
      ["`exports`>=20", ">= 20"],
      ["`exports` ≥ 20", ">= 20"],
      ["`exports` ≥20/week", ">= 20"],
      ["`exports` 20 or more", ">= 20"],
      ["`exports`: 20+ a week", ">= 20"],
      ["`exports` is 20 exports a week or more", "none"],
      ["`exports` no less than 20", ">= 20"],
      ["`exports` a minimum of 20", ">= 20"],
      ["`exports` greater than or equal to 20", ">= 20"],
      ["`exports` > 20", "> 20"],
      ["`exports` more than 20 every week", "> 20"],
      ["`exports` stays above 20", "> 20"],
      ["`exports` exceeds 20", "> 20"],
      ["`exports` doesn't drop below 20", ">= 20"],
      ["`exports` never falls under 20", ">= 20"],
      ["`bugs` below 2", "< 2"],
      ["`bugs` under 2 a week", "< 2"],
      ["`bugs` < 2", "< 2"],
      ["`bugs` <= 2", "<= 2"],
      ["`bugs` less than 2", "< 2"],
      ["`bugs` drop to fewer than two", "< 2"],
      ["`bugs` at most 2", "<= 2"],
      ["`bugs` no more than 2", "<= 2"],
      ["`bugs` 2 or fewer", "<= 2"],
      ["`bugs` max. 2", "none"],
      ["`bugs` max 2", "<= 2"],
      ["`bugs` never above 2", "<= 2"],
      ["`rate` above 95 %", "> 95"],
      ["`page.load` stays below 200 ms", "< 200"],
      ["`exports` at least -5", ">= -5"],
      ["After a month, `exports` in a week should be at least 20", ">= 20"],
      ["`exports` after 30 days at least 20", ">= 20"],
    ])("%s", (measure, target) => {
      expect(readTarget(measure)).toBe(target);
    });
  });

  describe("a change", () => {
    test.each([
      ["`exports` +10 %", "+10%"],
      ["`exports` +10%", "+10%"],
      ["`exports` + 10 %", "+10%"],
      ["`bugs` -10%", "-10%"],
      ["`bugs` −10 %", "-10%"],
      ["`bugs` –10 %", "-10%"],
      ["`exports` by half", "+50%"],
      ["`bugs` by half", "-50%"],
      ["`bugs` by a third", "-33.33%"],
      ["`bugs` drop by 20 %", "-20%"],
      ["`exports` by 20 percent", "+20%"],
      ["`exports` up by at least 20 %", "+20%"],
      ["`exports` grow 20 %", "+20%"],
      ["`exports` 20 % more", "+20%"],
      ["`bugs` 20 % fewer than now", "none"],
      ["`bugs` 20 % fewer", "-20%"],
      ["`exports` at least 10 % more", "+10%"],
      ["`exports` double", "+100%"],
      ["`exports` should double", "+100%"],
      ["`exports` at least doubles", "+100%"],
      ["`exports` 3x", "+200%"],
      ["`bugs` halved", "-50%"],
      ["`bugs` cut in half", "-50%"],
      ["`exports` rise by 5 a week", "+5"],
      ["`exports` +5", "+5"],
      ["`rate` +3 %", "+3"],
      ["`rate` up by 3 percentage points", "+3"],
    ])("%s", (measure, target) => {
      expect(readTarget(measure)).toBe(target);
    });
  });

  describe("numbers in other forms", () => {
    test.each([
      ["1,000", 1_000],
      ["1 000", 1_000],
      ["1\u00a0000", 1_000],
      ["1\u202f000\u202f000", 1_000_000],
      ["1'000", 1_000],
      ["1,234.5", 1_234.5],
      ["12,345,678", 12_345_678],
      ["1.5", 1.5],
      ["99.999", 99.999],
      ["2k", 2_000],
      ["2.5K", 2_500],
      ["3M", 3_000_000],
      ["2 thousand", 2_000],
      ["1.5 million", 1_500_000],
      ["$20", 20],
      ["20 €", 20],
      ["1,5", 1.5],
      ["12,75", 12.75],
      ["0,125", 0.125],
      ["1.234,5", 1_234.5],
      ["1.000.000", 1_000_000],
    ])("%s", (written, value) => {
      expect(readTarget(`\`exports\` at least ${written} a week`)).toBe(`>= ${value}`);
    });

    test.each(["1,000,5", "1,00,000.5.2", "1.2.3", "12.11.2026", "1,,5", "1,0000,000"])("%s is none", (written) => {
      expect(readTarget(`\`exports\` at least ${written} a week`)).toBe("none");
    });
  });

  describe("not understood, so that nothing is claimed", () => {
    test.each([
      // Nothing follows, or something else does.
      "`exports`",
      "We look at `exports`.",
      "`exports` should rise",
      "`exports`. To 20 a week.",
      "`exports` is 3 now",
      "20 `exports` a week",
      "`exports` in the module that takes at least 20 seconds",
      "`exports` for customers of at least 20 people",
      // A date, a range, or several numbers.
      "`exports` by 1 December",
      "`exports` by 2027",
      "`exports` by 31.12.2026",
      "`exports` to 20-30",
      "`exports` to 20–30",
      "`exports` to 20 or 30",
      "`exports` from 0 to 20 to 40",
      "`exports` between 10 and 20",
      "`exports` on the 20th",
      "`exports` at least 20:30",
      // Another unit, or another period than the week.
      "`exports` at least 20 %",
      "`exports` at least 20 a day",
      "`exports` from 0 to 20 new exports per month",
      "`exports` at least 20 daily",
      "`page.load` below 2 s",
      "`page.load` below 2 seconds",
      // Words that contradict each other.
      "`exports` from 40 to 20",
      "`exports` drop to 20",
      "`bugs` from 2 to 7",
      "`exports` not to 20",
      "`bugs` at most +10 %",
      "`exports` +0 %",
      "`exports` grow by at most 10 %",
    ])("%s", (measure) => {
      expect(readTarget(measure)).toBe("none");
    });
  });
});

test("every way that the documentation names is understood, and what it calls no target is none", () => {
  const [, page = ""] = readFileSync(join(ROOT, "docs/numbers.md"), "utf8").split("## Ways to say a target");
  const rows = [...(page.split("\n## ")[0] ?? "").matchAll(/^\| (.*) \| .* \|$/gm)].map(([, cell = ""]) =>
    cell.replace("`` `exports` to 20 ``", "`to 20`"),
  );
  const ways = rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, way = ""]) => way));
  const [, doubtful = ""] = /What can mean two things is no target(.*?)The number is shown/s.exec(page) ?? [];
  const none = [...doubtful.matchAll(/\(`([^`]+)`/g)].map(([, way = ""]) => way);
  const readAll = (way: string) => ["exports", "bugs"].map((name) => readTarget(`\`${name}\` ${way}`));

  expect(ways.length).toBeGreaterThan(25);
  for (const way of ways) expect(readAll(way), way).not.toEqual(["none", "none"]);
  expect(none).toHaveLength(7);
  for (const way of none)
    expect(readTarget(`\`${way.includes(" s") ? "page.load" : "exports"}\` ${way}`), way).toBe("none");
});

describe("a mention", () => {
  it("is the exact name in backticks", () => {
    const { mentions } = findMentions("`exports` to 20, then ``bugs`` to 2", METRICS);

    expect(mentions.map(({ metric }) => metric.name)).toEqual(["exports", "bugs"]);
  });

  it.each([
    ["a name without backticks", "exports to 20"],
    ["a name among other code", "`exports.ts` at least 20, `npm test`, `module.exports = 20`"],
    ["a block of code", "```\n`exports` to 20\n```"],
    ["an indented block of code", "Look:\n\n    `exports` to 20\n"],
    ["an HTML comment", "<!-- such as `exports` to 20 --> More sales"],
    ["what is struck through", "~~`exports` to 20~~ More sales"],
    ["an escaped backtick", "\\`exports\\` to 20"],
    ["HTML", "<code>exports</code> to 20"],
    ["another case", "`EXPORTS` to 20"],
    ["an empty text", ""],
  ])("is not %s", (_, measure) => {
    expect(findMentions(measure, METRICS).mentions).toEqual([]);
  });

  it("may stand in a list, a quote, a heading or a table", () => {
    const measure =
      "- [x] `exports` to 20\n\n> `bugs` to 2\n\n### `rate` to 5 %\n\n| a | b |\n|-|-|\n| `page.load` | below 200 |\n";

    const { mentions } = findMentions(measure, METRICS);

    expect(mentions.map(({ metric, target }) => `${metric.name} ${write(target)}`)).toEqual([
      "exports >= 20",
      "bugs <= 2",
      "rate >= 5",
      "page.load < 200",
    ]);
  });

  it("counts once for each metric: in the order of the text, with the first target", () => {
    const measure =
      "We look at `bugs` and `exports`.\n\n`exports` from 0 to 20, then to 40; `exports` to 50. `bugs` stay below 2.";

    const { mentions } = findMentions(measure, METRICS);

    expect(mentions.map(({ metric, target }) => `${metric.name} ${write(target)}`)).toEqual([
      "bugs < 2",
      "exports >= 20",
    ]);
  });

  it("has only the target that directly follows it", () => {
    const { mentions } = findMentions("`exports` and `bugs` below 2", METRICS);

    expect(mentions.map(({ target }) => write(target))).toEqual(["none", "< 2"]);
  });

  it("is none in a template's own example, which is no answer", () => {
    const template = '## How will we know it worked?\n\nSuch as "`exports` from 0 to 20".\n';
    const templates = [{ path: "t.md", body: template }];

    const { fields } = parseDescription({ body: template, templates, fields: DEFAULT_CONFIG.fields });

    expect(fields.measure).toMatchObject({ state: "missing", why: "template-text" });
  });

  it("may be called what objects have", () => {
    const metric = aMetric({ name: "constructor" });

    expect(findMentions("`constructor` to 20, `toString` to 3", [metric], ["constructor"])).toEqual({
      mentions: [{ metric, target: { kind: "at-least", value: 20, isStrict: false } }],
      asked: [],
    });
  });
});

describe("a near miss", () => {
  const ask = (measure: string, own = NAMES) => findMentions(measure, METRICS, own).asked;

  it.each([
    ["`export` from 0 to 20", "export", "exports"],
    ["`Exports` to 20", "Exports", "exports"],
    ["`exprots` at least 20", "exprots", "exports"],
    ["`bug` below 2", "bug", "bugs"],
    ["`page-load` below 200 ms", "page-load", "page.load"],
  ])("is asked about where a target follows: %s", (measure, written, meant) => {
    expect(ask(measure)).toEqual([{ written, meant }]);
  });

  it.each([
    ["without a target", "The function `export` is exported"],
    ["another word", "`sessions` to 20"],
    ["a command", "`npm test` takes at most 20"],
    ["a word of two letters", "`ex` to 20"],
    ["more than two letters", "`page_loads.p` below 200"],
  ])("is not %s", (_, measure) => {
    expect(ask(measure)).toEqual([]);
  });

  it("names only metrics of the repository's own file", () => {
    expect(ask("`export` to 20, `bug` below 2", ["bugs"])).toEqual([{ written: "bug", meant: "bugs" }]);
    expect(findMentions("`export` to 20", METRICS).asked).toEqual([]);
  });

  it("is asked about once, and three at most", () => {
    const measure = "`export` to 1. `export` to 2. `exportz` to 3. `exportx` to 4. `exporty` to 5.";

    expect(ask(measure).map(({ written }) => written)).toEqual(["export", "exportz", "exportx"]);
  });
});

describe("whatever people write", () => {
  const words = fc.constantFrom(
    ...[
      "`exports`",
      "`bugs`",
      "`rate`",
      "`export`",
      "from",
      "to",
      "by",
      "at",
      "least",
      "most",
      "half",
      "double",
      "not",
    ],
    ...[
      "20",
      "0",
      "1,000",
      "1.5",
      "2k",
      "%",
      "+",
      "-",
      "–",
      "≥",
      "<",
      "or",
      "more",
      "fewer",
      "a",
      "week",
      "per",
      "day",
    ],
    ...["in", "than", "no", "up", "down", ".", ",", "\n", "\n\n", "|", "x", "than", "above", "below", "the"],
  );

  it("never throws, and its targets are numbers", () => {
    const text = fc.oneof(
      fc.array(words, { maxLength: 30 }).map((all) => all.join(" ")),
      fc.array(words, { maxLength: 30 }).map((all) => all.join("")),
      hostileText,
    );

    fc.assert(
      fc.property(text, (measure) => {
        const { mentions, asked } = findMentions(measure, METRICS, NAMES);

        expect(new Set(mentions.map(({ metric }) => metric.name)).size).toBe(mentions.length);
        for (const { target } of mentions) {
          if (target === null) continue;
          const number = target.kind === "relative" ? target.change : target.value;
          expect(Number.isFinite(number)).toBe(true);
          if (target.kind === "relative") expect(number).not.toBe(0);
        }
        for (const { meant } of asked) expect(NAMES).toContain(meant);
      }),
      { numRuns: 500 },
    );
  });

  it("every plain number that follows is read", () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.constantFrom("to", "at least", ">=", "from 0 to"), (value, how) => {
        fc.pre(value > 0);
        for (const written of [String(value), value.toLocaleString("en"), value.toLocaleString("fr")]) {
          expect(readTarget(`\`exports\` ${how} ${written} a week`)).toBe(`>= ${value}`);
        }
      }),
    );
  });

  it.each([
    ["mentions", "`exports` to 20 and "],
    ["mentions without a target", "`exports` in "],
    ["paragraphs of mentions", "`exports` is a\n\n"],
    ["near misses", "`export` to 20, "],
    ["different near misses", "`exporta` to 20\n\n"],
    ["digits", "`exports` to 1,000,000,000"],
    ["groups of digits", "`exports` to 1 000 000 000 "],
    ["filling words", "`exports` to the a week "],
    ["backticks", "`"],
    ["pairs of them", "`a`"],
    ["rows", "|`exports`|to 20|\n|-|-|\n"],
  ])("65,536 characters of %s are read in time", (_, unit) => {
    const text = unit.repeat(Math.ceil(65_536 / unit.length)).slice(0, 65_536);

    isReadInTime(
      () => findMentions(text, METRICS, NAMES),
      () => findMentions(`\`exports\` ${PLAIN_TEXT}`, METRICS, NAMES),
    );
  });

  it("65,536 characters behind one name are read in time", () => {
    const metrics = Array.from({ length: 50 }, (_, index) => aMetric({ name: `exports.of.the.shop.number.${index}` }));
    const text = metrics.map(({ name }) => `\`${name.replace("shop", "shap")}\` ${"1 ".repeat(600)}`).join("\n\n");

    isReadInTime(() =>
      findMentions(
        text,
        metrics,
        metrics.map(({ name }) => name),
      ),
    );
  });
});
