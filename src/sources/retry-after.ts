/** A proxy's mistake must not end the numbers for good. */
const LONGEST_MS = 24 * 3_600_000;

/** When to ask again, by the header `retry-after`: seconds or a date. null where it says neither. */
export function parseRetryAfter(header: string | null, now: Date): Date | null {
  if (header === null) return null;
  const text = header.trim();
  const at = /^\d+$/.test(text) ? now.getTime() + Number(text) * 1_000 : Date.parse(text);
  if (Number.isNaN(at)) return null;
  return new Date(Math.min(Math.max(at, now.getTime()), now.getTime() + LONGEST_MS));
}
