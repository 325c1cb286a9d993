import type { Metric } from "./metric.ts";
import type { Target } from "./target.ts";

/** In characters: a target stands right behind the name of its metric. */
const LONGEST = 80;

/**
 * Parses the target that follows the name of a metric: "to 20", "at least 20", "≥ 20", "below 2", "+10 %", "by half", "from 0
 * to 20". A bare direction is read as what is better. null where nothing of that kind is understood.
 */
export function parseTarget(following: string, { better, unit }: Pick<Metric, "better" | "unit">): Target | null {
  const tokens = tokenize(following.slice(0, LONGEST));
  const percent = findChange(tokens, better);
  if (percent !== null && percent !== 0) return toRelative(percent, unit);
  return readBound(tokens, better);
}

/** Of a metric in percent, percentages are points. */
function toRelative(percent: number, unit: string | null): Target {
  return unit === "%"
    ? { kind: "relative", change: percent, of: "unit" }
    : { kind: "relative", change: percent / 100, of: "before" };
}

type Token = { readonly kind: "word"; readonly word: string } | { readonly kind: "number"; readonly value: number };

/** A word, a sign, or a number as people write it: 20, 1,000, 1 000, 1.5, 2k. */
const TOKEN = /(\d[\d,. {2}]{0,15}\d|\d)(k|m)?(?![\p{L}\d])|[≥≤<>=+−–%-]+|\p{L}{1,20}/giu;

/** What may stand between the name and the target, and says nothing about it. */
const FILLERS = new Set(
  (
    "should will must shall to-be we expect want hope hopes go goes going get gets rise rises rising grow grows growing increase increases " +
    "fall falls falling drop drops dropping decrease decreases shrink shrinks reach reaches stay stays be is are a an the about around of " +
    "weekly per week each every then in roughly"
  ).split(" "),
);

function tokenize(text: string): readonly Token[] {
  // The sentence ends the target.
  const [sentence = ""] = text.split(/[.!?;\n](?:\s|$)/, 1);
  const tokens = [...sentence.matchAll(TOKEN)].map(([whole, digits, scale]): Token => {
    const value = digits === undefined ? null : parseNumber(digits, scale);
    return value === null ? { kind: "word", word: whole.toLowerCase() } : { kind: "number", value };
  });
  return tokens.filter((token) => token.kind === "number" || !FILLERS.has(token.word));
}

const SCALES: Readonly<Record<string, number>> = { k: 1_000, m: 1_000_000 };

/** A comma or blank before three digits groups them; a single comma before one or two is a decimal one. */
function parseNumber(digits: string, scale: string | undefined): number | null {
  const grouped = /^\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?:\.\d+)?$/.test(digits);
  const text = grouped ? digits.replace(/[, \u00a0\u202f]/g, "") : digits.replace(/^(\d+),(\d{1,2})$/, "$1.$2");
  const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
  return value === null ? null : value * (SCALES[scale?.toLowerCase() ?? ""] ?? 1);
}

const word = (token: Token | undefined) => (token?.kind === "word" ? token.word : "");
const number = (token: Token | undefined) => (token?.kind === "number" ? token.value : null);

type Better = Metric["better"];

/** "+10 %", "by 20 %", "by half", "double": in percent. */
function findChange(tokens: readonly Token[], better: Better): number | null {
  const [first, second, third] = tokens;
  const sign = SIGNS[word(first)];
  const amount = number(second);
  if (sign !== undefined && amount !== null && word(third) === "%") return sign * amount;
  const named = CHANGES[word(first) === "by" ? word(second) : word(first)];
  if (named !== undefined) return named === 50 ? towards(better, 50) : named;
  if (word(first) === "by" && amount !== null && word(third) === "%") return towards(better, amount);
  return null;
}

const SIGNS: Readonly<Record<string, number>> = { "+": 1, "-": -1, "−": -1, "–": -1 };
/** 50 stands for half, in whichever direction is better. */
const CHANGES: Readonly<Record<string, number>> = {
  half: 50,
  halve: -50,
  halves: -50,
  double: 100,
  doubles: 100,
  triple: 200,
  triples: 200,
};

function towards(better: Better, percent: number): number {
  return better === "more" ? percent : -percent;
}

/** "to 20", "from 0 to 20", "at least 20", "20 or more". */
function readBound(tokens: readonly Token[], better: Better): Target | null {
  const [first, second, third, fourth] = tokens;
  const usual = better === "more" ? "at-least" : "at-most";
  if (word(first) === "from") {
    const [from, to] = [number(second), number(fourth)];
    if (from === null || to === null || word(third) !== "to") return null;
    return { kind: to === from ? usual : to > from ? "at-least" : "at-most", value: to, isStrict: false };
  }
  const value = number(first);
  if (value !== null) {
    const bound = word(second) === "or" ? BOUNDS[word(third)] : undefined;
    return bound ? { kind: bound, value, isStrict: false } : null;
  }
  const phrase = `${word(first)} ${word(second)}`;
  const two = BOUNDS[phrase];
  const [bound, at] = two ? [two, number(third)] : [BOUNDS[word(first)], number(second)];
  if (at === null) return null;
  if (word(first) === "to" || word(first) === "=") return { kind: usual, value: at, isStrict: false };
  return bound ? { kind: bound, value: at, isStrict: STRICT.has(two ? phrase : word(first)) } : null;
}

const BOUNDS: Readonly<Record<string, "at-least" | "at-most">> = {
  "at least": "at-least",
  "more than": "at-least",
  "no less": "at-least",
  over: "at-least",
  above: "at-least",
  more: "at-least",
  higher: "at-least",
  ">": "at-least",
  ">=": "at-least",
  "≥": "at-least",
  "at most": "at-most",
  "less than": "at-most",
  "fewer than": "at-most",
  "no more": "at-most",
  below: "at-most",
  under: "at-most",
  fewer: "at-most",
  less: "at-most",
  lower: "at-most",
  "<": "at-most",
  "<=": "at-most",
  "≤": "at-most",
};

/** They leave out the number itself. */
const STRICT = new Set([
  "more than",
  "over",
  "above",
  "more",
  "higher",
  ">",
  "less than",
  "fewer than",
  "below",
  "under",
  "fewer",
  "less",
  "lower",
  "<",
]);
