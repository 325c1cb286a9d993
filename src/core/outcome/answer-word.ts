import { ANSWER_WORDS, EVERYDAY_WORDS, LOOSE_WORDS } from "./answer-words.ts";
import { type Continuation, parseContinuation } from "./continuation.ts";
import { fold } from "./folded.ts";
import type { Verdict } from "./verdict.ts";

/** An answer given in a word, with the evidence that follows it. */
export interface WordAnswer {
  readonly verdict: Verdict;
  readonly evidence: string | null;
}

/** An answer in words, and how sure it is one. */
export interface FoundWords extends WordAnswer {
  /**
   * - `certain`: an answer word alone, or followed by punctuation, a number, or thanks
   * - `everyday`: "yes" or "no" alone on the line: an answer right after the question, else conversation
   * - `loose`: "works" alone on the line: an answer right after the question
   * - `doubtful`: the line only begins with an answer word, as in "Worked on this today"
   */
  readonly certainty: "certain" | "everyday" | "loose" | "doubtful";
}

interface Phrase {
  readonly words: string;
  readonly verdict: Verdict;
  readonly kind: "certain" | "everyday" | "loose";
}

/** Longer ones first: "it worked partly" begins like "it worked". */
const PHRASES: readonly Phrase[] = [
  ...toPhrases(ANSWER_WORDS, (words) => (LOOSE_WORDS.includes(words) ? "loose" : "certain")),
  ...toPhrases(EVERYDAY_WORDS, () => "everyday"),
].sort((a, b) => b.words.length - a.words.length);

function toPhrases(
  byVerdict: { readonly [V in Verdict]?: readonly string[] },
  kindOf: (words: string) => Phrase["kind"],
): readonly Phrase[] {
  const entries = Object.entries(byVerdict) as readonly (readonly [Verdict, readonly string[]])[];
  return entries.flatMap(([verdict, all]) => all.map((words) => ({ words, verdict, kind: kindOf(words) })));
}

/** Finds an answer in the first line of a person's own words (own-words.ts). */
export function findAnswerWords(own: string): FoundWords | undefined {
  const end = own.indexOf("\n");
  const first = withoutStruck(end === -1 ? own : own.slice(0, end));
  const below = end === -1 ? "" : own.slice(end + 1);
  const { bare, isListed } = bareLine(first);
  const folded = fold(bare.slice(0, LONGEST_PHRASE));
  const phrase = PHRASES.find(({ words }) => folded.startsWith(words) && endsWord(bare, words.length));
  if (!phrase) return undefined;
  const after = parseContinuation(bare.slice(phrase.words.length));
  const certainty = judge(phrase, after);
  // "- worked on the page" is an item of a list, and no attempt to answer.
  if (certainty === null || (isListed && certainty !== "certain")) return undefined;
  return { verdict: phrase.verdict, evidence: join(after.words, below), certainty };
}

const LONGEST_PHRASE = 60;

function judge({ kind }: Phrase, after: Continuation): FoundWords["certainty"] | null {
  if (after.isQuestion) return null;
  if (kind === "everyday") return after.isApart && after.words === "" ? "everyday" : null;
  if (!after.isApart) return "doubtful";
  return kind === "loose" && after.words === "" ? "loose" : "certain";
}

/** Struck through is taken back: "~~worked~~ missed" says missed. */
function withoutStruck(line: string): string {
  const parts = line.split("~~");
  const last = parts.length - 1;
  return parts.filter((_, index) => index % 2 === 0 || (index === last && index % 2 === 1)).join("");
}

const EMPHASIS = /^[*_`"“”„«‘’']{1,6}/;

/** The line without the mark of a list and without emphasis around it. */
function bareLine(line: string): { readonly bare: string; readonly isListed: boolean } {
  const item = /^[-*+•] +/.exec(line.trimStart())?.[0] ?? "";
  const words = line.trim().slice(item.length);
  const marks = EMPHASIS.exec(words)?.[0] ?? "";
  const isAround = /^[*_`]+$/.test(marks) && words.length > 2 * marks.length && words.endsWith(marks);
  return { bare: words.slice(marks.length, isAround ? -marks.length : undefined), isListed: item !== "" };
}

/** "works-for-me" and "worked_on" are other words. */
function endsWord(line: string, length: number): boolean {
  const rest = line.slice(length, length + 8).replace(EMPHASIS, "");
  return !/^[\p{L}\p{N}]|^['’-][\p{L}\p{N}]/u.test(rest);
}

function join(first: string, below: string): string | null {
  return `${first}\n${below}`.trim() || null;
}
