/**
 * Renders the hidden comment that identifies what we wrote: "<!-- did-this-work:<random key> -->". It stores nothing:
 * the database is the source of truth. A marker counts only in text written by our own app, and only with a key we
 * issued (decision 3).
 */
export function renderMarker(key: string): string {
  return `<!-- did-this-work:${key} -->`;
}

/** The key of the marker in a text; undefined when there is none. */
export function findMarker(text: string): string | undefined {
  return /<!-- did-this-work:([0-9a-f]+) -->/.exec(text)?.[1];
}
