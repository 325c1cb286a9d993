/** The text without the marked statement, or why there is none to take away. */
export type Cut =
  | { readonly kind: "cut"; readonly text: string }
  | { readonly kind: "impossible"; readonly problem: string };

const MENTION = "@removal";
const MARKER = /^( *)\/\/ @removal ([a-z]+(?:-[a-z]+)*)$/;

/** Lists the markers of a source file; a line that only looks like one is listed as it is written. */
export function listMarkers(text: string): string[] {
  const lines = text.split("\n").filter((line) => line.includes(MENTION));
  return lines.map((line) => MARKER.exec(line)?.[2] ?? line.trim());
}

/** Takes away the statement below a marker, or that line of a chain of calls. Biome's format tells where it ends. */
export function cutMarked(text: string, marker: string): Cut {
  const lines = text.split("\n");
  const above = lines.findIndex((line) => MARKER.exec(line)?.[2] === marker);
  if (above === -1) return impossible("the marker is not there");

  const start = above + 1;
  const first = lines[start] ?? "";
  if (!isStatement(first) || indentOf(first) !== indentOf(lines[above] ?? "")) {
    return impossible("the marker does not stand directly above a statement");
  }
  // Without a name that others use nothing runs at all, whatever is tested.
  if (DECLARATION.test(first)) return impossible("the marker stands above a declaration");

  const end = findEnd(lines, start);
  // The last line of a chain ends the statement it is a part of.
  const ending = first.trim().startsWith(".") && lines[end - 1]?.endsWith(";") ? [";"] : [];
  return { kind: "cut", text: [...lines.slice(0, start), ...ending, ...lines.slice(end)].join("\n") };
}

const DECLARATION = /^\s*(export|import|const|let|(async )?function|class|interface|type) /;

function impossible(problem: string): Cut {
  return { kind: "impossible", problem };
}

function isStatement(line: string): boolean {
  return /^\s*[^\s/})\]]/.test(line);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** What goes on with a statement is indented, or closes what it opened, or is its `else`. */
const GOES_ON = /^([})\]`]|else\b)/;

function findEnd(lines: readonly string[], start: number): number {
  const indent = indentOf(lines[start] ?? "");
  let end = start + 1;
  for (const [index, line] of lines.entries()) {
    if (index < end || line.trim() === "") continue;
    const isPart = indentOf(line) > indent || (indentOf(line) === indent && GOES_ON.test(line.trim()));
    if (!isPart) break;
    end = index + 1;
  }
  return end;
}
