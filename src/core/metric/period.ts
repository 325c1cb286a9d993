import { LETTER, type Token } from "./target-tokens.ts";
import { OF_WEEKS, OTHER_PERIODS, PER, PERIOD_ADVERBS, PREPOSITIONS, SENTENCE_ENDS, WEEKS } from "./target-words.ts";

/** So much behind a number may still be about it: "20 new exports (of the shop) per day". */
const LONGEST = 10;
/** How many words a unit has at most: "20 new exports a week". */
const LONGEST_UNIT = 3;

/** Join words: "20-a-day". */
const JOINTS: ReadonlySet<string> = new Set(["-", "*", "_", "'", '"']);

/**
 * Does what follows a number say another period than the week, or anything else that it is counted by: "20 a day", "20 exports
 * (daily)", "20 per customer"? What follows a preposition is about something else: "20, within a month".
 */
export function isOfOtherPeriod(rest: readonly Token[]): boolean {
  const end = rest.findIndex(({ word }) => SENTENCE_ENDS.has(word));
  const tokens = rest.slice(0, end < 0 ? LONGEST : Math.min(end, LONGEST)).filter(({ word }) => !JOINTS.has(word));
  let words = 0;
  let isAside = false;
  let isWeekly = false;
  for (const [index, { word }] of tokens.entries()) {
    const after = tokens.slice(index + 1);
    if (PERIOD_ADVERBS.has(word)) return true;
    if (PREPOSITIONS.has(word) || isSaying(word, after)) return isOtherBehind(word, after);
    if (PER.has(word)) {
      const isCertain = !isArticle(word) || (!isAside && words <= LONGEST_UNIT);
      const isOther = isCertain ? !isWeek(after) : !isWeekly && isKnown(after);
      if (isOther) return true;
      isWeekly ||= isWeek(after);
    } else if (LETTER.test(word)) words++;
    else isAside = true;
  }
  return false;
}

/** "20, per the dashboard". */
function isSaying(word: string, [after]: readonly Token[]): boolean {
  return word === "per" && (after?.word === "the" || after?.word === "our");
}

function isArticle(word: string): boolean {
  return word === "a" || word === "an";
}

/** A week, and no "week day". */
function isWeek(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ word }) => !OF_WEEKS.has(word));
  return WEEKS.has(tokens[at]?.word ?? "") && !WEEK_PARTS.has(tokens[at + 1]?.word ?? "");
}

const WEEK_PARTS: ReadonlySet<string> = new Set(["day", "days", "end", "ends", "night", "nights"]);

/** "(A day)", but not ", a day after the release". */
function isKnown([first, second]: readonly Token[]): boolean {
  return OTHER_PERIODS.has(first?.word ?? "") && !LATER.has(second?.word ?? "");
}

const LATER: ReadonlySet<string> = new Set(["after", "later", "before", "from", "into"]);

/** "20 on every day", "20 for each customer", "20 in a day"; "to 20 in a month" says when. */
function isOtherBehind(word: string, [first, ...rest]: readonly Token[]): boolean {
  if (first?.word === "each" || first?.word === "every" || first?.word === "any") return !isWeek(rest);
  const isOne = isArticle(first?.word ?? "") || first?.word === "one";
  return isOne && DURING.has(word) && SHORT_PERIODS.has(rest[0]?.word ?? "");
}

const DURING: ReadonlySet<string> = new Set(["in", "on", "over", "during", "for"]);
const SHORT_PERIODS: ReadonlySet<string> = new Set([
  ...["second", "minute", "hour", "day", "weekday", "weekend", "night", "shift", "business", "working", "work"],
]);
