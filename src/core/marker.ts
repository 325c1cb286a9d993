/**
 * The hidden line that names what we wrote: "<!-- did-this-work:<random key> -->". It identifies and stores nothing: the
 * database is the truth. A marker counts only in a text of our own app, and only with a key we issued (DESIGN 7.3).
 */
export function renderMarker(key: string): string {
  return `<!-- did-this-work:${key} -->`;
}

/** The key of the marker in a text, undefined without one. */
export function findMarker(text: string): string | undefined {
  return /<!-- did-this-work:([0-9a-f]+) -->/.exec(text)?.[1];
}
