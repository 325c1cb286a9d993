import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString as toText } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";

/** GitHub's limit for a description, in characters. */
const LONGEST = 65_536;

/** Parses Markdown as GitHub does. What costs too much time and means nothing is flattened first, without moving a character. */
export function parseMarkdown(text: string): Root {
  const bounded = flatten(text.slice(0, LONGEST));
  return fromMarkdown(bounded, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** So many quote and list marks before a line's first word; nobody nests deeper. */
const DEEPEST = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])(?=[ \t>]|$)){13,}[ \t]*/;
/** Indented further, a mark nests a list so deeply that nobody sees it as one. */
const INDENTED_MARK = /^[ \t]{32,}(?=[*+-]|\d{1,9}[.)])/;
/** What opens or closes inline markup: to match each with each takes quadratic time. */
const DELIMITERS = /[*_~[\]<`!]/g;
/** More in one block of lines is no prose. */
const MOST_DELIMITERS = 400;

/**
 * Deep nesting and blocks of nothing but delimiters take a parser quadratic time, and mean nothing to a reader. They are
 * blotted out, character by character, so that positions in the tree are positions in the text.
 */
function flatten(text: string): string {
  const lines = text.split("\n").map(flattenNesting);
  let start = 0;
  for (let end = 0; end <= lines.length; end++) {
    const line = lines[end];
    if (line !== undefined && line.trim() !== "") continue;
    flattenBlock(lines, start, end);
    start = end + 1;
  }
  return lines.join("\n");
}

function flattenNesting(line: string): string {
  const deep = DEEPEST.exec(line) ?? INDENTED_MARK.exec(line);
  return deep ? "x".repeat(deep[0].length) + line.slice(deep[0].length) : line;
}

/** A block is what stands between two blank lines: inline markup does not reach beyond it. */
function flattenBlock(lines: string[], start: number, end: number): void {
  let count = 0;
  for (let index = start; index < end; index++) count += lines[index]?.match(DELIMITERS)?.length ?? 0;
  if (count <= MOST_DELIMITERS) return;
  for (let index = start; index < end; index++) lines[index] = (lines[index] ?? "").replace(DELIMITERS, "x");
}

/** A text without the front matter some templates begin with; the same length, so that positions stay. */
export function blankFrontMatter(text: string): string {
  const match = /^\uFEFF?---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/.exec(text);
  return match ? match[0].replace(/[^\r\n]/g, " ") + text.slice(match[0].length) : text;
}

/** What a node says, without its markup and without HTML. */
export function readText(node: Nodes): string {
  return toText(node, { includeHtml: false, includeImageAlt: false }).replace(/\s+/g, " ").trim();
}

/** Where a node stands in the text. */
export function rangeOf(node: Nodes): { readonly start: number; readonly end: number } {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}
