import { parseNumber } from "./target-number.ts";
import { NUMBER_WORDS } from "./target-words.ts";

/** What words begin with, unlike numbers and signs. */
export const LETTER = /^\p{L}/u;

/** A word, a sign or a number of what follows a metric's name. */
export interface Token {
  /** As it is written, words in lower case. */
  readonly word: string;
  readonly written: string;
  /** null when it is no number, or one in no form that is known. */
  readonly value: number | null;
  readonly isNumber: boolean;
  /** Does it follow the one before without a blank? */
  readonly isGlued: boolean;
}

/** A number with its groups of thousands, a word, a sign, or any other character. */
const TOKEN =
  /(\s+)|(\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+(?:[.,]\d{1,9})?(?!\d)|\d(?:[\d.,'’_]*\d)?)|(?:\p{L}+(?:['’]\p{L}+)?)|>=|<=|->|=>|./gsuy;

/** Other ways to write a sign. */
const SAME: ReadonlyMap<string, string> = new Map([
  ...[["->", "→"] as const, ["=>", "→"] as const, ["−", "-"] as const, ["‑", "-"] as const, ["–", "-"] as const],
]);

/** Splits what follows a metric's name; takes linear time. */
export function tokenize(text: string): readonly Token[] {
  let isGlued = false;
  return [...text.matchAll(TOKEN)].flatMap(([written, blank, number]) => {
    if (blank !== undefined) {
      isGlued = false;
      return [];
    }
    const token = toToken(written, number !== undefined, isGlued);
    isGlued = true;
    return [token];
  });
}

function toToken(written: string, isDigits: boolean, isGlued: boolean): Token {
  const word = SAME.get(written) ?? written.toLowerCase().replaceAll("’", "'");
  const spelled = NUMBER_WORDS.get(word);
  const value = isDigits ? parseNumber(written) : (spelled ?? null);
  return { word, written, value, isNumber: isDigits || spelled !== undefined, isGlued };
}
