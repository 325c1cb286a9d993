import type { Heading, Html, ListItem, Paragraph, PhrasingContent, RootContent, Table, Text } from "mdast";
import { parseMarkdown, rangeOf, readText } from "./markdown.ts";

/**
 * A heading or label in a text, and where what stands under it begins. `rank` says whose section ends whose: the
 * smaller ends the larger. Headings have their level; labels come after all headings.
 */
export interface Introduction {
  readonly label: string;
  readonly rank: number;
  /** "line" labels are mostly prose: they introduce something only where their words are exactly a field's. */
  readonly kind: "heading" | "bold" | "line" | "list" | "cell";
  readonly start: number;
  /** What it introduces begins here: for "Problem: text" on the same line. */
  readonly contentStart: number;
  /** Where it ends at the latest: a list item or a row introduces nothing beyond itself. */
  readonly limit: number;
  /** The field an annotation names, such as "measure" in `<!-- outcome: measure -->`. */
  readonly annotation: string | null;
}

const LABEL_RANK = 7;
const ITEM_RANK = 8;

/** Every heading and label of a text, in its order. Code, quotes and HTML comments have none. */
export function listIntroductions(text: string): readonly Introduction[] {
  const root = parseMarkdown(text);
  const found: Introduction[] = [];
  let annotation: string | null = null;
  for (const node of root.children) {
    const here = listOfNode(node, text);
    const own = readAnnotation(text.slice(rangeOf(node).start, rangeOf(node).end));
    for (const [index, introduction] of here.entries()) {
      found.push(
        index === 0 ? { ...introduction, annotation: introduction.annotation ?? own ?? annotation } : introduction,
      );
    }
    annotation = here.length === 0 && node.type === "html" ? (own ?? annotation) : null;
    // On the line after its heading an annotation belongs to that heading.
    if (here.length === 0 && own !== null) annotation = annotateLast(found, own, node, text) ? null : own;
  }
  return found;
}

function annotateLast(found: Introduction[], own: string, node: RootContent, text: string): boolean {
  const last = found.at(-1);
  if (!last || last.annotation !== null) return false;
  const between = text.slice(last.contentStart, rangeOf(node).start);
  if (between.trim() !== "" || (between.match(/\n/g) ?? []).length > 1) return false;
  found[found.length - 1] = { ...last, annotation: own };
  return true;
}

function readAnnotation(source: string): string | null {
  return /<!--\s*outcome:\s*(problem|measure|check-back)\s*-->/i.exec(source)?.[1]?.toLowerCase() ?? null;
}

function listOfNode(node: RootContent, text: string): readonly Introduction[] {
  switch (node.type) {
    case "heading":
      return ofHeading(node);
    case "paragraph":
      return ofParagraph(node, text, { rank: LABEL_RANK, limit: text.length });
    case "list":
      return node.children.flatMap((item) => ofItem(item, text));
    case "table":
      return ofTable(node);
    case "html":
      return ofHtml(node);
    default:
      return [];
  }
}

function ofHeading(node: Heading): readonly Introduction[] {
  const { start, end } = rangeOf(node);
  const introduction: Introduction = {
    label: readText(node),
    rank: node.depth,
    kind: "heading",
    start,
    contentStart: end,
    limit: Number.MAX_SAFE_INTEGER,
    annotation: null,
  };
  return introduction.label === "" ? [] : [introduction];
}

interface Frame {
  readonly rank: number;
  readonly limit: number;
  readonly kind?: Introduction["kind"];
}

/** "**Problem**", "**Problem**: text", "Problem: text"; each line of a paragraph may be one. */
function ofParagraph(node: Paragraph, text: string, frame: Frame): readonly Introduction[] {
  return listLines(node).flatMap((line) => ofLine(line, text, frame));
}

/** The nodes of a paragraph, line by line. */
function listLines(node: Paragraph): readonly (readonly PhrasingContent[])[] {
  const lines: PhrasingContent[][] = [[]];
  for (const child of node.children) {
    if (child.type === "break") lines.push([]);
    else if (child.type === "text" && child.value.includes("\n") && child.position) {
      for (const [index, part] of splitText(child.value, child.position.start.offset ?? 0).entries()) {
        if (index > 0) lines.push([]);
        if (part.value !== "") lines.at(-1)?.push(part);
      }
    } else lines.at(-1)?.push(child);
  }
  return lines.filter((line) => line.length > 0);
}

