import { withoutComments } from "./html-comment.ts";

/** A template's text, in the forms that an author's lines are compared with. */
export interface TemplateText {
  readonly lines: ReadonlySet<string>;
  /** The whole text as one run of words: the author or GitHub may have wrapped its lines differently. */
  readonly words: string;
  /** The text before a placeholder such as "[REPLACE ME]" on the same line. */
  readonly starters: readonly string[];
  /** The same as lines are compared. */
  readonly starterWords: ReadonlySet<string>;
}

export const NO_TEMPLATE: TemplateText = { lines: new Set(), words: "", starters: [], starterWords: new Set() };

/** Makes a template's text comparable. Hints count even when the author removed the comment marks around them. */
export function parseTemplateText(body: string): TemplateText {
  const raw = body.replace(/<!--|-->/g, "\n").split(/\r?\n|\r/);
  const lines = raw.map(normaliseLine).filter((line) => line !== "");
  // An unmatched comment mark is compared as it is.
  const visible = body.includes("-->")
    ? withoutComments(body)
        .split(/\r?\n|\r/)
        .map(normaliseLine)
    : [];
  const cells = raw.flatMap((line) => (/\|.*\|/.test(line) ? line.split("|").map(normaliseLine) : []));
  const starters = raw.flatMap(findStarter).slice(0, MOST_STARTERS);
  return {
    lines: new Set([...lines, ...visible, ...cells.filter((cell) => cell !== "")]),
    words: ` ${lines.join(" ").replace(/\s+/g, " ")} `,
    starters,
    starterWords: new Set(starters.map(normaliseLine)),
  };
}

/** More than any template has; each is compared with each line. */
const MOST_STARTERS = 50;
/** In characters. A longer line is no opening with a placeholder. */
const LONGEST_STARTER = 400;

/** "This change was made because [REPLACE ME]": the part an author keeps is still the template's. */
function findStarter(line: string): readonly string[] {
  if (line.length > LONGEST_STARTER) return [];
  const [, start = ""] =
    /^\s*(\S.{8,200}?)\s*(?:\[[^\]]{2,60}\](?!\()|\{[^}]{2,60}\}|<[A-Za-z][^>]{2,60}>|_{3,})[\s.]*$/.exec(line) ?? [];
  return start.split(" ").length >= 3 ? [start] : [];
}

/** The form by which two lines are compared: words only, without markup. */
function normaliseLine(line: string): string {
  return line
    .replace(/<\/?[a-z][^<>]*>/gi, " ")
    .replace(/^[\s>]*(?:[-*+]|\d{1,9}[.)])?\s*(?:\[[ xX]\])?/, "")
    .replace(/[*_`#]+/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** Which of these lines are the template's, by index. */
export function markTemplateLines(lines: readonly string[], template: TemplateText): readonly boolean[] {
  const words = lines.map(normaliseLine);
  const isTemplates = lines.map((line, index) => !isTicked(line) && isTemplateLine(words[index] ?? "", template));
  return lines.map(
    (line, index) => isTemplates[index] === true || (!isTicked(line) && isWrapped(words, isTemplates, index, template)),
  );
}

/** A box that the author ticked is the author's, whoever wrote its words. */
function isTicked(line: string): boolean {
  return /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[[xX]\]/.test(line);
}

function isTemplateLine(words: string, template: TemplateText): boolean {
  if (words === "") return false;
  if (template.lines.has(words) || template.starterWords.has(words)) return true;
  // Long enough not to occur in the template by chance.
  return words.split(" ").length >= 5 && template.words.includes(` ${words} `);
}

/** Is this the short remainder of a template line that was wrapped differently? */
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
