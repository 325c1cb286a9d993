import { POLITE_WORDS, THANKS_WORDS } from "./answer-words.ts";
import { fold } from "./folded.ts";

/** What follows an answer word on its line. */
export interface Continuation {
  /** Something separates it from the word: punctuation, a number, an emoji, thanks; or nothing follows. */
  readonly isApart: boolean;
  /** "worked?" asks. */
  readonly isQuestion: boolean;
  /** What was seen, without what separates it; "" when nothing was said. */
  readonly words: string;
}

const CLOSING_MARKS = /^[*_`"“”»’']{1,6}/;
const PICTURE = /^(?:\p{Extended_Pictographic}|[\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}\ufe0f\u200d])/u;
/** ":tada:", as GitHub writes emojis. */
const PICTURE_NAME = /^:[a-z][a-z\d_+-]{1,40}:/;
const MARK = /^(?:[.,:;!…–—=(（：，。！；]|--|-(?=\s|$))/u;
const NUMBER = /^[~≈<>±+-]?\s?\p{Sc}?\d/u;

/** Reads what follows an answer word on its line. */
export function parseContinuation(text: string): Continuation {
  const rest = text.replace(CLOSING_MARKS, "");
  const start = rest.trimStart();
  if (start === "") return { isApart: true, isQuestion: false, words: "" };
  if (/^[?？]/.test(start)) return { isApart: false, isQuestion: true, words: start };
  const said = skipPolite(start);
  const isApart = said !== start ? isSeparate(said.trimStart()) : isSeparate(start);
  const words = isApart ? withoutSeparator(said) : start;
  return { isApart, isQuestion: false, words: isPolite(words) ? "" : words };
}

function isSeparate(rest: string): boolean {
  return rest === "" || MARK.test(rest) || NUMBER.test(rest) || PICTURE.test(rest) || PICTURE_NAME.test(rest);
}

/** Without "great" or "thanks" in front; the text itself when there is none. */
function skipPolite(text: string): string {
  return text.slice(measurePhrase(text, POLITE_WORDS));
}

/** Does a text begin with thanks? */
export function beginsWithThanks(text: string): boolean {
  return measurePhrase(text, THANKS_WORDS) > 0;
}

/** How long the longest of the phrases is that a text begins with; 0 for none. */
function measurePhrase(text: string, phrases: readonly string[]): number {
  const folded = fold(text.slice(0, 30));
  const found = phrases.filter((words) => folded.startsWith(words) && !/[\p{L}\p{N}]/u.test(text.charAt(words.length)));
  return found.reduce((most, { length }) => Math.max(most, length), 0);
}

function withoutSeparator(text: string): string {
  let rest = text.trimStart();
  let opened = "";
  for (let next = dropOne(rest); next !== rest; next = dropOne(rest)) {
    opened = /^[(（]/.test(rest) ? rest : opened;
    rest = next;
  }
  // "(23)" says 23; of "(23) of 30" the brackets belong to the words.
  if (opened === "") return rest.trimEnd();
  const words = rest.trimEnd();
  return /[)）]$/.test(words) && !/[(（]/.test(words) ? words.slice(0, -1) : opened.trimEnd();
}

/** Drops one mark or emoji, and the blanks behind it. */
function dropOne(text: string): string {
  const found = PICTURE_NAME.exec(text) ?? PICTURE.exec(text) ?? MARK.exec(text);
  return text.slice(found?.[0].length ?? 0).trimStart();
}

function isPolite(words: string): boolean {
  const bare = fold(words)
    .replace(/[^\p{L}\p{N} ]/gu, "")
    .trim();
  return bare === "" || POLITE_WORDS.includes(bare);
}
