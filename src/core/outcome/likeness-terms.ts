import { stemmer } from "stemmer";
import { KIND_WORDS, type Likeness } from "./similar-outcomes.ts";

/** A word of a proposal that is searched for. */
export interface Term {
  /** The word without its ending. */
  readonly stem: string;
  /** Of its title or a label. */
  readonly isTitle: boolean;
  /** It names the kind of change, as "fix" does, not its subject. */
  readonly isKind: boolean;
}

/** More words of a proposal than these make no difference, and cost time. */
const MOST_TERMS = 60;

/** The words of a proposal that say what it is about; those of its title first. */
export function listTerms({ title, text }: Likeness): readonly Term[] {
  const inTitle = new Set(listStems(title));
  const stems = [...new Set([...inTitle, ...listStems(text)])].slice(0, MOST_TERMS);
  return stems.map((stem) => ({ stem, isTitle: inTitle.has(stem), isKind: KINDS.has(stem) }));
}

function listStems(text: string): readonly string[] {
  return listWords(foldCase(text))
    .filter((word) => word.length > 1 && !/^\d+$/.test(word) && !STOP_WORDS.has(word))
    .map(stemmer);
}

/** One form of each letter. */
export function foldCase(text: string): string {
  return (NOT_ASCII.test(text) ? text.normalize("NFKC") : text).toLowerCase();
}

const NOT_ASCII = /\P{ASCII}/u;

/** Words; where a script has no blanks between them, those that a dictionary finds. */
function listWords(text: string): readonly string[] {
  return (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).flatMap((word) =>
    UNSPACED.test(word) ? [...SEGMENTER.segment(word)].map(({ segment }) => segment) : [word],
  );
}

/** Scripts without blanks between words. */
export const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const SEGMENTER = new Intl.Segmenter("und", { granularity: "word" });

const KINDS: ReadonlySet<string> = new Set(KIND_WORDS.split(" ").map(stemmer));

/** Words that say nothing about a subject. Of other languages the rarity of words has to tell. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    "a about after all also an and any are as at be because been before being but by can could did do does doing down " +
    "each every few for from further get had has have having he her here hers him his how if in into is it its just let " +
    "like me more most much my no nor not now of off on once one only or other our out over own people same she should " +
    "so some such than that the their them then there these they this those through to too under until up us very was " +
    "way we were what when where which while who whom why will with without would you your"
  ).split(" "),
);
