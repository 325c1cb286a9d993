import { stringify } from "csv-stringify/sync";

export type Cell = string | number | null;

/**
 * What a spreadsheet may take for a formula, even after blanks that it skips: `=`, `+`, `-`, `@`, their full-width
 * forms, and a leading tab or line break. Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^(?:[\s\u200B\uFEFF]*[=+\-@＝＋－＠]|[\t\r\n])/;

/**
 * Renders lines of CSV by RFC 4180: commas, CRLF, quotes doubled inside quotes. The only change to a text is an
 * apostrophe before anything a spreadsheet could take for a formula.
 */
export function renderCsvLines(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === "string" ? guardFormula(cell) : cell))),
    // The library quotes only its own record delimiter; for many readers a lone CR or LF ends a line as well.
    { record_delimiter: "\r\n", quoted_match: /[\r\n]/ },
  );
}

/** Puts an apostrophe before a text that a spreadsheet would calculate. */
export function guardFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
