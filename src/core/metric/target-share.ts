import { LETTER, type Token } from "./target-tokens.ts";
import {
  AFTER_SHARE,
  DIRECTIONS,
  type Direction,
  FRACTIONS,
  MULTIPLES,
  OPEN_MULTIPLES,
  OTHER_COMPARATIVES,
  PER,
  PERCENTS,
  PERIOD_ADVERBS,
  PLAIN_COMPARATIVES,
  PREPOSITIONS,
} from "./target-words.ts";

/** "doubles", "in half", "2x", as a change; null for what is not surely one, undefined where none begins. */
export function findMultiple(tokens: readonly Token[]): number | null | undefined {
  const isIn = tokens[0]?.word === "in";
  const [first, ...rest] = isIn ? tokens.slice(1) : tokens;
  const change = MULTIPLES.get(first?.word ?? "");
  if (change === undefined || !first) return findTimes(tokens);
  const way = change > 0 ? "up" : "down";
  const isSure = OPEN_MULTIPLES.has(first.word) ? isEnd(rest) : !isRate(rest);
  // "In half a year" says when.
  return isSure && isSameWay(rest, way) ? change : isIn ? undefined : null;
}

/** "2x"; "20 times a week" is a number. A part of something is not surely said so: "0.2x fewer". */
function findTimes([first, second, ...rest]: readonly Token[]): number | null | undefined {
  if (!first?.value || !isTimes(second)) return undefined;
  const change = first.value - 1;
  return isEnd(rest) && isSameWay(rest, change > 0 ? "up" : null) ? change : null;
}

/** The sign of a multiple, glued to its number. */
export function isTimes(token: Token | undefined): boolean {
  return token?.isGlued === true && (token.word === "x" || token.word === "×");
}

/** "half", "a third", "two thirds", "one-fifth"; null for what is not surely one, undefined where none begins. */
export function findFraction(tokens: readonly Token[], way: Direction): number | null | undefined {
  const [first, ...after] = tokens;
  if (first?.word === "half") return isEnd(after) && isSameWay(after, way) ? 1 / 2 : null;
  const count = first?.word === "a" ? 1 : first?.value;
  const [second, ...rest] = after[0]?.word === "-" ? after.slice(1) : after;
  const parts = FRACTIONS.get(second?.word ?? "");
  if (!count || parts === undefined || (count === 1) === second?.word.endsWith("s")) return undefined;
  const isWhole = Number.isInteger(count) && count < parts;
  return isWhole && isEnd(rest) && isSameWay(rest, way) ? count / parts : null;
}

/** Does it end there, or go on with words that change nothing? Not in "half a percent", "double digits", "10x a week". */
function isEnd([first, second]: readonly Token[]): boolean {
  if (!first) return true;
  if (!LETTER.test(first.word)) return SIGNS.has(first.word) || (!first.isGlued && /[\p{So}-]/u.test(first.word));
  if (first.word === "of") return !ONES.has(second?.word ?? "") && !PERCENTS.has(second?.word ?? "");
  return [AFTER_SHARE, PREPOSITIONS, PLAIN_COMPARATIVES, DIRECTIONS].some((words) => words.has(first.word));
}

const SIGNS: ReadonlySet<string> = new Set([...".,;:!?()[]\"'“”‘’«»…*|→—"]);
const ONES: ReadonlySet<string> = new Set(["a", "an", "one"]);

/** "Doubles every month" is none against the weeks before. */
function isRate([first]: readonly Token[]): boolean {
  const word = first?.word ?? "";
  return first?.isNumber === true || PER.has(word) || PERIOD_ADVERBS.has(word);
}

/** So many words behind a multiple still say what it is of: "10x as few errors". */
const LONGEST = 5;
const BRACKETS: ReadonlySet<string> = new Set(["(", "—", "-", "*", "the", "as"]);

/** Do comparatives behind it go its own way? "10x fewer" and "half more" mean several things, "10x faster" who knows what. */
function isSameWay(tokens: readonly Token[], way: Direction | null): boolean {
  for (const { word } of tokens.slice(0, LONGEST)) {
    const said = PLAIN_COMPARATIVES.get(word) ?? DIRECTIONS.get(word);
    if (OTHER_COMPARATIVES.has(word) || (said !== undefined && said !== way)) return false;
    const isOther = !LETTER.test(word) || PREPOSITIONS.has(word);
    if (isOther && !BRACKETS.has(word)) return true;
  }
  return true;
}
