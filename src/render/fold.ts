/** Renders a part of a page that is closed until a reader opens it. The summary is one line of our own words. */
export function renderFold(summary: string, text: string): string {
  return `${openFold(summary)}\n\n${text}\n\n${FOLD_END}`;
}

/** How a fold begins; `FOLD_END` ends it. */
export function openFold(summary: string): string {
  return `<details><summary>${summary}</summary>`;
}

export const FOLD_END = "</details>";
