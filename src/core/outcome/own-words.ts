import { countAttribution, findInlineAttribution } from "./attribution.ts";
import { beginsOriginal, beginsSignature } from "./mail-original.ts";
import { withoutClosing, withoutGreeting } from "./polite.ts";

/**
 * The words a person wrote: a comment without quotes, without what mail programs add to a reply, and without greeting and
 * signature. What is between the marks of a code block stays as it is.
 */
export function ownWords(body: string): string {
  const lines = body
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .split(/\r\n|\r|\n/);
  const { own, isMail } = takeOwn(lines);
  const words = withoutClosing(withoutGreeting(own), isMail);
  const first = words.findIndex((line) => line.trim() !== "");
  return first === -1 ? "" : words.slice(first).join("\n").trimEnd();
}

/** Blanks without width and marks of direction, which come along from chats and keyboards. */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

interface Own {
  readonly own: readonly string[];
  /** A mail program left its traces: this is a reply by mail. */
  readonly isMail: boolean;
}

function takeOwn(lines: readonly string[]): Own {
  const codeEnds = findCodeEnds(lines);
  const own: string[] = [];
  let isMail = false;
  for (let index = 0; index < lines.length; ) {
    const line = lines[index] ?? "";
    const codeEnd = codeEnds.get(index);
    if (codeEnd !== undefined) {
      own.push(...lines.slice(index, codeEnd + 1));
      index = codeEnd + 1;
      continue;
    }
    const added = measureAddition(lines, index);
    if (added === null) {
      const cut = line.includes("@") ? findInlineAttribution(line) : -1;
      if (cut >= 0) return { own: [...own, line.slice(0, cut)], isMail: true };
      // Blank lines in a row say no more than one.
      if (line.trim() !== "" || (own.at(-1) ?? "").trim() !== "") own.push(line);
      index++;
      continue;
    }
    isMail ||= added.isMail;
    // Above the quote was the reply; below it are only the mail and its footers.
    if (added.isMail && hasOwn(own)) return { own, isMail };
    index += added.count;
  }
  return { own, isMail };
}

/** Lines that are not the writer's, from one on. */
interface Addition {
  readonly count: number;
  readonly isMail: boolean;
}

function measureAddition(lines: readonly string[], index: number): Addition | null {
  const line = lines[index] ?? "";
  if (line.trim() === "") return null;
  if (isQuoted(line)) return measureQuote(lines, index);
  const announced = measureAnnounced(lines, index);
  if (announced) return announced;
  if (beginsOriginal(lines, index)) return { count: lines.length, isMail: true };
  if (!beginsSignature(line)) return null;
  let end = index + 1;
  while (end < lines.length && (lines[end] ?? "").trim() !== "") end++;
  return { count: end - index, isMail: true };
}

/** An announcement with the quote below it; without the marks of a quote everything below is the original. */
function measureAnnounced(lines: readonly string[], index: number): Addition | null {
  const near = lines.slice(index, index + LOOKAHEAD);
  const isAboveQuote = near.some(isQuoted);
  const count = countAttribution(lines, index, isAboveQuote);
  if (count === 0) return null;
  const next = near.findIndex((line, at) => at >= count && line.trim() !== "");
  const quote = next === -1 ? "" : (near[next] ?? "");
  if (isQuoted(quote)) return { count: next + countQuoted(lines, index + next, MOST_WRAPPED), isMail: true };
  return countAttribution(lines, index, false) > 0 ? { count: lines.length, isMail: true } : null;
}

/** An announcement over several lines, blank lines, and the first line of the quote. */
const LOOKAHEAD = 8;

/** A block of quoted lines; some mail programs mark the announcement too. */
function measureQuote(lines: readonly string[], start: number): Addition {
  const first = lines
    .slice(start, start + LOOKAHEAD)
    .filter(isQuoted)
    .map(withoutMark);
  const words = first.findIndex((line) => line.trim() !== "");
  const isMail = countAttribution(first, words, true) > 0;
  return { count: countQuoted(lines, start, isMail ? MOST_WRAPPED : 0), isMail };
}

/** How many lines a quote has. In a mail, a few lines without a mark between two with one were wrapped on their way. */
function countQuoted(lines: readonly string[], start: number, mostWrapped: number): number {
  let end = start;
  for (let index = start; index < lines.length && (lines[index] ?? "").trim() !== ""; index++) {
    if (isQuoted(lines[index] ?? "")) end = index + 1;
    else if (index - end >= mostWrapped) break;
  }
  return end - start;
}

const MOST_WRAPPED = 2;

function isQuoted(line: string): boolean {
  return line.trimStart().startsWith(">");
}

function withoutMark(line: string): string {
  return line.trimStart().slice(1);
}

function hasOwn(own: readonly string[]): boolean {
  return withoutGreeting(own).some((line) => line.trim() !== "");
}

/** The line on which each code block ends, by the line it begins on. An unclosed one is no code here. */
function findCodeEnds(lines: readonly string[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  let open: { readonly mark: string; readonly at: number } | null = null;
  for (const [index, line] of lines.entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark === undefined) continue;
    if (open === null) open = { mark, at: index };
    else if (mark.startsWith(open.mark)) {
      ends.set(open.at, index);
      open = null;
    }
  }
  return ends;
}
