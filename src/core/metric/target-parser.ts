import type { Metric } from "./metric.ts";
import { isComparable, type Quantity, readQuantity } from "./quantity.ts";
import type { Target } from "./target.ts";
import { type Token, tokenize } from "./target-tokens.ts";
import {
  BOUNDS,
  type Bound,
  COMPARATIVES,
  DIRECTIONS,
  type Direction,
  FILLERS,
  FRACTIONS,
  MULTIPLES,
  NEGATIONS,
  REACHING,
  WHEN,
  WHEN_PERIODS,
} from "./target-words.ts";

/** Beyond this many characters nobody goes on about the same number. */
const LONGEST = 200;

type Meaning = Pick<Metric, "better" | "unit" | "weekly">;

/** What the words between the name and the target say. */
interface Sense {
  readonly direction: Direction | null;
  readonly isNegated: boolean;
  /** "reaches 20" */
  readonly isReaching: boolean;
}

/** A target, null for one that is not understood, undefined where none begins. */
type Found = Target | null | undefined;

/**
 * The target at the beginning of a text, such as " from 0 to 20 a week" behind a metric's name. null when there is none, or none
 * that can mean one thing only.
 */
export function parseTarget(text: string, metric: Meaning): Target | null {
  let tokens = tokenize(text.slice(0, LONGEST));
  let sense: Sense = { direction: null, isNegated: false, isReaching: false };
  while (tokens.length > 0) {
    const found = readTarget(tokens, sense, metric);
    if (found !== undefined) return found;
    const skipped = skipFiller(tokens, sense);
    if (!skipped) return null;
    ({ tokens, sense } = skipped);
  }
  return null;
}

