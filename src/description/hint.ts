import { listClosedComments } from "./html-comment.ts";
import type { Introduction } from "./introduction.ts";

/** In characters; a longer text is not a hint. */
const LONGEST_HINT = 1_500;
const LONGEST_SECTION = 20_000;

/** Where the hint of an introduction may stand. */
export interface HintPlace {
  readonly introductions: readonly Introduction[];
  readonly index: number;
  readonly text: string;
  /** In a description only the comments left from a template are hints; the rest is the author's text. */
  readonly isDescription: boolean;
}

/** The template's text about a heading: the comment directly above it, and what follows up to the next heading. */
export function findHint(place: HintPlace): string {
  const { introductions, index, text, isDescription } = place;
  const introduction = introductions[index];
  if (!introduction) return "";
  const next = introductions.slice(index + 1, index + 200).find(endsHint);
  const from = introduction.contentStart;
  const end = Math.min(next?.start ?? text.length, introduction.limit, from + LONGEST_SECTION);
  const below = text.slice(from, end);
  const above = introduction.kind === "heading" ? commentAbove(place) : "";
  const hint = `${above}\n${next?.kind === "heading" ? below.slice(0, findHugging(below)) : below}`;
  return (isDescription ? listComments(hint) : hint).slice(0, LONGEST_HINT);
}

/** All that stands between a heading and the next one, whoever wrote it. */
export function findBelow({ introductions, index, text }: HintPlace): string {
  const introduction = introductions[index];
  if (!introduction) return "";
  const next = introductions.slice(index + 1, index + 200).find(({ kind }) => kind === "heading");
  const from = introduction.contentStart;
  return text.slice(from, Math.min(next?.start ?? text.length, introduction.limit, from + LONGEST_SECTION));
}

/** Questions in a list and plain lines do not end a hint: they are hints themselves. */
function endsHint({ kind, mark, isAlone }: Introduction): boolean {
  return kind === "heading" || (kind === "bold" && (isAlone || mark !== "")) || (kind === "list" && mark === ":");
}

function commentAbove({ introductions, index, text }: HintPlace): string {
  const [previous, own] = [introductions[index - 1], introductions[index]];
  const start = own?.start ?? 0;
  const section = text.slice(Math.max(previous?.contentStart ?? 0, start - LONGEST_HINT), start);
  return section.slice(findHugging(section));
}

/** In characters: enough for the blanks after a comment. */
const LONGEST_TAIL = 20;

/**
 * The offset of the comments on the last lines of a section, when a blank line separates them from what is above: they
 * belong to the heading below. The end of the section without any.
 */
function findHugging(section: string): number {
  const end = section.lastIndexOf("\n");
  const isMarks = /^[ \t>#*_-]*$/.test(section.slice(end + 1));
  // Most sections do not end so, and are not taken apart.
  if (!isMarks || !/-->[ \t\r]*$/.test(section.slice(Math.max(0, end - LONGEST_TAIL), end))) return section.length;
  const lines = section.split("\n");
  let first = lines.length - 1;
  while (lines[first - 1]?.trimEnd().endsWith("-->")) {
    const start = lines.findLastIndex((line, index) => index < first && line.includes("<!--"));
    if (start === -1 || !/^[ \t]*<!--/.test(lines[start] ?? "")) return section.length;
    first = start;
  }
  const isHugging = first < lines.length - 1 && first >= 2 && lines[first - 1]?.trim() === "";
  return isHugging ? lines.slice(0, first).join("\n").length : section.length;
}

function listComments(text: string): string {
  let words = "";
  for (const { inner } of listClosedComments(text)) {
    if (words.length > LONGEST_HINT) break;
    words += ` ${inner}\n`;
  }
  return words.slice(1);
}
