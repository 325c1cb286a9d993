import { isComparable } from "./comparable.ts";
import type { Metric } from "./metric.ts";
import { type Quantity, readQuantity } from "./quantity.ts";
import type { Target } from "./target.ts";
import { findBound, findBoundBehind, negate } from "./target-bound.ts";
import { findFraction, findMultiple, isTimes } from "./target-share.ts";
import { LETTER, type Token, tokenize } from "./target-tokens.ts";
import {
  type Bound,
  CHANGE_WORDS,
  COMPARATIVES,
  DIRECTIONS,
  type Direction,
  FILLERS,
  NEGATIONS,
  PLAIN_COMPARATIVES,
  PREPOSITIONS,
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
  const other = readBound(rest, sense, metric);
  if (other !== undefined) return other;
  const multiple = readMultiple(rest, sense, metric);
  if (multiple !== undefined) return multiple;
  const goal = readQuantity(rest);
  if (!goal) return undefined;
  const bounded = readBehind(goal, sense, metric);
  return bounded === undefined ? toGoal(goal, sense, metric) : bounded;
}

/** A number that is to be reached, in the direction of what is better. Words of the other direction make it mean two things. */
function toGoal(goal: Quantity, { direction, isNegated }: Sense, metric: Meaning): Target | null {
  const better = toBetter(metric);
  if (isNegated || goal.sign === "+" || (direction !== null && direction !== better)) return null;
  return toAbsolute({ kind: better === "up" ? "at-least" : "at-most", isStrict: false }, goal, metric);
}

function toAbsolute({ kind, isStrict }: Bound, quantity: Quantity, metric: Meaning): Target | null {
  const isOtherUnit = quantity.isPercent && metric.unit !== "%";
  if (isOtherUnit || !isComparable(quantity, metric) || isComparison(quantity.rest)) return null;
  const behind = findBoundBehind(quantity.rest);
  if (behind !== undefined && behind !== kind) return null;
  return { kind, value: quantity.sign === "-" ? -quantity.value : quantity.value, isStrict };
}

/** "at least 20", ">= 20", "more than 20", "not below 2", "at least 20 % more". */
function readBound(tokens: readonly Token[], sense: Sense, metric: Meaning): Found {
  const found = findBound(tokens);
  if (!found) return undefined;
  const bound = sense.isNegated ? negate(found.bound) : found.bound;
  const quantity = readQuantity(found.rest);
  const isNegative = quantity?.sign === "-" && !quantity.isPercent;
  const change = isNegative ? undefined : readEitherChange(found.rest, sense, metric);
  if (change !== undefined) return change !== null && isSameWay(bound, change) ? change : null;
  return quantity && toAbsolute(bound, quantity, metric);
}

function readEitherChange(tokens: readonly Token[], sense: Sense, metric: Meaning): Found {
  const change = readChange(tokens, sense, metric);
  return change === undefined ? readMultiple(tokens, sense, metric) : change;
}

/** How many words may stand between a number and what it is compared with: "20 new exports more". */
const LONGEST_UNIT = 4;

/** "To 20 more" and "at least 20 exports fewer" may be meant as changes. */
function isComparison(rest: readonly Token[]): boolean {
  const end = rest.findIndex(({ word }) => !LETTER.test(word) || PREPOSITIONS.has(word));
  const words = rest.slice(0, end < 0 ? LONGEST_UNIT : Math.min(end, LONGEST_UNIT));
  return words.some(({ word }) => PLAIN_COMPARATIVES.has(word) || CHANGE_WORDS.has(word));
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
  const way = sense.direction ?? toBetter(metric);
  const part = findFraction(rest, way);
  if (part !== undefined)
    return part === null || sense.isNegated ? null : toRelative(way, { size: part, of: "before" });
  const amount = readAmount(rest, sense, metric);
  if (amount === undefined) return undefined;
  return amount === null || sense.isNegated ? null : toRelative(way, amount);
}

type Amount = { readonly size: number; readonly of: "before" | "unit" };

