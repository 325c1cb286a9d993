import { fold } from "./folded.ts";
import { ON, WROTE } from "./mail-words.ts";

/** Longer than any line with which a mail program announces what it quotes; it may be wrapped over so many lines. */
const LONGEST = 400;
const MOST_LINES = 4;

/**
 * How many lines from `start` on announce a quote, as in "On Wed, 4 Nov 2026 at 11:00, bob <…> wrote:"; 0 for none. Above
 * lines that are marked as quoted less is asked of it: a line that ends with "wrote:" will do.
 */
export function countAttribution(lines: readonly string[], start: number, isAboveQuote: boolean): number {
  let words = "";
  for (let count = 1; count <= MOST_LINES; count++) {
    const line = (lines[start + count - 1] ?? "").trim();
    if (line === "" || words.length + line.length > LONGEST) return 0;
    words = `${words} ${fold(line)}`.trim();
    if (!beginsLike(words) && !(isAboveQuote && mayBegin(words, count))) return 0;
    if (endsWithColon(words)) return isAttribution(words, isAboveQuote) ? count : 0;
  }
  return 0;
}

/** Where an announcement begins that shares its line with what was written before it and with the quote; -1 for none. */
export function findInlineAttribution(line: string): number {
  if (line.length > LONGEST * 5) return -1;
  const words = fold(line);
  const closed = words.indexOf("> ", words.indexOf("@"));
  const opened = closed === -1 ? -1 : words.lastIndexOf("<", closed);
  if (opened === -1 || !words.slice(opened, closed).includes("@")) return -1;
  const from = Math.max(0, opened - 150);
  const before = words.slice(from, opened);
  const after = words.slice(closed + 1, closed + 40).trim();
  const isSaidAfter = WROTE.some((verb) => after.startsWith(`${verb}:`) || after.startsWith(`${verb} :`));
  if (!isSaidAfter && !(after.startsWith(":") && hasVerb(before))) return -1;
  const leads = LEADS.map((word) => ` ${before}`.lastIndexOf(` ${word} `));
  const lead = Math.max(...leads.filter((at) => at !== -1 && HAS_TIME.test(before.slice(at))), -1);
  return lead === -1 ? -1 : from + lead;
}

/** In the middle of a line "a" is mostly another word. */
const LEADS = ON.filter((word) => word !== "a");
const HAS_TIME = /\d[:.h]\d\d/;

function beginsLike(words: string): boolean {
  return /^\d{4}-/.test(words) || ON.some((word) => words.startsWith(`${word} `));
}

/** Without "On …" in front it is on one line, "bob wrote:", or wrapped after the address. */
function mayBegin(words: string, count: number): boolean {
  return endsWithColon(words) ? count === 1 || words.includes("@") : words.includes("@") && count === 1;
}

function endsWithColon(words: string): boolean {
  return words.endsWith(":") || words.endsWith("：");
}

function isAttribution(words: string, isAboveQuote: boolean): boolean {
  const hasAddress = words.includes("@") && /[<(]/.test(words);
  if (isAboveQuote) return hasVerb(words) || hasAddress;
  if (!/\d/.test(words)) return false;
  return hasVerb(words) ? hasAddress || HAS_TIME.test(words) : hasAddress && /^\d{4}-/.test(words);
}

function hasVerb(words: string): boolean {
  const spaced = ` ${words.replace(/[:：,>()]/g, " ")} `;
  return WROTE.some((verb) => spaced.includes(` ${verb} `));
}
