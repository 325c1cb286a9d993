/** Other bots put their text between an opening and a closing comment of the same name. */
const OPENING = /^\s*(?:begin|start)?[\s:_-]*(.{1,120}?)[\s:_-]*(?:begin|start)?\s*$/i;
const CLOSING = /^\s*(?:\/\s*(.{1,120}?)|end(?:[\s:_-]+of)?[\s:_-]+(.{1,120}?)|(.{1,120}?)[\s:_-]+end)\s*$/i;

const MACHINE =
  /summar|auto|generated|bots?\b|\bai\b|agent|review|preview|deploy|changelog|release.?notes|stack|graph|coverage|report/i;

/** More blocks than bots add to one pull request. */
const MOST = 20;

/** Blanks what other bots appended, so that it does not count as the author's answer; positions stay the same. */
export function blankMachineBlocks(text: string, templates: readonly { readonly body: string }[]): string {
  const open = new Map<string, number>();
  let blanked = text;
  let count = 0;
  for (const match of text.matchAll(/<!--([\s\S]{1,400}?)-->/g)) {
    const words = match[1] ?? "";
    // Some templates mark the author's own part like this.
    if (!MACHINE.test(words) || templates.some(({ body }) => body.includes(match[0]))) continue;
    const start = open.get(closedName(words));
    if (start !== undefined) {
      blanked = blank(blanked, start, match.index + match[0].length);
      open.clear();
      if (++count >= MOST) return blanked;
    } else open.set(nameOf(OPENING.exec(words)?.[1] ?? words), match.index);
  }
  return blanked;
}

function closedName(words: string): string {
  const [, slash, end, after] = CLOSING.exec(words) ?? [];
  return nameOf(slash ?? end ?? after ?? "");
}

/** An opening "auto-generated comment: notes by X" is closed by "end of auto-generated comment: notes by X". */
function nameOf(words: string): string {
  return words
    .replace(/^\s*this is an?\s/i, "")
    .replace(/[\s:_-]+/g, " ")
    .trim()
    .toLowerCase();
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, " ") + text.slice(end);
}
