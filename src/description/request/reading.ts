import type { Slot } from "../languages/slot.ts";
import { BAR } from "./clause.ts";
import { type FoundWord, findWords, isJoined } from "./lexicon.ts";
import { MADE, TURNING_SLOTS, TURNS, TURNS_ITSELF } from "./turns.ts";

/** One language's reading of a clause. */
export interface Reading {
  /** What its words can be. A word that is turned to something else is not among them. */
  readonly slots: ReadonlySet<Slot>;
  /** What its turned words would have been. */
  readonly lost: ReadonlySet<Slot>;
  /** What the first word can be that is not a small one. */
  readonly first: readonly Slot[];
  readonly startsSmall: boolean;
  /** The words that turn others, and the names of other sections. */
  readonly turning: readonly Slot[];
  /** The number of characters that belong to no word of the language. */
  readonly unknown: number;
}

/** The share of a clause that a second language may know less of; Spanish and Portuguese are hard to tell apart. */
const TOLERANCE = 0.1;

/** Reads a clause in the language that knows most of it, and in those that know nearly as much. */
export function listReadings(clause: string): readonly Reading[] {
  const length = countLetters(clause);
  const readings = findWords(clause).map((words) => {
    const parts = listParts(words, clause);
    const turned = parts.flatMap((part, index) => turnWords(withCondition(part, parts[index - 1], clause), clause));
    const known = words.reduce((sum, { start, end }) => sum + countLetters(clause.slice(start, end)), 0);
    return {
      slots: withoutMade(turned.flatMap(({ kept }) => kept)),
      lost: new Set(turned.flatMap(({ lost }) => lost)),
      first: words.find((word) => !isSmall(word))?.slots ?? [],
      startsSmall: words[0] === undefined || isSmall(words[0]),
      turning: words.flatMap(({ slots }) => slots.filter((slot) => TURNING_SLOTS.includes(slot))),
      unknown: length - known,
    };
  });
  const least = Math.min(...readings.map(({ unknown }) => unknown));
  return readings.filter(({ unknown }) => unknown <= least + length * TOLERANCE);
}

function countLetters(text: string): number {
  return text.replace(/[ |]/g, "").length;
}

function isSmall({ slots }: FoundWord): boolean {
  return slots.includes("small") || slots.includes("and");
}

/** The words between commas, slashes and "and". */
function listParts(words: readonly FoundWord[], clause: string): readonly (readonly FoundWord[])[] {
  const parts: FoundWord[][] = [[]];
  let end = 0;
  for (const word of words) {
    if (word.slots.includes("and") || clause.slice(end, word.start).includes(BAR)) parts.push([]);
    if (!word.slots.includes("and")) parts.at(-1)?.push(word);
    end = word.end;
  }
  return parts;
}

/** "If screenshots are missing, explain why": a why that says nothing more is about the condition before it. */
function withCondition(
  part: readonly FoundWord[],
  before: readonly FoundWord[] | undefined,
  clause: string,
): readonly FoundWord[] {
  const isConditional = before?.some(({ slots }) => slots.includes("if"));
  if (!before || !isConditional || !isBareWhy(part, clause)) return part;
  return [...before.filter(({ slots }) => slots.some((slot) => CONDITIONS.has(slot))), ...part];
}

const CONDITIONS: ReadonlySet<Slot> = new Set(["aside", "test", "risk"]);
const BARE: ReadonlySet<Slot> = new Set(["why", "reason", "ask", "small"]);

function isBareWhy(part: readonly FoundWord[], clause: string): boolean {
  const known = part.reduce((sum, { start, end }) => sum + countLetters(clause.slice(start, end)), 0);
  const isAlone = known === countLetters(clause.slice(part[0]?.start ?? 0));
  return isAlone && part.every(({ slots }) => slots.some((slot) => BARE.has(slot)));
}

/** The slots of the words of a part: those they keep, and those that a word near them turns. */
function turnWords(part: readonly FoundWord[], clause: string) {
  const turning = part.filter((word) => word.slots.some((slot) => TURNS[slot] !== undefined) && !isPassed(word, part));
  return part.map((word) => {
    const near = turning.filter((other) => isTurnedBy(word, other, clause));
    const turned = near.flatMap(({ slots }) => slots.flatMap((slot) => TURNS[slot] ?? []));
    const [kept, lost] = [true, false].map((isKept) => word.slots.filter((slot) => !turned.includes(slot) === isKept));
    return { kept: kept ?? [], lost: lost ?? [] };
  });
}

/** A place before production counts for the whole part, however long it is. */
function isTurnedBy(word: FoundWord, other: FoundWord, clause: string): boolean {
  if (word === other) return word.slots.includes(TURNS_ITSELF);
  return other.slots.includes("stage") || isNear(word, other, clause);
}

/** "From staging to production" ends in production. */
function isPassed({ slots }: FoundWord, part: readonly FoundWord[]): boolean {
  return slots.includes("stage") && part.some((word) => word.slots.includes("place"));
}

/** "Which metrics did you add?" */
function withoutMade(slots: readonly Slot[]): ReadonlySet<Slot> {
  const isMade = slots.includes("made") && !MADE.heldBy.some((slot) => slots.includes(slot));
  return new Set(isMade ? slots.filter((slot) => !MADE.turned.includes(slot)) : slots);
}

/** In letters: about four words, fewer of which make as much in Chinese. */
const NEAR = 24;
const NEAR_JOINED = 8;

function isNear(one: FoundWord, other: FoundWord, clause: string): boolean {
  const gap = Math.max(one.start, other.start) - Math.min(one.end, other.end);
  return gap <= (isJoined(clause, one.start) ? NEAR_JOINED : NEAR);
}
