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
  const masked = text.split("\n").map(maskLine).join("\n");
  return listIn(fromMarkdown(flattenMarkup(masked)), text);
}

/** What a line is, its beginning tells; the words behind it only cost time. Nothing moves. */
function maskLine(line: string): string {
  return line.length <= BEGINNING ? line : line.slice(0, BEGINNING) + line.slice(BEGINNING).replace(/[^`]/g, "x");
}

const BEGINNING = 100;

function listIn(node: Nodes, text: string): readonly CodeRange[] {
  if (node.type === "code" || node.type === "inlineCode") return [rangeOf(node)];
  if (node.type === "html") {
    const range = rangeOf(node);
    return HIDING_HTML.test(text.slice(range.start, range.start + 40)) ? [range] : [];
  }
  return "children" in node ? node.children.flatMap((child) => listIn(child, text)) : [];
}
