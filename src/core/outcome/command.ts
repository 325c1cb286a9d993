import { type Command, type Misreading, parseCommand } from "./command-parser.ts";
import { type CodeRange, listHidden } from "./hidden-text.ts";
import { ownWords } from "./own-words.ts";

/** A command found in a comment, with its line. Exactly one of `command` and `misreading` is there. */
export interface FoundCommand {
  readonly line: string;
  readonly command: Command | null;
  /** Why the line makes no sense; null when it does. */
  readonly misreading: Misreading | null;
}

/**
 * The last command in a comment that stands on a line of its own, outside quotes, code and HTML comments; also right below
 * a list or quote, where Markdown makes it a part of that. Case does not matter. A comment that is nothing but a command in
 * a list, in bold or in code is found too: its author is told why it does not count.
 */
export function findCommand(body: string): FoundCommand | undefined {
  return listCommands(body).at(-1);
}

/** The command in a comment, unless the comment already held the same line before the edit. */
export function findNewCommand(body: string, bodyBefore: string | null): FoundCommand | undefined {
  const found = findCommand(body);
  if (!found || bodyBefore === null) return found;
  return listCommands(bodyBefore).some((before) => before.line === found.line) ? undefined : found;
}

/** In the whole text: most comments have none, and are not parsed. */
const MENTION = "/outcome";

function listCommands(body: string): readonly FoundCommand[] {
  if (!body.toLowerCase().includes(MENTION)) return [];
  const own = ownWords(body);
  const lines = own.split("\n");
  const hidden = listHidden(own);
  const starts = listStarts(lines);
  const isCommand = lines.map((line, index) => isCommandLine(line) && !isInside(hidden, starts[index] ?? 0));
  const found = lines.flatMap((line, index) => {
    if (!isCommand[index]) return [];
    const next = isCommand.indexOf(true, index + 1);
    const below = lines.slice(index + 1, next === -1 ? undefined : next).join("\n");
    return [{ line: line.trim(), ...parseCommand(afterName(line), below.trim()) }];
  });
  return found.length > 0 ? found : listWrapped(lines);
}

function listStarts(lines: readonly string[]): readonly number[] {
  let offset = 0;
  return lines.map((line) => {
    const start = offset;
    offset += line.length + 1;
    return start;
  });
}

function isInside(hidden: readonly CodeRange[], offset: number): boolean {
  return hidden.some(({ start, end }) => offset >= start && offset < end);
}

function isCommandLine(line: string): boolean {
  const text = line.trimStart();
  if (text.slice(0, MENTION.length).toLowerCase() !== MENTION) return false;
  return /^[\s:,]|^[.:,]?$/.test(text.slice(MENTION.length, MENTION.length + 2));
}

/** What follows "/outcome" on its line, without the blanks around it. */
function afterName(line: string): string {
  return line
    .trim()
    .slice(MENTION.length)
    .replace(/^[.:,]/, "")
    .trim();
}

const MARKS = /^(?:[-*+•] +|\d{1,9}[.)] +)?[*_`]{1,3}|^(?:[-*+•] +|\d{1,9}[.)] +)/;

function listWrapped(lines: readonly string[]): readonly FoundCommand[] {
  const [line = "", ...others] = lines.filter((one) => one.trim() !== "").map((one) => one.trim());
  const bare = line.replace(MARKS, "");
  if (others.length > 0 || bare === line || !isCommandLine(bare.replace(/[*_`]{1,3}$/, ""))) return [];
  return [{ line, command: null, misreading: { kind: "wrapped" } }];
}
