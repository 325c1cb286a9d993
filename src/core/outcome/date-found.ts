import { DateTime } from "luxon";
import {
  AFTER,
  AFTER_MERGE,
  EDGES,
  ESSENTIAL,
  FILLERS,
  LENGTHS,
  MONTHS,
  NEXT,
  toWords,
  WEEKDAYS,
} from "./date-words.ts";

/** A date found in a text; `on` is null when what stands there is no date. */
export interface FoundDate {
  readonly on: string | null;
  readonly index: number;
  readonly length: number;
  /** Counted from the merge: "after the merge" may follow, and "after" precede. */
  readonly isDuration?: boolean;
  /** A weekday, of which the next one is meant in any case. */
  readonly isWeekday?: boolean;
}

/** Signs that change a date: "> 2 weeks". */
export const SIGNS = /[<>≤≥±+/%=]/;

/** What ends the sentence, or the part of it, in which the date stands. */
const BREAK = /[,;.:!?()[\]\n–—]|\s-\s/;

/**
 * Is all that stands beside a date harmless? A word that is dropped may be the one that matters: "mid", "not before",
 * "every". Directly beside the date only fillers pass; in another part of the sentence, what says nothing about time.
 */
export function isWholeDate(text: string, found: FoundDate): boolean {
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found.length);
  if (SIGNS.test(before) || SIGNS.test(after.split(BREAK, 1)[0] ?? "")) return false;
  const [near = "", ...far] = after.split(BREAK);
  return (
    toWords(before).every((word) => isFiller(word, found) || (found.isDuration === true && AFTER.has(word))) &&
    isHarmlessNear(toWords(near), found) &&
    far.every((part) => toWords(part).every((word) => !isAboutTime(word)))
  );
}

function isHarmlessNear(words: readonly string[], found: FoundDate): boolean {
  if (words.every((word) => isFiller(word, found))) return true;
  return found.isDuration === true && words.every((word) => AFTER_MERGE.has(word));
}

/** A weekday beside a date must be its own. */
function isFiller(word: string, { on, isDuration, isWeekday }: FoundDate): boolean {
  if (isWeekday && NEXT.has(word)) return true;
  const weekday = WEEKDAYS.get(word);
  const isTheirs = !isDuration && weekday !== undefined && on !== null && weekday === DateTime.fromISO(on).weekday;
  return isTheirs || (FILLERS.has(word) && weekday === undefined);
}

function isAboutTime(word: string): boolean {
  const isNamed = MONTHS.has(word) || EDGES.has(word) || ESSENTIAL.has(word) || LENGTHS.has(word);
  return isNamed || (WEEKDAYS.has(word) && word.length > 2) || /^\p{N}+$/u.test(word);
}
