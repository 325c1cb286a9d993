import { trimEndOf } from "../../description/trim.ts";
import { fold } from "./folded.ts";
import { CLOSINGS, GREETINGS } from "./polite-words.ts";

/** The lines without a greeting above them, such as "Hi all,". */
export function withoutGreeting(lines: readonly string[]): readonly string[] {
  const index = lines.findIndex((line) => line.trim() !== "");
  const line = lines[index] ?? "";
  if (index === -1) return lines;
  const isAlone = (lines[index + 1] ?? "").trim() === "" && index + 1 < lines.length;
  const words = line.trim();
  if (isGreeting(words) && (isAlone || /[,!]$/.test(words))) return lines.slice(index + 1);
  const comma = line.indexOf(",");
  return comma !== -1 && isGreeting(line.slice(0, comma))
    ? [line.slice(comma + 1).trimStart(), ...lines.slice(index + 1)]
    : lines;
}

/**
 * The lines without "Best regards, Bob" below them. Where a mail program left its traces, a name that stands there alone
 * is the writer's too.
 */
export function withoutClosing(lines: readonly string[], isMail: boolean): readonly string[] {
  const kept = dropBlankEnd(lines);
  const start = kept.findLastIndex((line, index) => index >= kept.length - LAST_LINES && isClosing(line));
  const isSigned = start !== -1 && kept.slice(start + 1).every((line) => line.trim() === "" || isOfSignature(line));
  const own = isSigned && hasWords(kept.slice(0, start)) ? dropBlankEnd(kept.slice(0, start)) : kept;
  return isMail && own === kept ? withoutName(own) : own;
}

/** Names, telephone numbers and addresses below a closing. */
const LAST_LINES = 8;

function isGreeting(text: string): boolean {
  if (text.length > 40) return false;
  const words = trimEndOf(fold(text), /[,.!]/).trim();
  const found = GREETINGS.find((greeting) => words === greeting || words.startsWith(`${greeting} `));
  if (found === undefined) return false;
  const others = words.slice(found.length).trim();
  return others === "" || (others.split(" ").length <= 3 && /^[\p{L}@ .'-]+(?:\[bot\])?$/u.test(others));
}

function isClosing(line: string): boolean {
  if (line.length > 40) return false;
  return CLOSINGS.includes(trimEndOf(fold(line), /[,.!–—-]/).trim());
}

function isOfSignature(line: string): boolean {
  const digits = line.replace(/[^\d]/g, "").length;
  return isName(line.trim()) || line.includes("@") || line.includes("://") || digits >= 6;
}

/** "Bob", "Bob Example": up to three words with capitals, and no punctuation. */
function isName(words: string): boolean {
  const parts = words.split(" ");
  return words.length <= 40 && parts.length <= 3 && parts.every((part) => /^\p{Lu}[\p{L}\p{M}'’-]*\.?$/u.test(part));
}

function withoutName(lines: readonly string[]): readonly string[] {
  const last = lines.at(-1) ?? "";
  const isAlone = (lines.at(-2) ?? "x").trim() === "";
  const above = lines.slice(0, -1);
  return isAlone && isName(last.trim()) && hasWords(above) ? dropBlankEnd(above) : lines;
}

function hasWords(lines: readonly string[]): boolean {
  return lines.some((line) => line.trim() !== "");
}

function dropBlankEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== "") + 1);
}
