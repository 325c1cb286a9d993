/**
 * Renders one row of a table. Each cell holds one line; text written by people comes through `quoteInline`, which
 * escapes pipes.
 */
export function renderRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Renders the two lines a table begins with; `align` decides which columns are right-aligned. */
export function renderTableHead(titles: readonly string[], align: readonly ("left" | "right")[] = []): string {
  const rules = titles.map((_, index) => (align[index] === "right" ? "---:" : "---"));
  return `${renderRow(titles)}\n${renderRow(rules)}`;
}

/** Renders a whole table. */
export function renderTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ("left" | "right")[] = [],
): string {
  return [renderTableHead(titles, align), ...rows.map(renderRow)].join("\n");
}
