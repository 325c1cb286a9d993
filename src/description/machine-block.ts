import { listClosedComments } from "./html-comment.ts";

const MACHINE =
  /summar|auto|generated|bots?\b|\bai\b|agent|review|preview|deploy|changelog|release.?notes|stack|graph|coverage|report/i;

/** More blocks than bots add to one pull request. */
const MOST = 20;

/** In characters; a longer comment is prose, not a name. */
const LONGEST_NAME = 400;

/** Blanks what other bots appended, so that it does not count as the author's answer; positions stay the same. */
export function blankMachineBlocks(text: string, templates: readonly { readonly body: string }[]): string {
  // Some templates mark the author's own part like this.
  const own = new Set(templates.flatMap(({ body }) => [...listClosedComments(body)].map(({ inner }) => inner)));
  const open = new Map<string, number>();
  let blanked = text;
  let count = 0;
  for (const { start, end, inner } of listClosedComments(text)) {
    if (inner.length > LONGEST_NAME || !MACHINE.test(inner) || own.has(inner)) continue;
    const words = toWords(inner);
    const opened = open.get(closedName(words));
    if (opened !== undefined) {
      blanked = blank(blanked, opened, end);
      open.clear();
      if (++count >= MOST) return blanked;
    } else open.set(openedName(words), start);
  }
  return blanked;
}

/** Other bots put their text between an opening and a closing comment of the same name. */
function toWords(comment: string): string {
  return comment
    .replace(/[\s:_-]+/g, " ")
    .trim()
    .toLowerCase();
}

/** An opening "auto-generated comment: notes by X" is closed by "end of auto-generated comment: notes by X". */
function openedName(words: string): string {
  return bareName(words.replace(/^(?:begin|start)\b/, "").replace(/ (?:begin|start)$/, ""));
}

function closedName(words: string): string {
  if (words.startsWith("/")) return bareName(words.slice(1));
  if (words.startsWith("end ")) return bareName(words.replace(/^end (?:of )?/, ""));
  return words.endsWith(" end") ? bareName(words.slice(0, -" end".length)) : "";
}

function bareName(words: string): string {
  return words
    .trim()
    .replace(/^this is an? /, "")
    .trim();
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, " ") + text.slice(end);
}
