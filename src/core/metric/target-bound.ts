import type { AbsoluteTarget } from "./target.ts";
import type { Token } from "./target-tokens.ts";
import { BOUNDS, type Bound, COMPARATIVES, PREPOSITIONS, SENTENCE_ENDS } from "./target-words.ts";

/** "at least", ">=", "more than", "not below", with what follows; undefined where none begins. */
export function findBound(
  tokens: readonly Token[],
): { readonly bound: Bound; readonly rest: readonly Token[] } | undefined {
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
export function negate({ kind, isStrict }: Bound): Bound {
  return { kind: kind === "at-least" ? "at-most" : "at-least", isStrict: !isStrict };
}

/** So many words behind a number its bound may still follow: "20 new exports a week or more". */
const LONGEST = 8;

/** The bound that words behind a number say: "or fewer", "at most", "and up". What else begins there is about something else. */
export function findBoundBehind(rest: readonly Token[]): Bound["kind"] | undefined {
  const words = rest.slice(0, LONGEST).map(({ word }) => word);
  for (const [index, word] of words.entries()) {
    const after = words[index + 1] ?? "";
    const found = LAST_WORDS.get(word) ?? findPair(word, after);
    if (found !== undefined) return found;
    if (SENTENCE_ENDS.has(word) || PREPOSITIONS.has(word)) return undefined;
  }
  return undefined;
}

const LAST_WORDS: ReadonlyMap<string, AbsoluteTarget["kind"]> = new Map([
  ...["max", "maximum", "tops"].map((word) => [word, "at-most"] as const),
  ["minimum", "at-least"],
]);

function findPair(word: string, after: string): Bound["kind"] | undefined {
  if (word === "at" && after === "least") return "at-least";
  if (word === "at" && after === "most") return "at-most";
  const isPlace = ["above", "over", "up", "below", "under", "down"].includes(after);
  const way = word === "or" || (word === "and" && isPlace) ? COMPARATIVES.get(after) : undefined;
  return way && (way === "up" ? "at-least" : "at-most");
}
