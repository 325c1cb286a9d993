import type { Metric } from "./metric.ts";
import type { Token } from "./target-tokens.ts";
import {
  APPROXIMATIONS,
  CURRENCIES,
  DATE_WORDS,
  MULTIPLIERS,
  OTHER_PERIODS,
  PER,
  PERCENTS,
  PERIOD_ADVERBS,
  POINTS,
  PREPOSITIONS,
  UNITS,
} from "./target-words.ts";

/** A number as it is written, with its sign and whether it is a percentage. */
export interface Quantity {
  readonly value: number;
  readonly sign: "+" | "-" | null;
  readonly isPercent: boolean;
  /** What follows it. */
  readonly rest: readonly Token[];
}

/** The number that comes next; undefined when there is none, or one that cannot be understood. */
export function readQuantity(tokens: readonly Token[]): Quantity | undefined {
  const start = tokens.findIndex(({ word }) => !APPROXIMATIONS.has(word));
  const sign = readSign(tokens, start);
  const [number, ...after] = tokens.slice(sign === null ? start : start + 1);
  if (start < 0 || !number?.isNumber || number.value === null) return undefined;
  const { factor, rest: scaled } = readMultiplier(after);
  const rest = skipWords(scaled, ({ word }) => CURRENCIES.has(word));
  const isPercent = PERCENTS.has(rest[0]?.word ?? "");
  const value = number.value * factor;
  return { value, sign, isPercent, rest: isPercent ? skipPercent(rest) : rest };
}

/** A hyphen is a sign where it stands before a number and behind a blank; elsewhere it joins. */
function readSign(tokens: readonly Token[], at: number): Quantity["sign"] {
  const word = tokens[at]?.word;
  if (word === "+") return "+";
  return word === "-" && !tokens[at]?.isGlued && tokens[at + 1]?.isGlued ? "-" : null;
}

/** "2k", "2 million"; a lone letter only where it is glued to the number. */
function readMultiplier(tokens: readonly Token[]): { readonly factor: number; readonly rest: readonly Token[] } {
  const [first] = tokens;
  const factor = MULTIPLIERS.get(first?.written ?? "");
  if (factor === undefined || !first || (first.written.length === 1 && !first.isGlued)) {
    return { factor: 1, rest: tokens };
  }
  return { factor, rest: tokens.slice(1) };
}

function skipPercent(tokens: readonly Token[]): readonly Token[] {
  return skipWords(tokens.slice(1), ({ word }) => POINTS.has(word));
}

function skipWords(tokens: readonly Token[], isSkipped: (token: Token) => boolean): readonly Token[] {
  const [first] = tokens;
  return first && isSkipped(first) ? tokens.slice(1) : tokens;
}

/** How many words a unit has at most: "20 new exports a week". */
const LONGEST_UNIT = 3;

/** Is a number of the metric's own kind: no date, no range, no number of another unit or of another period? */
export function isComparable({ rest }: Quantity, { unit, weekly }: Pick<Metric, "unit" | "weekly">): boolean {
  const [next, after] = rest;
  if (!next) return true;
  if (DATE_WORDS.has(next.word) || isRange(next, after)) return false;
  if (next.isGlued && JOINING.has(next.word) && after?.isNumber) return false;
  const written = UNITS.get(next.word);
  if (unit !== null && written !== undefined && written !== UNITS.get(unit.toLowerCase())) return false;
  return weekly !== "sum" || !isOfOtherPeriod(rest);
}

const JOINING: ReadonlySet<string> = new Set([":", ".", "/", "-", "x", "×"]);

/** "20-30", "20 to 30", "20 or 30". */
function isRange(next: Token, after: Token | undefined): boolean {
  return ["-", "—", "to", "or"].includes(next.word) && after?.isNumber === true;
}

function isOfOtherPeriod(rest: readonly Token[]): boolean {
  const words = rest.slice(0, LONGEST_UNIT + 2).map(({ word }) => word);
  const per = words.findIndex((word) => PER.has(word) || PERIOD_ADVERBS.has(word));
  // What follows other signs or a preposition is about something else: "20, within a month".
  const isUnit = words.slice(0, Math.max(0, per)).every((word) => /^\p{L}/u.test(word) && !PREPOSITIONS.has(word));
  if (per < 0 || !isUnit) return false;
  return PERIOD_ADVERBS.has(words[per] ?? "") || OTHER_PERIODS.has(words[per + 1] ?? "");
}
