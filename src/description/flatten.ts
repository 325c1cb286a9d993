/**
 * Masks markup that costs a parser quadratic time and means nothing to a reader. It is replaced character by character,
 * so that positions in the tree are positions in the text. Ordinary text passes unchanged.
 */
export function flattenMarkup(text: string): string {
  // A lone carriage return also ends a line.
  const lines = flattenNesting(flattenTables(text.replace(/\r(?!\n)/g, "\n")).split("\n"));
  let start = 0;
  for (let end = 0; end <= lines.length; end++) {
    const line = lines[end];
    if (line !== undefined && line.trim() !== "") continue;
    flattenBlock(lines, start, end);
    start = end + 1;
  }
  return lines.length <= MOST_LINES ? lines.join("\n") : joinLines(lines);
}

/** Nobody answers in a cell beyond this many, and each cell is a node of the tree. */
const MOST_CELLS = 3_000;

function flattenTables(text: string): string {
  let cells = 0;
  return text.replace(/\|/g, (bar) => (++cells > MOST_CELLS ? "x" : bar));
}

/** This many quote and list marks before a line's first word; nobody nests deeper. */
const DEEPEST = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])(?=[ \t>]|$)){13,}[ \t]*/;
/** A mark indented further nests a list so deeply that readers do not see it as one. */
const INDENTED_MARK = /^[ \t]{32,}(?=[*+-]|\d{1,9}[.)])/;

/** A list in a list or in a quote, begun on one line. */
const NESTED = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])(?=[ \t>]|$)){2,}[ \t]*/;
/** This many marks of such lines are read; the parser's time grows with the square of their number. */
const MOST_NESTED = 600;

function flattenNesting(lines: readonly string[]): string[] {
  let nested = 0;
  return lines.map((line) => {
    nested += NESTED.exec(line)?.[0].match(/[>*+.)-]/g)?.length ?? 0;
    const deep = (nested > MOST_NESTED ? NESTED : DEEPEST).exec(line) ?? INDENTED_MARK.exec(line);
    return deep ? "x".repeat(deep[0].length) + line.slice(deep[0].length) : line;
  });
}

/** Characters that open or close inline markup, or escape a character; matching each with each takes quadratic time. */
const DELIMITERS = /[*_~[\]<`!&\\]/g;
/** A block of lines with more of them is not prose. */
const MOST_DELIMITERS = 400;

/** A block is the lines between two blank lines; inline markup does not reach beyond it. */
function flattenBlock(lines: string[], start: number, end: number): void {
  let count = 0;
  for (let index = start; index < end; index++) count += lines[index]?.match(DELIMITERS)?.length ?? 0;
  if (count <= MOST_DELIMITERS) return;
  for (let index = start; index < end; index++) lines[index] = (lines[index] ?? "").replace(DELIMITERS, "x");
}

/** This many lines are parsed in full; only text of very short lines has more in 65,536 characters. */
const MOST_LINES = 1_000;
/** After those, only lines like these are kept, and only this many of them. */
const LANDMARK = /^ {0,3}(?:#{1,6}[ \t]|`{3}|~{3}|\*\*[^*]+\*\*:?[ \t]*\r?$|<!--.*-->[ \t]*\r?$)/;
const MOST_LANDMARKS = 500;

/** A log pasted without a fence must not hide the headings after it, so its lines are joined into one long word. */
function joinLines(lines: readonly string[]): string {
  const fences = listFences(lines);
  let text = lines.slice(0, MOST_LINES).join("\n");
  let landmarks = 0;
  let wasLandmark = true;
  for (const [index, line] of lines.entries()) {
    if (index < MOST_LINES) continue;
    // Only the marks of a fence are kept: its content holds no headings.
    const isLandmark = landmarks < MOST_LANDMARKS && LANDMARK.test(line) && fences[index] !== "inside";
    if (isLandmark) landmarks++;
    text += isLandmark || wasLandmark ? "\n" : "x";
    text += isLandmark ? line : "x".repeat(line.length);
    wasLandmark = isLandmark;
  }
  return text;
}

/** The position of each line relative to the fences of a text. */
function listFences(lines: readonly string[]): readonly ("outside" | "mark" | "inside")[] {
  let open = "";
  return lines.map((line) => {
    const [all = "", mark = ""] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    const rest = line.slice(all.length).trimEnd();
    const isEnd = open !== "" && mark.startsWith(open) && rest === "";
    const isStart = open === "" && mark !== "" && !(mark.startsWith("`") && rest.includes("`"));
    if (isStart) open = mark;
    else if (isEnd) open = "";
    else return open === "" ? "outside" : "inside";
    return "mark";
  });
}
