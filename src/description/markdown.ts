import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString as toText } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";
import { cutText } from "./cut.ts";
import { flattenMarkup } from "./flatten.ts";

/** GitHub's limit for a description, in characters. */
const LONGEST = 65_536;

const EXTENSIONS = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

/**
 * Parses Markdown as GitHub does. Markup that is costly and meaningless is flattened first, without moving a character.
 */
export function parseMarkdown(text: string): Root {
  return fromMarkdown(flattenMarkup(cutText(text, LONGEST)), EXTENSIONS);
}

/** Are parts of a text treated as plain text because parsing them would take too long? */
export function isFlattened(text: string): boolean {
  const read = cutText(text, LONGEST);
  return flattenMarkup(read) !== read;
}

/** Blanks the front matter that some templates begin with; the length stays the same, and so do positions. */
export function blankFrontMatter(text: string): string {
  // The parser drops a byte order mark, which would shift every position.
  const marked = text.replace(/^\uFEFF/, " ");
  const end = findFrontMatterEnd(text);
  return marked.slice(0, end).replace(/[^\r\n]/g, " ") + marked.slice(end);
}

/** The offset at which the front matter of a text ends; 0 without any. */
export function findFrontMatterEnd(text: string): number {
  return /^[ \uFEFF]?---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[0].length ?? 0;
}

/** The text of a node, without its markup and without HTML. */
export function textOf(node: Nodes): string {
  return toText(node, { includeHtml: false, includeImageAlt: false }).replace(/\s+/g, " ").trim();
}

/** The offsets of a node in the text. */
export function rangeOf(node: Nodes): { readonly start: number; readonly end: number } {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}
