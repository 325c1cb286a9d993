import type { Paragraph, Root, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { VERDICTS, type Verdict } from "./verdict.ts";

/** The commands of `/outcome …`. */
export type Command =
  | { readonly kind: "answer"; readonly verdict: Verdict; readonly evidence: string | null }
  | { readonly kind: "snooze"; readonly until: string }
  | { readonly kind: "not-shipped"; readonly until: string | null }
  | { readonly kind: "owner"; readonly login: string }
  | { readonly kind: "drop"; readonly reason: string }
  | { readonly kind: "reopen" }
  | { readonly kind: "help" }
  | { readonly kind: "skip"; readonly reason: string }
  | { readonly kind: "recheck" };

/** A command found in a comment, with its line; `command` is null when the line makes no sense. */
export interface FoundCommand {
  readonly line: string;
  readonly command: Command | null;
}

/**
 * The last command in a comment that stands on a line of its own, outside quotes, code and HTML comments. Case does not
 * matter.
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

const COMMAND_LINE = /^[ \t]*\/outcome(?:[ \t]+(.*))?$/i;

function listCommands(body: string): readonly FoundCommand[] {
  const root: Root = fromMarkdown(body);
  return root.children.filter(isParagraph).flatMap((paragraph) => {
    const start = paragraph.position?.start.offset ?? 0;
    const end = paragraph.position?.end.offset ?? 0;
    const lines = body.slice(start, end).split(/\r?\n|\r/);
    return lines.flatMap((line, index) => {
      const match = COMMAND_LINE.exec(line);
      return match
        ? [{ line: line.trim(), command: parseCommand(match[1] ?? "", evidenceAfter(lines, index, body, end)) }]
        : [];
    });
  });
}

function isParagraph(node: RootContent): node is Paragraph {
  return node.type === "paragraph";
}

/** The text below a command, up to the next quote or command: evidence may span several lines. */
function evidenceAfter(lines: readonly string[], index: number, body: string, end: number): string {
  const below = body.slice(end).replace(/^\r?\n/, "");
  const rest = [...lines.slice(index + 1), ...below.split(/\r?\n|\r/)];
  const stop = rest.findIndex((line) => /^\s*>/.test(line) || COMMAND_LINE.test(line));
  const evidence = (stop === -1 ? rest : rest.slice(0, stop)).join("\n").trim();
  // Mail programs announce a quote: "On Monday ada wrote:", on one line or two.
  return stop === -1 ? evidence : evidence.replace(/(?:^|\n)[^\n]*\n?[^\n]*[:：]$/, dropAnnouncement);
}

/** Removes only the announcement of a quote; a paragraph of its own above it stays. */
function dropAnnouncement(lines: string): string {
  const own = lines.split("\n").slice(1);
  const isOneParagraph = own.every((line) => line.trim() !== "");
  return isOneParagraph ? "" : (own[0] ?? "");
}

type Parse = (rest: string, below: string) => Command | null;

const PARSERS: Readonly<Record<string, Parse>> = {
  snooze: (rest) => (rest ? { kind: "snooze", until: rest } : null),
  "not-shipped": (rest) => ({ kind: "not-shipped", until: rest.replace(/^until\s+/i, "") || null }),
  owner: (rest) => {
    const login = /^@?([a-z\d](?:[a-z\d-]{0,38}))$/i.exec(rest)?.[1];
    return login ? { kind: "owner", login } : null;
  },
  drop: (rest) => (rest ? { kind: "drop", reason: rest } : null),
  skip: (rest) => (rest ? { kind: "skip", reason: rest } : null),
  reopen: (rest) => (rest ? null : { kind: "reopen" }),
  recheck: (rest) => (rest ? null : { kind: "recheck" }),
  help: () => ({ kind: "help" }),
};

function parseCommand(text: string, below: string): Command | null {
  const [, word = "", rest = ""] = /^(\S*)\s*(.*)$/.exec(text.trim()) ?? [];
  const name = word.toLowerCase().replace(/[:,.]$/, "");
  const verdict = VERDICTS.find((known) => known === name);
  if (verdict)
    return { kind: "answer", verdict, evidence: [rest.replace(/^[-–—:]\s+/, ""), below].join("\n").trim() || null };
  const parse = Object.hasOwn(PARSERS, name) ? PARSERS[name] : undefined;
  return parse ? parse(rest.trim(), below) : null;
}
