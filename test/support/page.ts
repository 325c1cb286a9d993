import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { textOf } from "../../src/description/markdown.ts";

/** A page by the app as GitHub parses it, in the parts that tests check. */
export interface Page {
  readonly headings: readonly string[];
  /** For each table, the number of cells of each row. */
  readonly tables: readonly (readonly number[])[];
  /** Texts of task boxes. */
  readonly boxes: readonly string[];
  /** Raw HTML, comments included. */
  readonly html: readonly string[];
  readonly fences: readonly { readonly lang: string; readonly text: string }[];
  /** Link targets. */
  readonly links: readonly string[];
  /** All visible text outside fences. */
  readonly text: string;
}

/** Parses a page, without the shortcuts that `parseMarkdown` takes for descriptions. */
export function readPage(body: string): Page {
  const nodes = listNodes(fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  return {
    headings: nodes.filter((node) => node.type === "heading").map(textOf),
    tables: nodes
      .filter((node) => node.type === "table")
      .map((table) => table.children.map((row) => row.children.length)),
    boxes: nodes.filter((node) => node.type === "listItem" && typeof node.checked === "boolean").map(textOf),
    html: nodes.filter((node) => node.type === "html").map(({ value }) => value),
    fences: nodes.filter((node) => node.type === "code").map(({ lang, value }) => ({ lang: lang ?? "", text: value })),
    links: nodes.filter((node) => node.type === "link").map(({ url }) => url),
    text: nodes.flatMap((node) => (node.type === "text" || node.type === "inlineCode" ? [node.value] : [])).join("\n"),
  };
}

/** Tags that are opened but not closed, or closed but not opened. */
export function findUnbalancedTags({ html }: Page): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, slash, name = ""] of html.join("").matchAll(/<(\/?)([a-z]+)[^>]*>/gi)) {
    if (!slash) open.push(name);
    else if (open.at(-1) === name) open.pop();
    else wrong.push(`/${name}`);
  }
  return [...open, ...wrong];
}

function listNodes(node: Root | Nodes): readonly Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap((child) => listNodes(child as Nodes)) : [])];
}
