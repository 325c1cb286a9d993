/** Opens a fold with its summary, which is our own words; `END_OF_FOLD` ends it. */
export function openFold(summary: string): string {
  return `<details><summary>${summary}</summary>`;
}

export const END_OF_FOLD = "</details>";

/** Renders a text that is folded under a summary. */
export function renderFold(summary: string, text: string): string {
  return [openFold(summary), text, END_OF_FOLD].join("\n\n");
}
