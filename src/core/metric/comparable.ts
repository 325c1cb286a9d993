import type { Metric } from "./metric.ts";
import { isOfOtherPeriod } from "./period.ts";
import type { Quantity } from "./quantity.ts";
import { LETTER, type Token } from "./target-tokens.ts";
import {
  APPROXIMATIONS,
  DATE_WORDS,
  MULTIPLIERS,
  OTHER_MULTIPLIERS,
  PARTS,
  PER,
  PREPOSITIONS,
  UNITS,
  WHEN_PERIODS,
} from "./target-words.ts";

type Meaning = Pick<Metric, "unit" | "weekly">;

/** Is a number of the metric's own kind: whole, no date, no range, no part of something, of no other unit or period? */
export function isComparable({ rest, isPercent, isPoints }: Quantity, { unit, weekly }: Meaning): boolean {
  const [next] = rest;
  if (isPoints && unit !== "%") return false;
  if (!next) return true;
  const isPart = (next.word === "of" && !isPercent) || isRatio(rest);
  if (isPart || goesOn(rest) || !isWord(next, rest, unit)) return false;
  const written = UNITS.get(next.word);
  if (unit !== null && written !== undefined && written !== UNITS.get(unit.toLowerCase())) return false;
  return weekly !== "sum" || !isOfOtherPeriod(rest);
}

/** Signs that may follow a number without becoming a part of it. */
const SIGNS: ReadonlySet<string> = new Set([...".,;:!?()[]{}\"'“”‘’«»…*_~|→-—+/"]);

const MATHEMATICAL = /[\p{Sm}\p{Sk}\p{No}°‰‱]/u;

/** Between two numbers they make something else of them: "20-30", "2*10", "20:30", "20 +/- 5". */
const JOINING: ReadonlySet<string> = new Set([...":/-—x×*+→…~"]);
const RANGES: ReadonlySet<string> = new Set(["to", "or", "and", "through", "thru", "until", "till"]);

/** Is what follows a part of the number: "20-30", "20 to 30", "1e6", "2^10", "1½", "one and a half", "5 minutes 30"? */
function goesOn(rest: readonly Token[]): boolean {
  const [next, after] = rest;
  if (!next || next.isNumber || DATE_WORDS.has(next.word)) return true;
  if (!LETTER.test(next.word) && !SIGNS.has(next.word) && (next.isGlued || MATHEMATICAL.test(next.word))) return true;
  if (next.word === "+" && !next.isGlued) return true;
  const joined = rest.slice(0, 4).findIndex(({ word }) => !JOINING.has(word));
  if (joined > 0 && rest[joined]?.isNumber) return true;
  if (RANGES.has(next.word)) return isNumberOrPart(rest.slice(1));
  if (!UNITS.has(next.word)) return after?.isNumber === true && after.isGlued;
  return after?.isNumber === true || (after?.word === "and" && isNumberOrPart(rest.slice(2)));
}

function isNumberOrPart(tokens: readonly Token[]): boolean {
  const first = tokens.find(({ word }) => !APPROXIMATIONS.has(word));
  return first !== undefined && (first.isNumber || PARTS.has(first.word));
}

/** Letters that behind a number are one word: "20 a week", "20 s". Others may be millions, minutes or metres. */
const LETTERS: ReadonlySet<string> = new Set(["a", "i", "s", "h", "d"]);

/** Is what follows a word of its own, or a unit: not "20 K", "5m", "2 dozen", "two thirds", "3 times", "20ish"? */
function isWord(next: Token, [, after, third]: readonly Token[], unit: string | null): boolean {
  const isJoined = next.word === "-" && next.isGlued && after?.isGlued;
  if (isJoined && after && LETTER.test(after.word)) return PER.has(after.word);
  if (!LETTER.test(next.word) || next.written === unit) return true;
  if (MULTIPLIERS.has(next.written) || OTHER_MULTIPLIERS.has(next.word) || PARTS.has(next.word)) return false;
  // "20 times a week" is a number; "2 times what it was" is none.
  if (next.word === "times") return PER.has(after?.word ?? "") && third !== undefined;
  const isKnown = unit !== null && UNITS.has(next.word);
  if (next.word.length === 1 && !isKnown && !LETTERS.has(next.word)) return false;
  return !next.isGlued || UNITS.has(next.word) || next.word === unit?.toLowerCase();
}

/** How many words stand between a number and what it is a part of: "20 users out of 100". */
const LONGEST_UNIT = 3;

/** "20 out of 100", "one in five", "3 per 1,000 requests", "2 for every 10". */
function isRatio(rest: readonly Token[]): boolean {
  const at = rest.findIndex(({ word }) => !LETTER.test(word) || PREPOSITIONS.has(word) || RATIOS.has(word));
  const isAside = ASIDES.has(rest[at]?.word ?? "") && WHOLES.has(rest[at + 1]?.word ?? "");
  const [first, ...others] = rest.slice(isAside ? at + 1 : at);
  if (at < 0 || at > LONGEST_UNIT || !first) return false;
  if (first.word === "out") return others[0]?.word === "of";
  if (!RATIOS.has(first.word)) return false;
  const size = others.findIndex(({ word }) => !ARTICLES.has(word));
  const [whole, ...behind] = others.slice(Math.max(0, size));
  if (!whole || (first.word === "for" && size === 0)) return false;
  if (["in", "for"].includes(first.word) && isWhen(whole, behind)) return false;
  return whole.isNumber || MULTIPLIERS.has(whole.word) || OTHER_MULTIPLIERS.has(whole.word);
}

const RATIOS: ReadonlySet<string> = new Set(["out", "of", "in", "per", "/", "for", "every", "each"]);
/** "20 (out of 100)", "20, of 100". */
const ASIDES: ReadonlySet<string> = new Set(["(", "[", ",", "—", "-"]);
const WHOLES: ReadonlySet<string> = new Set(["out", "of", "per", "/"]);
const ARTICLES: ReadonlySet<string> = new Set(["a", "the", "our", "all", "every", "each", "these"]);

/** "In 30 days", "in two business days", "in 2027". */
function isWhen(number: Token, after: readonly Token[]): boolean {
  return after.slice(0, 2).some(({ word }) => WHEN_PERIODS.has(word)) || /^20\d\d$/.test(number.written);
}
