import { stringify } from "csv-stringify/sync";

export type Cell = string | number | null;

/**
 * What a spreadsheet may take for a formula, also after blanks it skips: `=`, `+`, `-`, `@`, their full-width forms, and
 * a leading tab or line break. Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^(?:[\s\u200B\uFEFF]*[=+\-@＝＋－＠]|[\t\r\n])/;

/**
 * Lines of CSV by RFC 4180: commas, CRLF, quotes doubled inside quotes. A text that a spreadsheet could take for a formula
 * begins with an apostrophe, which is all that is changed.
 */
export function renderCsvLines(rows: readonly (readonly Cell[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === "string" ? guardFormula(cell) : cell))),
    // The library quotes the record's own delimiter; a lone CR or LF ends a line for many readers as well.
    { record_delimiter: "\r\n", quoted_match: /[\r\n]/ },
  );
}

/** The text with an apostrophe before it where a spreadsheet would calculate. */
export function guardFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
