/** What is said in the place of what was cut. */
const CUT = "\n\n… This is cut here: GitHub takes no more.";
/** Room for that, and for the end of a block of code. */
const RESERVE = 200;
/** GitHub's limit for the body of an issue, a comment or a pull request, in characters; in bytes it holds at any rate. */
const MAX_BODY = 65_536;

/**
 * Cuts Markdown to a number of bytes in UTF-8, if need be: between lines where there are any, never within a character, and
 * a block of code that is cut is closed. It is the last resort: what matters stands at the top.
 */
export function cutMarkdown(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  const head = cutBytes(text, maxBytes - RESERVE);
  const end = head.lastIndexOf("\n");
  const shown = end > head.length / 2 ? head.slice(0, end) : head;
  return `${shown}${closeFence(shown)}${CUT}`;
}

/** The same to what GitHub accepts as a body. */
export function cutBody(text: string): string {
  return cutMarkdown(text, MAX_BODY);
}

/** `encodeInto` writes whole characters only. */
function cutBytes(text: string, maxBytes: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(maxBytes));
  return text.slice(0, read);
}

/** The line that ends the last block of code, if it is open: as it began, in list items too. */
function closeFence(text: string): string {
  let open = "";
  for (const line of text.split("\n")) {
    const [, fence = ""] = /^ {0,16}(`{3,128}|~{3,128})/.exec(line) ?? [];
    if (open === "") open = fence;
    else if (fence.startsWith(open)) open = "";
  }
  return open === "" ? "" : `\n${open}`;
}
