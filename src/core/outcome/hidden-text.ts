import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { flattenMarkup } from "../../description/flatten.ts";
import { rangeOf } from "../../description/markdown.ts";

/** From where to where a text is code, or is not shown. */
export interface CodeRange {
  readonly start: number;
  readonly end: number;
}

/** HTML whose content nobody reads as prose. */
const HIDING_HTML = /^\s*<(?:!--|pre|code|script|style|textarea)/i;

/** The parts of a Markdown text that are code, or comments that nobody sees. */
export function listHidden(text: string): readonly CodeRange[] {
  if (!MAY_HIDE.test(text)) return [];
  const masked = text.split("\n").map(maskLine).join("\n");
  return listIn(fromMarkdown(flattenMarkup(masked)), text);
}

/** What a line is, its beginning tells; the words behind it only cost time. Nothing moves. */
function maskLine(line: string, index: number): string {
  const beginning = line.slice(0, BEGINNING);
  const kept = index < MOST_LINES ? beginning : beginning.replace(LIST_MARK, "x");
  return kept + line.slice(BEGINNING).replace(/[^`]/g, "x");
}

/** Without any of these all of a text is shown as prose. */
const MAY_HIDE = /[`<]|~~~|^(?: {4}|\t)/m;
const BEGINNING = 100;
/** Lists cost most; further down their marks are words like others. */
const MOST_LINES = 300;
const LIST_MARK = /[-*+](?= )|\d(?=[.)] )/;

function listIn(node: Nodes, text: string): readonly CodeRange[] {
  if (node.type === "code" || node.type === "inlineCode") return [rangeOf(node)];
  if (node.type === "html") {
    const range = rangeOf(node);
    return HIDING_HTML.test(text.slice(range.start, range.start + 40)) ? [range] : [];
  }
  return "children" in node ? node.children.flatMap((child) => listIn(child, text)) : [];
}
