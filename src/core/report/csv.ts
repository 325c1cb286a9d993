import { stringify } from "csv-stringify/sync";

export type Cell = string | number | null;

/**
 * What a spreadsheet may take for a formula, even after blanks that it skips: `=`, `+`, `-`, `@`, their full-width
 * forms, and a leading tab or line break. Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^(?:[\s\u200B\uFEFF]*[=+\-@＝＋－＠]|[\t\r\n])/;

/**
 * Renders lines of CSV by RFC 4180: commas, CRLF, quotes doubled inside quotes. The only change to a text is an
 * apostrophe before anything a spreadsheet could take for a formula. Every text is quoted: where a spreadsheet splits at `;`
 * or tabs, the rest of a text would otherwise begin a cell of its own.
 */
export function renderCsvLines(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === "string" ? guardFormula(cell) : cell))),
    { record_delimiter: "\r\n", quoted_string: true },
  );
}

/** Puts an apostrophe before a text that a spreadsheet would calculate. */
export function guardFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
