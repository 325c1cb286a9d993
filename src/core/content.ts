import type { MissingReason } from "./reading.ts";

/** What is left of a section once everything is taken away that the author did not write. */
export interface Content {
  /** The author's own words; "" when nothing is left. */
  readonly text: string;
  /** Why nothing is left. */
  readonly why: MissingReason;
}

/** Template text as a set of normalised lines and one run of words: an author may have wrapped its lines anew. */
export interface TemplateText {
  readonly lines: ReadonlySet<string>;
  readonly words: string;
}

/** Makes a template's text comparable. */
export function readTemplateText(body: string): TemplateText {
  const lines = withoutComments(body)
    .split(/\r?\n|\r/)
    .map(normaliseLine)
    .filter((line) => line !== "");
  const words = ` ${withoutComments(body)
    .split(/\r?\n|\r/)
    .map(normaliseLine)
    .join(" ")
    .replace(/\s+/g, " ")} `;
  return { lines: new Set(lines), words };
}

export const NO_TEMPLATE: TemplateText = { lines: new Set(), words: "" };

/** Takes comments, the template's own text, untouched boxes, empty list markers and rules away. */
export function findContent(section: string, template: TemplateText): Content {
  const visible = withoutComments(section);
  const lines = visible.split(/\r?\n|\r/);
  const isTemplates = lines.map((line) => isTemplateLine(line, template));
  const kept = lines.filter((line, index) => !isTemplates[index] && !isUntouchedBox(line));
  const isEmpty = kept.every(isEmptyLine);
  if (!isEmpty) return { text: trimContent(removeRanges(visible, lines, isTemplates)), why: "empty" };
  if (lines.some((line, index) => isTemplates[index] && !isEmptyLine(line) && !isUntouchedBox(line))) {
    return { text: "", why: "template-text" };
  }
  if (lines.some(isUntouchedBox)) return { text: "", why: "untouched-boxes" };
  return { text: "", why: visible.trim() === "" && section.trim() !== "" ? "only-a-comment" : "empty" };
}

/** The author's lines as they stand; untouched boxes go only where the author's words begin or end with them. */
function removeRanges(visible: string, lines: readonly string[], isTemplates: readonly boolean[]): string {
  if (!isTemplates.some(Boolean) && !lines.some(isUntouchedBox)) return visible;
  return lines.filter((line, index) => line.trim() === "" || !(isTemplates[index] || isUntouchedBox(line))).join("\n");
}

function trimContent(text: string): string {
  return text
    .replace(/^(?:[ \t]*\r?\n)+/, "")
    .replace(/^[ \t]+(?=\S)/, (indent) => (indent.length < 4 ? "" : indent))
    .trimEnd();
}

/** Comments, also broken ones such as `--->` and unclosed ones; those in code are text. */
export function withoutComments(text: string): string {
  return text.replace(
    /(^[ \t]*(`{3,}|~{3,})[\s\S]*?(?:^[ \t]*\2|$(?![\s\S])))|(`[^`\n]*`)|<!--[\s\S]*?(?:-->|$(?![\s\S]))/gm,
    (all, fence, _, code) => (fence !== undefined || code !== undefined ? all : ""),
  );
}

/** What two lines are compared by: words only, without markup. */
export function normaliseLine(line: string): string {
  return line
    .replace(/<\/?[a-z][^>]*>/gi, " ")
    .replace(/^[\s>]*(?:[-*+]|\d{1,9}[.)])?\s*(?:\[[ xX]\])?/, "")
    .replace(/[*_`#]+/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

function isTemplateLine(line: string, template: TemplateText): boolean {
  // A box the author ticked is theirs, whoever wrote its words.
  if (/^\s*(?:[-*+]|\d+[.)])\s+\[[xX]\]/.test(line)) return false;
  const words = normaliseLine(line);
  if (words === "") return false;
  if (template.lines.has(words)) return true;
  // Long enough not to be in the template by chance.
  return words.split(" ").length >= 5 && template.words.includes(` ${words} `);
}

function isUntouchedBox(line: string): boolean {
  return /^\s*(?:[-*+]|\d+[.)])\s+\[ ?\](?:\s|$)/.test(line);
}

/** List markers, rules, quote marks, HTML tags and table frames say nothing by themselves. */
function isEmptyLine(line: string): boolean {
  const bare = line.replace(/<\/?(?!img\b|a\b|video\b|picture\b|source\b)[a-z][^>]*>/gi, "");
  return /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s*)?(?:[-*_=|:\s]*|#{1,6}\s*)$/.test(bare);
}
