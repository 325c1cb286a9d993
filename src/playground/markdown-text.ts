import { stripVTControlCharacters, styleText } from "node:util";
import type { Nodes, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toString as toText } from "mdast-util-to-string";
import { gfm } from "micromark-extension-gfm";

/** Markdown for a terminal: wrapped, without the parts that GitHub hides. */
export function renderText(markdown: string, width: number): string {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return renderBlocks(tree.children, width);
}

/** Wraps text at spaces; colour codes count as zero width. */
export function wrap(text: string, width: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[ \n]+/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && visibleLength(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].join("\n");
}

/** Prefixes each line with `rest`, and the first line with `first`. */
export function indent(text: string, rest: string, first: string = rest): string {
  return text
    .split("\n")
    .map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd())
    .join("\n");
}

function renderBlocks(nodes: readonly Nodes[], width: number): string {
  return nodes
    .map((node) => renderBlock(node, width))
    .filter((text) => text !== "")
    .join("\n\n");
}

function renderBlock(node: Nodes, width: number): string {
  switch (node.type) {
    case "heading":
      return wrap(styleText("bold", toText(node)), width);
    case "paragraph":
      return wrap(renderInline(node.children), width);
    case "blockquote":
      return indent(renderBlocks(node.children, width - 2), styleText("dim", "│ "));
    case "list":
      return node.children.map((item) => renderItem(item, width)).join("\n");
    case "code":
      return indent(styleText("cyan", node.value), "    ");
    case "thematicBreak":
      return styleText("dim", "─".repeat(Math.min(width, 24)));
    case "table":
      return renderTable(node, width);
    default:
      return "";
  }
}

function renderItem(item: Extract<Nodes, { type: "listItem" }>, width: number): string {
  const mark = item.checked === null || item.checked === undefined ? "• " : item.checked ? "[x] " : "[ ] ";
  return indent(renderBlocks(item.children, width - mark.length), " ".repeat(mark.length), mark);
}

function renderInline(nodes: readonly Nodes[]): string {
  return nodes.map(renderPhrase).join("").trim();
}

function renderPhrase(node: Nodes): string {
  switch (node.type) {
    case "text":
      return node.value;
    case "inlineCode":
      return styleText("cyan", node.value);
    case "strong":
      return styleText("bold", toText(node));
    case "emphasis":
      return styleText("italic", toText(node));
    case "break":
      return " ";
    case "html":
      return "";
    default:
      return toText(node);
  }
}

/** Columns side by side; only the last column wraps. */
function renderTable(table: Table, width: number): string {
  const rows = table.children.map((row) => row.children.map((cell) => renderInline(cell.children)));
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => visibleLength(row[column] ?? ""))),
  );
  const before = widths.slice(0, -1).reduce((sum, one) => sum + one + 2, 0);
  return rows
    .map((row, index) => {
      const cells = row.slice(0, -1).map((cell, column) => pad(cell, (widths[column] ?? 0) + 2));
      const last = wrap(row.at(-1) ?? "", Math.max(16, width - before));
      const line = indent(last, " ".repeat(before), cells.join(""));
      return index === 0 ? styleText("dim", line) : line;
    })
    .join("\n");
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - visibleLength(text)));
}

function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}
