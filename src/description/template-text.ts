import { withoutComments } from "./html-comment.ts";

/** A template's text in the forms an author's lines are compared with. */
export interface TemplateText {
  readonly lines: ReadonlySet<string>;
  /** All of it as one run of words: an author, or GitHub, may have wrapped its lines anew. */
  readonly words: string;
  /** What stands before a placeholder such as "[REPLACE ME]" in its line. */
  readonly starters: readonly string[];
}

export const NO_TEMPLATE: TemplateText = { lines: new Set(), words: "", starters: [] };

/** Makes a template's text comparable. Hints count also where the author took the comment marks off them. */
export function parseTemplateText(body: string): TemplateText {
  const raw = body.replace(/<!--|-->/g, "\n").split(/\r?\n|\r/);
  const lines = raw.map(normaliseLine).filter((line) => line !== "");
  // A mark that closes no comment is seen as it stands.
  const visible = body.includes("-->")
    ? withoutComments(body)
        .split(/\r?\n|\r/)
        .map(normaliseLine)
    : [];
  const cells = raw.flatMap((line) => (/\|.*\|/.test(line) ? line.split("|").map(normaliseLine) : []));
  return {
    lines: new Set([...lines, ...visible, ...cells.filter((cell) => cell !== "")]),
    words: ` ${lines.join(" ").replace(/\s+/g, " ")} `,
    starters: raw.flatMap(findStarter),
  };
}

/** "This change was made because [REPLACE ME]": what an author keeps of it is still the template's. */
function findStarter(line: string): readonly string[] {
  const [, start = ""] =
    /^\s*(\S.{8,200}?)\s*(?:\[[^\]]{2,60}\](?!\()|\{[^}]{2,60}\}|<[A-Za-z][^>]{2,60}>|_{3,})[\s.]*$/.exec(line) ?? [];
  return start.split(" ").length >= 3 ? [start] : [];
}

/** What two lines are compared by: words only, without markup. */
function normaliseLine(line: string): string {
  return line
    .replace(/<\/?[a-z][^<>]*>/gi, " ")
    .replace(/^[\s>]*(?:[-*+]|\d{1,9}[.)])?\s*(?:\[[ xX]\])?/, "")
    .replace(/[*_`#]+/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** Which of these lines are the template's, at the same index. */
export function markTemplateLines(lines: readonly string[], template: TemplateText): readonly boolean[] {
  const words = lines.map(normaliseLine);
  const isTemplates = lines.map((line, index) => !isTicked(line) && isTemplateLine(words[index] ?? "", template));
  return lines.map(
    (line, index) => isTemplates[index] === true || (!isTicked(line) && isWrapped(words, isTemplates, index, template)),
  );
}

/** A box the author ticked is theirs, whoever wrote its words. */
function isTicked(line: string): boolean {
  return /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[[xX]\]/.test(line);
}

function isTemplateLine(words: string, template: TemplateText): boolean {
  if (words === "") return false;
  if (template.lines.has(words) || template.starters.some((starter) => normaliseLine(starter) === words)) return true;
  // Long enough not to be in the template by chance.
  return words.split(" ").length >= 5 && template.words.includes(` ${words} `);
}

/** The short rest of a line of the template that was wrapped anew. */
function isWrapped(
  words: readonly string[],
  isTemplates: readonly boolean[],
  index: number,
  template: TemplateText,
): boolean {
  const own = words[index] ?? "";
  if (own === "" || own.length > 80) return false;
  const joined = [
    isTemplates[index - 1] ? `${words[index - 1]} ${own}` : "",
    isTemplates[index + 1] ? `${own} ${words[index + 1]}` : "",
  ];
  return joined.some((run) => run !== "" && template.words.includes(` ${run} `));
}
