import { stemmer } from "stemmer";
import { foldCase, UNSPACED } from "./likeness-terms.ts";
import type { Likeness } from "./similar-outcomes.ts";

/** The texts of many changes as one, so that a word is searched for once and not in each of them. */
export interface Collection {
  readonly text: string;
  /** Where each change begins in it, and where its title ends. */
  readonly starts: readonly number[];
  readonly titleEnds: readonly number[];
}

/** How often a word stands in changes, by their index, and which have it in their titles. */
export interface WordCounts {
  readonly counts: ReadonlyMap<number, number>;
  readonly titles: ReadonlySet<number>;
}

/** Where a change begins: no text of people has this character. */
export const BEGINNING = "\u0000";
const TITLE_END = "\u0001";
/** A longer word that begins like a term counts by half: "checkouts" is one, "phonebook" for "phone" may be. */
const LONGER = 0.5;

/** Puts changes together. */
export function collectTexts(earlier: readonly Likeness[]): Collection {
  const parts = earlier.flatMap(({ title, text }) => [BEGINNING, clean(title), TITLE_END, clean(text)]);
  return collectMarked(parts.join(""), TITLE_END);
}

/** Takes a text that is put together already: each change begins with `BEGINNING` and its title, which ends with `titleEnd`. */
export function collectMarked(marked: string, titleEnd: string): Collection {
  const text = foldCase(marked);
  const starts = listPositions(text, BEGINNING);
  return { text, starts, titleEnds: starts.map((at) => findEnd(text, titleEnd, at)) };
}

function clean(text: string): string {
  return text.replaceAll(BEGINNING, " ").replaceAll(TITLE_END, " ");
}

function listPositions(text: string, mark: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) found.push(at);
  return found;
}

function findEnd(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at;
}

/** Counts a word in any form: what is searched for is the beginning that all forms share. */
export function countWord({ text, starts, titleEnds }: Collection, stem: string): WordCounts {
  const root = stem.length > 3 ? stem.slice(0, -1) : stem;
  const counts = new Map<number, number>();
  const titles = new Set<number>();
  const compare = UNSPACED.test(stem) ? compareUnspaced : compareWord;
  const known = new Map<string, number>();
  let index = 0;
  for (let at = text.indexOf(root); at !== -1; at = text.indexOf(root, at + 1)) {
    const weight = compare({ text, at, stem, known });
    if (weight === 0) continue;
    while ((starts[index + 1] ?? Number.POSITIVE_INFINITY) < at) index += 1;
    counts.set(index, (counts.get(index) ?? 0) + weight);
    if (at < (titleEnds[index] ?? 0)) titles.add(index);
  }
  return { counts, titles };
}

interface Place {
  readonly text: string;
  readonly at: number;
  readonly stem: string;
  /** Words that were compared already. */
  readonly known: Map<string, number>;
}

const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u;
const WORD = /[\p{L}\p{N}\p{M}]+/uy;

/** How much the word that begins there counts; 0 where none begins. */
function compareWord({ text, at, stem, known }: Place): number {
  if (WORD_CHARACTER.test(text.charAt(at - 1))) return 0;
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[0] ?? "";
  const weight = known.get(word) ?? weigh(word, stem);
  known.set(word, weight);
  return weight;
}

function weigh(word: string, stem: string): number {
  if (stemmer(word) === stem) return 1;
  return stem.length > 3 && word.startsWith(stem) ? LONGER : 0;
}

function compareUnspaced({ text, at, stem }: Place): number {
  return text.startsWith(stem, at) ? 1 : 0;
}