/** Without a percent sign and a word such as "drops" it is a date: "by 1 December". */
function readAmount(tokens: readonly Token[], { direction }: Sense, metric: Meaning): Amount | null | undefined {
  const quantity = readQuantity(tokens);
  if (!quantity || (!quantity.isPercent && direction === null)) return isTimes(tokens[1]) ? null : undefined;
  const said = findSaidWay(quantity);
  return said !== null && said !== (direction ?? toBetter(metric)) ? null : toAmount(quantity, metric);
}

/** At most so much of a change is no target. */
function toAmount(quantity: Quantity, metric: Meaning): Amount | null {
  if (!isComparable(quantity, metric) || findBoundBehind(quantity.rest) === "at-most") return null;
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
  const said = findSaidWay(quantity);
  if (said !== null && quantity.rest[1]?.word === "than") return null;
  const way = said ?? (quantity.isPercent ? direction : null) ?? findPlaceWay(quantity, direction);
  if (way === null) return undefined;
  const amount = isNegated || (direction !== null && direction !== way) ? null : toAmount(quantity, metric);
  return amount && toRelative(way, amount);
}

/** "+10 %", "10 % more". */
function findSaidWay({ sign, rest }: Quantity): Direction | null {
  if (sign !== null) return sign === "+" ? "up" : "down";
  return PLAIN_COMPARATIVES.get(rest[0]?.word ?? "") ?? null;
}

/** "10 % up", "5 below"; behind "drops 5" it says when or where: "over four weeks", "under load". */
function findPlaceWay({ rest }: Quantity, direction: Direction | null): Direction | null {
  return direction === null ? (COMPARATIVES.get(rest[0]?.word ?? "") ?? null) : null;
}

/** "doubles", "in half", "2x". */
function readMultiple(tokens: readonly Token[], { direction, isNegated }: Sense, metric: Meaning): Found {
  const change = findMultiple(tokens);
  if (change === undefined) return undefined;
  if (change === null || change === 0 || isNegated) return null;
  const way = toDirection(change);
  // "Drops 10x" may be to a tenth, and more of what should be less is hardly meant.
  const isOtherWay = (direction !== null && direction !== way) || (isTimes(tokens[1]) && way !== toBetter(metric));
  return isOtherWay ? null : { kind: "relative", change, of: "before" };
}

/** "20 or more", "20+", "reaches 20". */
function readNumber(tokens: readonly Token[], sense: Sense, metric: Meaning): Found {
  const quantity = readQuantity(tokens);
  if (!quantity) return undefined;
  const bounded = readBehind(quantity, sense, metric);
  if (bounded !== undefined) return bounded;
  return sense.isReaching && quantity.rest[1]?.word !== "%" ? toGoal(quantity, sense, metric) : undefined;
}

/** What directly follows a number and says where it ends up: "20 or more", "20+". */
function readBehind(quantity: Quantity, { direction, isNegated }: Sense, metric: Meaning): Found {
  const [first, second] = quantity.rest;
  const isPlus = first?.word === "+" && first.isGlued;
  const way = isPlus ? "up" : first?.word === "or" ? COMPARATIVES.get(second?.word ?? "") : undefined;
  if (way === undefined || isNegated) return undefined;
  if (quantity.sign === "+" || (direction !== null && direction !== way)) return null;
  const rest = quantity.rest.slice(isPlus ? 1 : 2);
  return toAbsolute({ kind: way === "up" ? "at-least" : "at-most", isStrict: false }, { ...quantity, rest }, metric);
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

/** How many words say when: "within a month", "after 30 days". 0 for none, and for "in a day", which may say how often. */
function findWhen(tokens: readonly Token[]): number {
  const [first, second, third] = tokens.map(({ word }) => word);
  if (!WHEN.has(first ?? "")) return 0;
  const isOften = first === "in" || first === "during";
  if (isOften && PER_ONE.has(second ?? "") && (third === "day" || third === "hour")) return 0;
  const at = tokens.slice(1, 4).findIndex(({ word }) => WHEN_PERIODS.has(word));
  return at < 0 ? 0 : at + 2;
}

const PER_ONE: ReadonlySet<string> = new Set(["a", "an", "one", "each", "every", "any"]);
