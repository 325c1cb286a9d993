/** Longer comments are hints. */
const LONGEST = 120;
const MOST = 400;

interface Marker {
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Blanks what tools put between two comments that are the same, or of which the second closes the first with a slash, and
 * all that follows a comment that says START and is never closed. Comments of a template are its own. Positions stay the same.
 */
export function blankToolMarkers(text: string, templates: readonly { readonly body: string }[]): string {
  const isTemplates = ({ start, end }: Marker) => templates.some(({ body }) => body.includes(text.slice(start, end)));
  const markers = listMarkers(text).filter((marker) => !isTemplates(marker));
  const last = new Map(markers.map((marker) => [nameOf(marker.words), marker]));
  let blanked = text;
  let upTo = 0;
  for (const marker of markers) {
    if (marker.start < upTo) continue;
    const closing = last.get(nameOf(marker.words));
    const end = closing && closing !== marker ? closing.end : findUnclosedEnd(marker, text);
    if (end === null || !isOfTool(marker.words)) continue;
    blanked = blanked.slice(0, marker.start) + blank(blanked.slice(marker.start, end)) + blanked.slice(end);
    upTo = end;
  }
  return blanked;
}

function listMarkers(text: string): readonly Marker[] {
  const found: Marker[] = [];
  for (let start = text.indexOf("<!--"); start !== -1 && found.length < MOST; ) {
    const end = text.indexOf("-->", start + 4);
    if (end === -1) return found;
    const words = text.slice(start + 4, end).trim();
    if (words.length <= LONGEST) found.push({ words, start, end: end + 3 });
    start = text.indexOf("<!--", end + 3);
  }
  return found;
}

/** "/name", "END NAME" and "name" are of one name. */
function nameOf(words: string): string {
  return words
    .toLowerCase()
    .replace(/^\//, "")
    .replace(/\b(?:start|begin|end)\b/g, "")
    .replace(/[^a-z\d]/g, "");
}

/** A name in one word, such as "ELLIPSIS_HIDDEN", or one that says where something of a tool's starts. */
function isOfTool(words: string): boolean {
  return /^\/?[\w.:-]+$/.test(words) ? /[_:-]|[A-Z]{4}/.test(words) : isStart(words);
}

function isStart(words: string): boolean {
  return /\b(?:START|BEGIN)\b/.test(words) && words === words.toUpperCase();
}

function findUnclosedEnd({ words }: Marker, text: string): number | null {
  return isStart(words) ? text.length : null;
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, " ");
}
