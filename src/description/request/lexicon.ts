import { normaliseWords } from "../label.ts";
import type { LanguageWords } from "../languages/language-words.ts";
import { LANGUAGES } from "../languages/languages.ts";
import { SLOTS, type Slot } from "../languages/slot.ts";

/** A word of one language: where it stands in a text, and what it can be there. */
export interface FoundWord {
  readonly slots: readonly Slot[];
  readonly start: number;
  readonly end: number;
}

/** An entry of a language ends here; a stem goes on with any ending. */
interface Entry {
  readonly language: number;
  readonly slot: Slot;
  readonly isStem: boolean;
}

/** One character of the tree of all entries. */
interface Node {
  readonly next: Map<string, Node>;
  readonly entries: Entry[];
}

/**
 * Finds the words of normalised text that some language knows: for each language with any, its longest entries from
 * left to right. Time is linear, since no walk through the tree is longer than an entry.
 */
export function findWords(text: string): readonly (readonly FoundWord[])[] {
  const languages: FoundWord[][] = [];
  for (let start = 0; start < text.length; start++) {
    if (!isBoundary(text, start)) continue;
    for (const [language, word] of wordsAt(text, start)) {
      languages[language] ??= [];
      const found = languages[language];
      if ((found.at(-1)?.end ?? 0) <= start) found.push(word);
    }
  }
  return languages.filter((found) => found !== undefined);
}

/** The text in which words are looked up: Chinese, Japanese and Korean without the spaces between their words. */
export function toLookup(text: string): string {
  const words = normaliseWords(text);
  return words.replace(/(?<=[\u1100-\uffef]) (?=[\u1100-\uffef])/g, "");
}

/** Chinese, Japanese and Korean: a word may begin and end anywhere. */
export function isJoined(text: string, at: number): boolean {
  return text.charCodeAt(at) >= 0x1100;
}

function isBoundary(text: string, at: number): boolean {
  if (text[at] === " ") return false;
  return at === 0 || text[at - 1] === " " || isJoined(text, at) || isJoined(text, at - 1);
}

/** The longest entries that begin here, by language. */
function wordsAt(text: string, start: number): ReadonlyMap<number, FoundWord> {
  const found = new Map<number, FoundWord>();
  let node = TREE.next.get(text.charAt(start));
  for (let read = start + 1; node; read++) {
    for (const { language, slot, isStem } of node.entries) {
      const end = isStem ? findWordEnd(text, read) : read;
      if (!isWordEnd(text, end)) continue;
      const known = found.get(language);
      found.set(language, { slots: known?.end === end ? [...known.slots, slot] : [slot], start, end });
    }
    node = read < text.length ? node.next.get(text.charAt(read)) : undefined;
  }
  return found;
}

function findWordEnd(text: string, from: number): number {
  let end = from;
  while (!isWordEnd(text, end)) end++;
  return end;
}

function isWordEnd(text: string, at: number): boolean {
  return at >= text.length || text[at] === " " || isJoined(text, at) || isJoined(text, at - 1);
}

const TREE: Node = plantTree(LANGUAGES);

function plantTree(languages: readonly LanguageWords[]): Node {
  const root: Node = { next: new Map(), entries: [] };
  for (const [language, words] of languages.entries()) {
    for (const slot of SLOTS) {
      for (const entry of (words[slot] ?? "").split("|")) {
        const isStem = entry.endsWith("*");
        const word = toLookup(entry);
        if (word !== "") findLeaf(root, word).entries.push({ language, slot, isStem });
      }
    }
  }
  return root;
}

function findLeaf(root: Node, word: string): Node {
  let node = root;
  for (const character of word.split("")) {
    const next: Node = node.next.get(character) ?? { next: new Map(), entries: [] };
    node.next.set(character, next);
    node = next;
  }
  return node;
}
