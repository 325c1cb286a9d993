/** A part of a text that readers see as it is, or not at all. */
interface Span {
  readonly kind: "fence" | "code" | "comment";
  readonly start: number;
  readonly end: number;
}

/**
 * Removes HTML comments, including malformed ones such as `--->` and unclosed ones. Comments in code are text and stay.
 */
export function withoutComments(text: string): string {
  return withoutSpans(
    text,
    listSpans(text).filter(({ kind }) => kind === "comment"),
  );
}

/** Removes spans, which are in order and apart. */
function withoutSpans(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  const starts = [0, ...spans.map(({ end }) => end)];
  return starts.map((start, index) => text.slice(start, spans[index]?.start)).join("");
}

/** The opening of a fence, a piece of code, or a comment up to its end, which may be that of the text. */
const SPAN = /^[ \t]*(`{3,}|~{3,})|(`[^`\n]*`)|<!--(?:-?>|[\s\S]*?(?:--!?>|$(?![\s\S])))/gm;
const FENCE = /^[ \t]*(`{3,}|~{3,})/gm;

/** Lists code and HTML comments, in order. */
function listSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (let match = execFrom(SPAN, text, 0); match; match = execFrom(SPAN, text, end)) {
    const [all, marks, code] = match;
    end = match.index + all.length;
    if (marks !== undefined) end = findFenceEnd(text, end, marks);
    const kind = marks !== undefined ? "fence" : code === undefined ? "comment" : "code";
    spans.push({ kind, start: match.index, end });
  }
  return spans;
}

function execFrom(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

/** The offset after the line that closes a fence; the end of the text when none does. */
function findFenceEnd(text: string, from: number, marks: string): number {
  for (let match = execFrom(FENCE, text, from); match; match = FENCE.exec(text)) {
    if (match[1]?.startsWith(marks)) return match.index + match[0].length;
  }
  return text.length;
}

/** A closed comment: where it stands, and the text between its marks. */
interface ClosedComment {
  readonly start: number;
  readonly end: number;
  readonly inner: string;
}

/** Lists the closed comments of a text, wherever they stand. An opening mark that is never closed is text. */
export function* listClosedComments(text: string): Generator<ClosedComment> {
  let start = text.indexOf("<!--");
  while (start !== -1) {
    const close = text.indexOf("-->", start + 4);
    if (close === -1) break;
    yield { start, end: close + 3, inner: text.slice(start + 4, close) };
    start = text.indexOf("<!--", close + 3);
  }
}

/** Removes the closed comments of a text. */
export function withoutClosedComments(text: string): string {
  return withoutSpans(text, [...listClosedComments(text)]);
}
