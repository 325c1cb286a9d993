import { rankSimilar } from "../core/outcome/rank-similar.ts";
import { BEGINNING, collectMarked } from "../core/outcome/word-counts.ts";
import type { TriedEntry } from "../core/report/tried.ts";
import { parseTriedEntry } from "../render/report/tried-parser.ts";

/** One file of the memory. */
export interface TriedText {
  /** As it is shown: relative to the checkout. */
  readonly file: string;
  readonly text: string;
}

/** An entry, and where it stands. */
export interface FoundEntry extends TriedEntry {
  readonly file: string;
}

/**
 * The entries most like a proposal, best first, ranked as the check ranks similar changes. The files are searched as they
 * stand, and only what is shown is parsed: thousands of entries take no longer than the command takes to start.
 */
export function searchTried(texts: readonly TriedText[], words: string, limit: number): readonly FoundEntry[] {
  const marked = texts.map(({ text }) => markEntries(text)).join("\n");
  // Some of what is found is not shown: an older entry of the same pull request, and what is no entry.
  const ranked = rankSimilar({ title: words, text: "" }, collectMarked(marked, "\n"), { limit: 2 * limit });
  const places = texts.flatMap((one) => listStarts(one.text).map((at) => ({ ...one, at })));
  const entries = ranked.flatMap((index) => findNewest(texts, places[index]) ?? []);
  return entries
    .filter(({ number }, index) => entries.findIndex((other) => other.number === number) === index)
    .slice(0, limit);
}

/** How it ended. */
const HEADING = /^## (?:[^:\n]{1,20}: )?/gm;
/** Names of fields, and the line with date and address: what entries have in common there is no likeness. */
const OURS = /^(?:- [A-Z][a-z ]{2,12}: |\d{4}-\d\d-\d\d · .*)/gm;

/** The sections of a file, each with its title on its first line; what stands above them belongs to none. */
function markEntries(text: string): string {
  const marked = text.replaceAll(BEGINNING, " ").replace(OURS, "").replace(HEADING, BEGINNING);
  return marked.slice(Math.max(0, marked.indexOf(BEGINNING)));
}

const SECTION = "\n## ";

/** Where the sections of a file begin. */
function listStarts(text: string): readonly number[] {
  const starts = text.startsWith(SECTION.trimStart()) ? [0] : [];
  for (let at = text.indexOf(SECTION); at !== -1; at = text.indexOf(SECTION, at + 1)) starts.push(at + 1);
  return starts;
}

/** A section, by where it begins in its file. */
interface Place extends TriedText {
  readonly at: number;
}

/** The newest entry about the pull request of a section: a late answer is an entry of its own once its year moved out. */
function findNewest(texts: readonly TriedText[], place: Place | undefined): FoundEntry | null {
  const entry = place && readEntry(place);
  if (!entry) return null;
  const all = texts.flatMap((one) => listEntries(one, ` · pull request ${entry.number} · `));
  return all.filter(({ number }) => number === entry.number).toSorted(byDate)[0] ?? entry;
}

/** The entries of a file in which a text stands. */
function listEntries(one: TriedText, mark: string): readonly FoundEntry[] {
  const found: FoundEntry[] = [];
  for (let at = one.text.indexOf(mark); at !== -1; at = one.text.indexOf(mark, at + 1)) {
    const entry = readEntry({ ...one, at: one.text.lastIndexOf(SECTION, at) + 1 });
    if (entry) found.push(entry);
  }
  return found;
}

function readEntry({ file, text, at }: Place): FoundEntry | null {
  const end = text.indexOf(SECTION, at);
  const entry = parseTriedEntry(text.slice(at, end === -1 ? text.length : end));
  return entry && { ...entry, file };
}

function byDate(one: TriedEntry, other: TriedEntry): number {
  return other.on.localeCompare(one.on);
}
