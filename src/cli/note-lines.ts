/** Older notes would mix two days in one number. */
export const NOTES_LIFETIME_MS = 24 * 60 * 60_000;

/** One line of a notebook. */
export function toLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/** The values of a notebook; null for a line that is none. A line cut off at the end is no loss. */
export function parseLines(text: string): readonly unknown[] {
  return text.split("\n").slice(0, -1).map(parseLine);
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
