/** One row of a table. Cells hold one line each; what people wrote comes through `quoteInline`, which leaves no pipe alone. */
export function renderRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** The two lines a table begins with; numbers are set to the right where `align` says so. */
export function renderTableHead(titles: readonly string[], align: readonly ("left" | "right")[] = []): string {
  const rules = titles.map((_, index) => (align[index] === "right" ? "---:" : "---"));
  return `${renderRow(titles)}\n${renderRow(rules)}`;
}

/** A whole table. */
export function renderTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ("left" | "right")[] = [],
): string {
  return [renderTableHead(titles, align), ...rows.map(renderRow)].join("\n");
}