function readTarget(tokens: readonly Token[], sense: Sense, metric: Meaning): Found {
  for (const read of [readFrom, readTo, readBound, readBy, readChange, readMultiple, readNumber]) {
    const found = read(tokens, sense, metric);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** "from 0 to 20", "0 → 20". */
function readFrom(tokens: readonly Token[], sense: Sense, metric: Meaning): Found {
  const start = tokens[0]?.word === "from" ? tokens.slice(1) : tokens;
  const from = readQuantity(start);
  if (!from) return undefined;
  const at = from.rest.slice(0, 4).findIndex(({ word }) => word === "→" || (word === "to" && start !== tokens));
  if (at < 0) return undefined;
  const to = from.rest.slice(at + 1);
  const goal = readQuantity(to);
  const direction = goal && goal.value !== from.value ? toDirection(goal.value - from.value) : null;
  return readTo([TO, ...to], { ...sense, direction: direction ?? sense.direction }, metric) ?? null;
}

const TO: Token = { word: "to", written: "to", value: null, isNumber: false, isGlued: false };

/** "to 20", "→ 20", "to below 2", "to zero", "to half". */
function readTo(tokens: readonly Token[], sense: Sense, metric: Meaning): Found {
  const [first, ...rest] = tokens;
  if (first?.word !== "to" && first?.word !== "→") return undefined;
  const other = readBound(rest, sense, metric) ?? readMultiple(rest, sense);
  if (other !== undefined) return other;
  const goal = readQuantity(rest);
  return goal && toGoal(goal, sense, metric);
}

/** A number that is to be reached, in the direction of what is better. Words of the other direction make it mean two things. */
function toGoal(goal: Quantity, { direction, isNegated }: Sense, metric: Meaning): Target | null {
  const better = toBetter(metric);
  if (isNegated || goal.sign === "+" || (direction !== null && direction !== better)) return null;
  return toAbsolute({ kind: better === "up" ? "at-least" : "at-most", isStrict: false }, goal, metric);
}

function toAbsolute({ kind, isStrict }: Bound, quantity: Quantity, metric: Meaning): Target | null {
  const isOtherUnit = quantity.isPercent && metric.unit !== "%";
  if (isOtherUnit || !isComparable(quantity, metric)) return null;
  return { kind, value: quantity.sign === "-" ? -quantity.value : quantity.value, isStrict };
}

/** "at least 20", ">= 20", "more than 20", "not below 2", "at least 20 % more". */
function readBound(tokens: readonly Token[], sense: Sense, metric: Meaning): Found {
  const found = findBound(tokens);
  if (!found) return undefined;
  const bound = sense.isNegated ? negate(found.bound) : found.bound;
  const quantity = readQuantity(found.rest);
  const isNegative = quantity?.sign === "-" && !quantity.isPercent;
  const change = isNegative ? undefined : (readChange(found.rest, sense, metric) ?? readMultiple(found.rest, sense));
  if (change !== undefined) return change !== null && isSameWay(bound, change) ? change : null;
  return quantity && toAbsolute(bound, quantity, metric);
}

function findBound(tokens: readonly Token[]): { readonly bound: Bound; readonly rest: readonly Token[] } | undefined {
  const [first, second, third] = tokens.map(({ word }) => word);
  const sign = BOUNDS.get(first ?? "");
  if (sign) return { bound: sign, rest: skipOrEqual(tokens.slice(1)).rest };
  if (first === "at" && second === "least") return { bound: AT_LEAST, rest: tokens.slice(2) };
  if (first === "at" && second === "most") return { bound: AT_MOST, rest: tokens.slice(2) };
  const isNegated = first === "no" || first === "not";
  const way = COMPARATIVES.get((isNegated ? second : first) ?? "");
  if (way === undefined || (isNegated ? third : second) !== "than") return undefined;
  const { rest, isEqual } = skipOrEqual(tokens.slice(isNegated ? 3 : 2));
  const bound: Bound = { kind: way === "up" ? "at-least" : "at-most", isStrict: !isEqual };
  return { bound: isNegated ? negate(bound) : bound, rest };
}

const AT_LEAST: Bound = { kind: "at-least", isStrict: false };
const AT_MOST: Bound = { kind: "at-most", isStrict: false };

/** "greater than or equal to 20". */
function skipOrEqual(tokens: readonly Token[]): { readonly rest: readonly Token[]; readonly isEqual: boolean } {
  const isEqual = tokens[0]?.word === "or" && tokens[1]?.word === "equal";
  const to = tokens[2]?.word === "to" ? 3 : 2;
  return { rest: isEqual ? tokens.slice(to) : tokens, isEqual };
}

/** Not above is at most; not below is at least. */
function negate({ kind, isStrict }: Bound): Bound {
  return { kind: kind === "at-least" ? "at-most" : "at-least", isStrict: !isStrict };
}

/** "At least 10 % more" is one way; "at most 10 % more" says how far it may go the wrong way, which is no target. */
function isSameWay({ kind }: Bound, target: Target): boolean {
  return target.kind !== "relative" || toDirection(target.change) === (kind === "at-least" ? "up" : "down");
}

/** "by half", "by 20 %", "drops by at least 5". */
function readBy(tokens: readonly Token[], sense: Sense, metric: Meaning): Found {
  if (tokens[0]?.word !== "by") return undefined;
  const bound = findBound(tokens.slice(1));
  if (bound && (bound.bound.kind === "at-most" || sense.isNegated)) return null;
  const rest = bound?.rest ?? tokens.slice(1);
  const amount = readFraction(rest) ?? readAmount(rest, sense, metric);
  if (amount === undefined) return undefined;
  if (amount === null || sense.isNegated) return null;
  return toRelative(sense.direction ?? toBetter(metric), amount);
}

type Amount = { readonly size: number; readonly of: "before" | "unit" };

function readFraction(tokens: readonly Token[]): Amount | undefined {
  const [first, second] = tokens.map(({ word }) => word);
  const size = FRACTIONS.get((first === "a" || first === "one" ? second : first) ?? "");
  return size === undefined ? undefined : { size, of: "before" };
}

/** Without a percent sign and a word such as "drops" it is a date: "by 1 December". */
function readAmount(tokens: readonly Token[], { direction }: Sense, metric: Meaning): Amount | null | undefined {
  const quantity = readQuantity(tokens);
  if (!quantity || (!quantity.isPercent && direction === null)) return undefined;
  return toAmount(quantity, metric);
}

function toAmount(quantity: Quantity, metric: Meaning): Amount | null {
  if (!isComparable(quantity, metric)) return null;
  // Percentages of a percentage are points.
  const isShare = quantity.isPercent && metric.unit !== "%";
  return { size: isShare ? quantity.value / 100 : quantity.value, of: isShare ? "before" : "unit" };
}

function toRelative(direction: Direction, { size, of }: Amount): Target | null {
  return size > 0 ? { kind: "relative", change: direction === "up" ? size : -size, of } : null;
}

/** "+10 %", "-5", "20 % more", "drops 20 %". */
function readChange(tokens: readonly Token[], { direction, isNegated }: Sense, metric: Meaning): Found {
  const quantity = readQuantity(tokens);
  if (!quantity) return undefined;
  const way = findWay(quantity) ?? (quantity.isPercent ? direction : null);
  if (way === null) return undefined;
  const amount = isNegated ? null : toAmount(quantity, metric);
  return amount && toRelative(way, amount);
}

function findWay({ sign, rest }: Quantity): Direction | null {
  if (sign !== null) return sign === "+" ? "up" : "down";
  const way = COMPARATIVES.get(rest[0]?.word ?? "");
  return way === undefined || rest[1]?.word === "than" ? null : way;
}

/** "doubles", "in half", "2x". */
function readMultiple(tokens: readonly Token[], { isNegated }: Sense): Found {
  const [first, second] = tokens;
  const words = first?.word === "in" ? second : first;
  const change = MULTIPLES.get(words?.word ?? "") ?? readTimes(tokens);
  if (change === undefined) return undefined;
  return change === 0 || isNegated ? null : { kind: "relative", change, of: "before" };
}

/** "2x"; "20 times a week" is a number. */
function readTimes([first, second]: readonly Token[]): number | undefined {
  const isTimes = second?.isGlued && (second.word === "x" || second.word === "×");
  return first?.value && isTimes ? first.value - 1 : undefined;
}

/** "20 or more", "20+", "reaches 20". */
function readNumber(tokens: readonly Token[], sense: Sense, metric: Meaning): Found {
  const quantity = readQuantity(tokens);
  if (!quantity) return undefined;
  const [first, second] = quantity.rest;
  const bound = first?.word === "+" && first.isGlued ? "up" : findOr(quantity.rest);
  if (bound !== undefined && !sense.isNegated) {
    const rest = quantity.rest.slice(first?.word === "+" ? 1 : 2);
    return toAbsolute(bound === "up" ? AT_LEAST : AT_MOST, { ...quantity, rest }, metric);
  }
  return sense.isReaching && second?.word !== "%" ? toGoal(quantity, sense, metric) : undefined;
}

function findOr([first, second]: readonly Token[]): Direction | undefined {
  return first?.word === "or" ? COMPARATIVES.get(second?.word ?? "") : undefined;
}

function toBetter({ better }: Meaning): Direction {
  return better === "more" ? "up" : "down";
}

function toDirection(change: number): Direction {
  return change > 0 ? "up" : "down";
}

interface Skipped {
  readonly tokens: readonly Token[];
  readonly sense: Sense;
}

/** Goes on behind a word that may stand between a name and its target; undefined behind any other. */
function skipFiller(tokens: readonly Token[], sense: Sense): Skipped | undefined {
  const [first, ...rest] = tokens;
  const when = findWhen(tokens);
  if (!first || when > 0) return when > 0 ? { tokens: tokens.slice(when), sense } : undefined;
  if (NEGATIONS.has(first.word)) return { tokens: rest, sense: { ...sense, isNegated: true } };
  if (REACHING.has(first.word)) return { tokens: rest, sense: { ...sense, isReaching: true } };
  const direction = rest[0]?.word === "to" && first.word === "up" ? undefined : DIRECTIONS.get(first.word);
  if (direction) return { tokens: rest, sense: { ...sense, direction } };
  return FILLERS.has(first.word) ? { tokens: rest, sense } : undefined;
}

/** How many words say when: "within a month", "after 30 days". 0 for none. */
function findWhen(tokens: readonly Token[]): number {
  if (!WHEN.has(tokens[0]?.word ?? "")) return 0;
  const at = tokens.slice(1, 4).findIndex(({ word }) => WHEN_PERIODS.has(word));
  return at < 0 ? 0 : at + 2;
}
