import type { ListItem, Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString as toText } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";

/** A task box as a reader can click it. */
export interface TaskBox {
  readonly text: string;
  readonly isTicked: boolean;
  /** Where its `[` stands in the text. */
  readonly offset: number;
}

/** The task boxes of a Markdown text, in order of appearance. */
export function findTaskBoxes(body: string): TaskBox[] {
  const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return listItems(tree).flatMap((item) => {
    const line = item.children[0];
    const start = item.position?.start.offset;
    if (typeof item.checked !== "boolean" || start === undefined) return [];
    // Only the bullet precedes an item's box.
    return [{ text: toText(line), isTicked: item.checked, offset: body.indexOf("[", start) }];
  });
}

/** The text after a click on one of its boxes. */
export function toggleTaskBox(body: string, index: number): string {
  const box = findTaskBoxes(body)[index];
  if (!box) throw new Error(`there is no box ${index}`);
  return `${body.slice(0, box.offset)}[${box.isTicked ? " " : "x"}]${body.slice(box.offset + "[ ]".length)}`;
}

function listItems(node: Nodes): ListItem[] {
  const own = node.type === "listItem" ? [node] : [];
  return "children" in node ? [...own, ...node.children.flatMap(listItems)] : own;
}
