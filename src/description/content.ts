import { withoutComments } from "./html-comment.ts";
import type { MissingReason } from "./missing-reason.ts";
import { markTemplateLines, type TemplateText } from "./template-text.ts";

/** What remains of a section after everything the author did not write is removed. */
export interface Content {
  /** The author's own words; "" when nothing remains. */
  readonly text: string;
  /** Why nothing remains. */
  readonly why: MissingReason;
}

/** Removes comments, the template's own text, untouched boxes, empty list markers and rules. */
export function findContent(section: string, template: TemplateText): Content {
  const visible = withoutComments(section);
  const lines = visible.split(/\r?\n|\r/);
  const isTemplates = markTemplateLines(lines, template);
  const kept = lines.filter((line, index) => !isTemplates[index] && !isUntouchedBox(line));
  if (!kept.every((line) => isEmptyLine(line) || isFence(line)))
    return { text: trimContent(takeKept(lines, isTemplates, template)), why: "empty" };
  if (lines.some((line, index) => isTemplates[index] && !isEmptyLine(line) && !isUntouchedBox(line))) {
    return { text: "", why: "template-text" };
  }
  if (lines.some(isUntouchedBox)) return { text: "", why: "untouched-boxes" };
  return { text: "", why: visible.trim() === "" && section.trim() !== "" ? "only-a-comment" : "empty" };
}

/**
 * The author's lines, unchanged. An untouched box is an option not taken and is removed; in a description with a
 * template, a box that the template does not have is the author's own and stays.
 */
function takeKept(
  lines: readonly string[],
  isTemplates: readonly boolean[],
  template: TemplateText,
): readonly string[] {
  const hasTemplate = template.words !== "";
  return lines
    .filter((line, index) => line.trim() === "" || !(isTemplates[index] || (isUntouchedBox(line) && !hasTemplate)))
    .map((line) => withoutStarter(line, template));
}

function withoutStarter(line: string, { starters }: TemplateText): string {
  const found = starters.find((starter) => line.trimStart().startsWith(`${starter} `));
  return found === undefined ? line : line.trimStart().slice(found.length + 1);
}

/** Removes lines without content from both ends; everything in between stays as it is. */
function trimContent(lines: readonly string[]): string {
  const first = lines.findIndex((line) => !isEmptyLine(line));
  const last = lines.findLastIndex((line) => !isEmptyLine(line));
  const text = lines.slice(first, last + 1).join("\n");
  return text
    .replace(/^\s*(?:<\/[a-z][a-z0-9]*>\s*)+/i, "")
    .replace(/^[ \t]+(?=\S)/, (indent) => (indent.length < 4 ? "" : indent))
    .trimEnd();
}

function isUntouchedBox(line: string): boolean {
  return /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[ ?\](?:\s|$)/.test(line);
}

/**
 * List markers, rules, quote marks, HTML tags, table frames and "Fixes #" without a number have no content of their
 * own.
 */
function isEmptyLine(line: string): boolean {
  const bare = line.replace(/<\/?(?!img\b|a\b|video\b|picture\b|source\b)[a-z][^<>]*>|&nbsp;|[\u200b\ufeff]/gi, "");
  const words = bare
    .replace(/^[\s>]+/, "")
    .replace(/^(?:[-*+]|\d{1,9}[.)])/, "")
    .replace(/\s+/g, " ")
    .trim();
  return /^[-*_=|: \\]*$/.test(words) || /^#{1,6}$/.test(words) || REFERENCE_ONLY.test(words);
}

const REFERENCE_ONLY = /^(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?|relates to|refs?|issue) ?(?:: ?)?#?0{0,6}$/i;

/** An empty fence has no content; a fence around something belongs to it. */
function isFence(line: string): boolean {
  return /^[\s>]*(?:`{3,}|~{3,})\s*$/.test(line);
}
