import type { Paragraph, PhrasingContent, Text } from "mdast";
import { withoutClosedComments } from "./html-comment.ts";
import { rangeOf, textOf } from "./markdown.ts";

/** A line of a paragraph that begins with a possible label. */
export interface LabelLine {
  readonly label: string;
  readonly start: number;
  readonly contentStart: number;
  /** The label is bold. Italic lines are hints as often as labels. */
  readonly isMarked: boolean;
  /** Nothing else is on the line. */
  readonly isAlone: boolean;
  readonly mark: ":" | "?" | "";
}

/**
 * Lists the lines that may begin with a label: "**Problem**", "**Problem**: text", "**Problem** text", "Problem: text",
 * "Problem?". Any line of a paragraph may.
 */
export function listLabelLines(paragraph: Paragraph, text: string): readonly LabelLine[] {
  return splitLines(paragraph).flatMap((line) => {
    const visible = line.filter((node) => node.type !== "html" && !(node.type === "text" && node.value.trim() === ""));
    const found = parseLine(visible, text);
    return found ? [found] : [];
  });
}

/** The nodes of a paragraph, line by line. */
function splitLines(node: Paragraph): readonly (readonly PhrasingContent[])[] {
  const lines: PhrasingContent[][] = [[]];
  for (const child of node.children) {
    if (child.type === "break") lines.push([]);
    else if (child.type === "text" && child.value.includes("\n")) splitText(child, lines);
    else lines.at(-1)?.push(child);
  }
  return lines.filter((line) => line.length > 0);
}

function splitText(node: Text, lines: PhrasingContent[][]): void {
  let start = rangeOf(node).start;
  for (const [index, value] of node.value.split("\n").entries()) {
    if (index > 0) lines.push([]);
    if (value !== "") lines.at(-1)?.push({ type: "text", value, position: positionOf(start, start + value.length) });
    start += value.length + 1;
  }
}

function positionOf(start: number, end: number) {
  return { start: { line: 1, column: 1, offset: start }, end: { line: 1, column: 1, offset: end } };
}

function parseLine(visible: readonly PhrasingContent[], text: string): LabelLine | null {
  const [first, second] = visible;
  if (!first) return null;
  if (first.type === "text") return parsePlain(first, !second);
  if (first.type !== "strong" && first.type !== "emphasis") return null;

  const { start, end } = rangeOf(first);
  const label = textOf(first);
  const after = /^\s*[:：](?=[ \t\r\n]|$)|^\s+[-–—][ \t]/.exec(text.slice(end, end + 8));
  const rest = second ? withoutClosedComments(lineFrom(text, end)).replace(/^[\s:：.?？!*_–—-]+/, "") : "";
  const mark = markOf(label) || (after ? ":" : "");
  const isAlone = rest === "";
  if (label === "" || (first.type === "emphasis" && !isAlone && mark === "")) return null;
  return {
    label,
    start,
    contentStart: end + (after?.[0].trimEnd().length ?? 0),
    isMarked: first.type === "strong",
    isAlone,
    mark,
  };
}

function lineFrom(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  return text.slice(start, end === -1 ? text.length : end);
}

function markOf(label: string): LabelLine["mark"] {
  if (/[:：]\s*$/.test(label)) return ":";
  return /[?？]\s*$/.test(label) ? "?" : "";
}

/** A label without markup: a short text before the first colon, or a question or a few words alone on their line. */
function parsePlain({ value, position }: Text, isAlone: boolean): LabelLine | null {
  const start = position?.start.offset ?? 0;
  const found = findBeforeColon(value) ?? (isAlone ? BARE_LABEL.exec(value) : null);
  if (!found) return null;
  const [all = "", indent = "", label = "", colon = ""] = found;
  const isAtEnd = isAlone && value.slice(all.length).trim() === "";
  const mark = colon === "" ? "" : markOf(colon);
  return {
    label,
    start: start + indent.length,
    contentStart: start + all.length,
    isMarked: false,
    isAlone: isAtEnd,
    mark,
  };
}

/** The text up to the first colon, its indentation, its label, and the colon; null without a label. */
function findBeforeColon(value: string): readonly string[] | null {
  const at = value.search(/[:：]/);
  if (at === -1 || value.startsWith("//", at + 1)) return null;
  const before = value.slice(0, at);
  const label = before.trim();
  if (label.length < 2 || label.length > LONGEST_LABEL || label.includes("\n")) return null;
  return [value.slice(0, at + 1), before.slice(0, before.indexOf(label)), label, value.charAt(at)];
}

/** In characters. */
const LONGEST_LABEL = 80;

const BARE_LABEL = /^(\s*)(\p{L}[^?？.!:：\n]{1,90})([?？]?)\s*$/u;
