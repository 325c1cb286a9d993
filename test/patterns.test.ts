import scslre from "scslre";
import { describe, expect, it } from "vitest";
import { collectPatterns, type Pattern } from "./support/patterns.ts";
import { fill, listPumps, type Pump } from "./support/pumps.ts";
import { measureThread } from "./support/reading-time.ts";

// People's texts reach 65,536 characters, and anybody may write one. A pattern that takes quadratic time on it stops
// the server for seconds, a cubic one for minutes.

/** What takes more on a short text is tried on one as long as texts may be. */
const SHORT = { length: 20_000, limitMs: 10 };
/** A quadratic pattern needs hundreds of milliseconds; a linear one needs a few, or up to a hundred where it looks far ahead. */
const LONG = { length: 65_536, limitMs: 100, worstMs: 1_000 };
/** On four times the text a linear pattern takes four times as long, a quadratic one sixteen times. */
const QUADRATIC = 8;

const patterns = await collectPatterns();
const distinct = [...new Map(patterns.map((pattern) => [`/${pattern.source}/${pattern.flags}`, pattern])).values()];

describe("the regular expressions of the source", () => {
  it("are all found, also those built from word lists", () => {
    expect(distinct.length).toBeGreaterThan(300);
    expect(patterns.some(({ where }) => where.startsWith("src/description/non-answer.ts:"))).toBe(true);
  });

  it("have no two repetitions that take the same characters, and none that a search begins again at each character", () => {
    expect(distinct.filter(isReported).map(describePattern)).toEqual([]);
  });

  it("take linear time on texts built from their own syntax", () => {
    const slow = distinct.flatMap((pattern) => {
      const pump = findSlow(pattern);
      return pump ? [`${describePattern(pattern)} on ${JSON.stringify(pump)}`] : [];
    });

    expect(slow).toEqual([]);
  });

  it.each([
    ["two that take the same blanks", /^a\s*:?\s*b/],
    ["a run at the end", /\s+$/],
    ["anything between two words", /\bwhy .*solved/],
    ["an opening mark without its end", /<!--[\s\S]*?-->/],
    ["a nested one", /^(?:<h[^>]*>|<\w+>)*$/],
  ])("of a harmful kind would be found: %s", (_, { source, flags }) => {
    const pattern = { source, flags };

    expect(isReported(pattern) || findSlow(pattern) !== undefined).toBe(true);
  });
});

function describePattern({ source, flags, where }: Pattern): string {
  return `${where} /${source}/${flags}`;
}

type Syntax = Pick<Pattern, "source" | "flags">;

function isReported(pattern: Syntax): boolean {
  return scslre.analyse(pattern, { reportTypes: { Move: true } }).reports.length > 0;
}

/** A few repetitions first: what takes exponential time on many never comes to an end. */
const REPETITIONS = [8, 12, 16, 18, 20, 22, 24, 26];

/** The text on which a pattern is slow. */
function findSlow(pattern: Syntax): Pump | undefined {
  return listPumps(pattern).find((pump) => {
    const few = REPETITIONS.map((times) => pump.before + pump.unit.repeat(times) + pump.after);
    if (few.some((text) => isSlow(pattern, text, LONG.limitMs))) return true;
    if (!isSlow(pattern, fill(pump, SHORT.length), SHORT.limitMs)) return false;
    const long = measureBest(pattern, fill(pump, LONG.length));
    if (long <= LONG.limitMs) return false;
    return long > LONG.worstMs || long > QUADRATIC * measureBest(pattern, fill(pump, LONG.length / 4));
  });
}

/** Every time: a busy machine makes anything slow once. */
function isSlow(pattern: Syntax, text: string, limitMs: number): boolean {
  return [1, 2, 3].every(() => measure(pattern, text) > limitMs);
}

/** A busy machine makes anything slow once. */
function measureBest(pattern: Syntax, text: string): number {
  return Math.min(...[1, 2, 3].map(() => measure(pattern, text)));
}

/** The time of this thread, in milliseconds, that it takes to find every match. */
function measure({ source, flags }: Syntax, text: string): number {
  const pattern = new RegExp(source, `${flags.replace(/[gy]/g, "")}g`);
  return measureThread(() => text.replace(pattern, ""));
}