function splitText(value: string, offset: number): readonly Text[] {
  let start = offset;
  return value.split("\n").map((part) => {
    const position = at(start, start + part.length);
    start += part.length + 1;
    return { type: "text", value: part, position };
  });
}

function at(start: number, end: number) {
  return { start: { line: 1, column: 1, offset: start }, end: { line: 1, column: 1, offset: end } };
}

function ofLine(line: readonly PhrasingContent[], text: string, frame: Frame): readonly Introduction[] {
  const visible = line.filter((node) => node.type !== "html" && !(node.type === "text" && node.value.trim() === ""));
  const [first] = visible;
  if (!first) return [];
  const start = rangeOf(first).start;
  if (first.type === "strong" || first.type === "emphasis") {
    const second = visible[1];
    const label = readText(first);
    const end = rangeOf(first).end;
    if (label === "") return [];
    if (!second) return [toLabel({ label, start, contentStart: end, kind: frame.kind ?? "bold", frame })];
    const colon = /^\s*[:：]/.exec(text.slice(end, end + 8));
    const contentStart = end + (colon?.[0].length ?? 0);
    return colon || /[:：?？]$/.test(label)
      ? [toLabel({ label, start, contentStart, kind: frame.kind ?? "bold", frame })]
      : [];
  }
  if (first.type !== "text") return [];
  return ofPlainLabel(first.value, { start, isAlone: visible.length === 1, frame });
}

/** A question, or a few words, alone on their line. */
const BARE_LABEL = /^(\s*)(\p{L}[^?？.!:：\n]{1,60})([?？]?)\s*$/u;

/** "Problem: text" and "Problem?"; the label is everything before the first colon, and short. */
function ofPlainLabel(
  value: string,
  { start, isAlone, frame }: { readonly start: number; readonly isAlone: boolean; readonly frame: Frame },
): readonly Introduction[] {
  const match = /^(\s*)([^:：\n]{2,80}?)\s*([:：])(?!\/\/)/.exec(value) ?? (isAlone ? BARE_LABEL.exec(value) : null);
  if (!match) return [];
  const label = match[2] ?? "";
  return [toLabel({ label, start, contentStart: start + match[0].length, kind: frame.kind ?? "line", frame })];
}

function toLabel(given: {
  readonly label: string;
  readonly start: number;
  readonly contentStart: number;
  readonly kind: Introduction["kind"];
  readonly frame: Frame;
}): Introduction {
  const { label, start, contentStart, kind, frame } = given;
  return { label, rank: frame.rank, kind, start, contentStart, limit: frame.limit, annotation: null };
}

/** "- **Problem**: text". A box's label is an option, never a field. */
function ofItem(item: ListItem, text: string): readonly Introduction[] {
  const [first] = item.children;
  if (first?.type !== "paragraph" || typeof item.checked === "boolean") return [];
  const [introduction] = ofParagraph(first, text, { rank: ITEM_RANK, limit: rangeOf(item).end, kind: "list" });
  return introduction ? [introduction] : [];
}

/** A row whose first cell asks and whose second answers. */
function ofTable(table: Table): readonly Introduction[] {
  return table.children.flatMap((row) => {
    const [label, answer] = row.children;
    if (!label || !answer) return [];
    const { start } = rangeOf(label);
    const cell = rangeOf(answer);
    const found: Introduction = {
      label: readText(label),
      rank: ITEM_RANK,
      kind: "cell",
      start,
      contentStart: Math.min(cell.start + 1, cell.end),
      limit: cell.end,
      annotation: null,
    };
    return found.label === "" ? [] : [found];
  });
}

/** `<h2>Problem</h2>`, `<summary>Problem</summary>`, `<b>Problem</b>` at the start of a block of HTML. */
function ofHtml(node: Html): readonly Introduction[] {
  const { start } = rangeOf(node);
  const pattern = /<(h[1-6]|summary)\b[^>]*>([\s\S]{1,200}?)<\/\1\s*>/gi;
  const visible = node.value.replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => " ".repeat(comment.length));
  return [...visible.matchAll(pattern)].map((match) => ({
    label: (match[2] ?? "")
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
    rank: /^h/i.test(match[1] ?? "") ? Number(match[1]?.[1]) : LABEL_RANK,
    kind: "heading" as const,
    start: start + match.index,
    contentStart: start + match.index + match[0].length,
    limit: Number.MAX_SAFE_INTEGER,
    annotation: null,
  }));
}
