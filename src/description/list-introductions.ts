import type { Blockquote, Heading, Html, List, ListItem, RootContent, Table, TableCell } from "mdast";
import { placeAnnotations } from "./annotation.ts";
import { type Introduction, LABEL_RANK } from "./introduction.ts";
import { type LabelLine, listLabelLines } from "./label-line.ts";
import { parseMarkdown, rangeOf, textOf } from "./markdown.ts";
import { readLabel } from "./request/label-request.ts";

/** Lists every heading and label of a text, in order. Code, quotes and HTML comments have none. */
export function listIntroductions(text: string): readonly Introduction[] {
  const root = parseMarkdown(text);
  return placeAnnotations(
    root.children.flatMap((node) => listOfNode(node, text)),
    root,
    text,
  );
}

const ITEM_RANK = 8;

function listOfNode(node: RootContent, text: string): readonly Introduction[] {
  switch (node.type) {
    case "heading":
      return ofHeading(node, text);
    case "paragraph":
      return listLabelLines(node, text).map((line) => ofLine(line, line.isMarked ? "bold" : "line", text.length));
    case "list":
      return ofList(node, text);
    case "table":
      return ofTable(node);
    case "html":
      return ofHtml(node, text);
    case "blockquote":
      return ofAlert(node, text);
    default:
      return [];
  }
}

const PLAIN = { isAlone: true, isDoubtful: false, mark: "", annotation: null } as const;

function ofHeading(node: Heading, text: string): readonly Introduction[] {
  const { start, end } = rangeOf(node);
  const label = textOf(node);
  if (label === "") return [];
  const isUnderlined = text[start] !== "#";
  const frame = { rank: node.depth, kind: "heading", start, limit: text.length } as const;
  const answered = isUnderlined ? null : ofAnsweredHeading(text.slice(start, end));
  if (answered) return [{ ...PLAIN, ...frame, label: answered.label, contentStart: start + answered.length }];
  const isDoubtful = isUnderlined && node.depth === 2 && !readLabel(label).isPhrase;
  return [{ ...PLAIN, ...frame, label, contentStart: end, isDoubtful }];
}

/** "## Why: because the old one is slow" */
function ofAnsweredHeading(source: string): { readonly label: string; readonly length: number } | null {
  const [all, label = ""] = /^#{1,6}[ \t]+([^\s:：][^:：\n]{1,59})[:：][ \t]+(?=\S)/.exec(source) ?? [];
  return all !== undefined && readLabel(label).isPhrase ? { label: label.trim(), length: all.length } : null;
}

function ofLine(line: LabelLine, kind: Introduction["kind"], limit: number): Introduction {
  const { label, start, contentStart, isAlone, mark } = line;
  return {
    ...PLAIN,
    label,
    rank: kind === "list" ? ITEM_RANK : LABEL_RANK,
    kind,
    start,
    contentStart,
    limit,
    isAlone,
    mark,
  };
}

function ofList(list: List, text: string): readonly Introduction[] {
  return list.children.flatMap((item, index) => ofItem(item, text, index === list.children.length - 1));
}

/** "- **Problem**: text". The label of a checkbox is an option, and a field only with a colon: "- [ ] Monitoring:". */
function ofItem(item: ListItem, text: string, isLast: boolean): readonly Introduction[] {
  const [first, ...others] = item.children;
  const nested = others.flatMap((child) => (child.type === "list" ? ofList(child, text) : []));
  if (first?.type === "heading") return [...ofHeading(first, text).map((found) => withLimit(found, item)), ...nested];
  if (first?.type !== "paragraph") return nested;
  const [line] = listLabelLines(first, text);
  if (!line || line.start > firstWord(item, text)) return nested;
  if (typeof item.checked === "boolean" && line.mark !== ":") return nested;
  // When the label is all there is, people write the answer below it without indenting.
  const isOpen = isLast && line.isAlone && text.slice(line.contentStart, rangeOf(item).end).trim() === "";
  return [ofLine(line, "list", isOpen ? text.length : rangeOf(item).end), ...nested];
}

function withLimit(introduction: Introduction, item: ListItem): Introduction {
  return { ...introduction, rank: ITEM_RANK, kind: "list", limit: rangeOf(item).end };
}

/** The offset of an item's own words, after the comments before them. */
function firstWord(item: ListItem, text: string): number {
  const { start, end } = rangeOf(item);
  const comments =
    /^(?:[-*+]|\d{1,9}[.)])?\s*(?:\[[ xX]\]\s)?\s*(?:<!--(?:(?!-->)[\s\S])*-->\s*)*/.exec(
      text.slice(start, end),
    )?.[0] ?? "";
  return start + comments.length;
}

/**
 * Rows whose first cell asks and whose other cells answer, or a header row that asks with a single row of answers below
 * it.
 */
function ofTable(table: Table): readonly Introduction[] {
  const [head, ...rows] = table.children;
  const heads = head?.children ?? [];
  const [answers] = rows;
  const asking = heads.filter((cell) => readLabel(textOf(cell)).isPhrase);
  if (answers && rows.length === 1 && asking.length > 0 && (asking.length > 1 || asking[0] !== heads[0])) {
    return heads.flatMap((cell, index) => ofCells(cell, answers.children.slice(index, index + 1)));
  }
  return table.children.flatMap(({ children: [label, ...others] }) => (label ? ofCells(label, others) : []));
}

function ofCells(label: TableCell, answers: readonly TableCell[]): readonly Introduction[] {
  const words = textOf(label);
  const filled = answers.filter((cell) => cell.children.length > 0);
  const [first, last] = [filled[0]?.children[0], filled.at(-1)?.children.at(-1)];
  if (words === "" || answers.length === 0) return [];
  const end = rangeOf(answers[0] ?? label).start;
  const [contentStart, limit] = first && last ? [rangeOf(first).start, rangeOf(last).end] : [end, end];
  return [{ ...PLAIN, label: words, rank: ITEM_RANK, kind: "cell", start: rangeOf(label).start, contentStart, limit }];
}

/** The labels in an alert such as "> [!NOTE]". Other quotes have none. */
function ofAlert(quote: Blockquote, text: string): readonly Introduction[] {
  const { start, end } = rangeOf(quote);
  if (!/^>[ \t]*\[![A-Z]+\]/i.test(text.slice(start, start + 30))) return [];
  return quote.children
    .flatMap((node) => (node.type === "blockquote" ? [] : listOfNode(node, text)))
    .map((found) => ({
      ...found,
      limit: Math.min(found.limit, end),
    }));
}

/** `<h2>Problem</h2>` and `<summary>Problem</summary>` in a block of HTML. */
function ofHtml(node: Html, text: string): readonly Introduction[] {
  const { start, end } = rangeOf(node);
  const visible = text.slice(start, end).replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => " ".repeat(comment.length));
  return [...visible.matchAll(/<(h[1-6]|summary)\b[^>]{0,200}>([\s\S]{1,200}?)<\/\1\s{0,9}>/gi)].map((match) => {
    const [all, tag = "", inner = ""] = match;
    const label = inner
      .replace(/<[^<>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim();
    const contentStart = start + match.index + all.length;
    const level = Number(/^h([1-6])/i.exec(tag)?.[1] ?? LABEL_RANK);
    const limit = level === LABEL_RANK ? findFolded(text, contentStart) : text.length;
    return { ...PLAIN, label, rank: level, kind: "heading", start: start + match.index, contentStart, limit };
  });
}

/** The offset at which an enclosing `<details>` ends, and with it what it folds away. */
function findFolded(text: string, from: number): number {
  const end = text.indexOf("</details>", from);
  return end === -1 ? text.length : end;
}
