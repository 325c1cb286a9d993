import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, guardFormula, renderCsvLines } from "../../../src/core/report/csv.ts";
import {
  LEDGER_COLUMNS,
  renderLedgerHead,
  renderLedgerRows,
  toLedgerRow,
} from "../../../src/core/report/ledger-row.ts";
import { anAnswer, anOutcome, aPerson } from "../../support/builders.ts";

/** A strict RFC 4180 parser: commas, CRLF, doubled quotes, the same number of cells in every record. */
const read = (text: string): string[][] =>
  parse(text, { record_delimiter: "\r\n", relax_quotes: false, relax_column_count: false, skip_empty_lines: false });

const HOSTILE = [
  '=HYPERLINK("http://x","y")',
  "+1",
  "-2+3|cmd' /C calc'!A0",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  " =1",
  "\u200B=1",
  "＝1",
  "＋1",
  "－1",
  "＠x",
  "'",
  "''=1",
  '"',
  '""',
  '","',
  "a,b",
  "a\r\nb",
  "a\nb",
  "a\rb",
  "\r\n",
  " ",
  "é 漢 🙂 \u202E",
  "\uFEFFa",
];
const anyText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom('"', ",", "\r", "\n", "=", "'", ";", "\t", "a", " ")).map((parts) => parts.join("")),
);
const anyCell: fc.Arbitrary<Cell> = fc.oneof(anyText, fc.integer(), fc.constant(null));

const shown = (cell: Cell) => (typeof cell === "string" ? guardFormula(cell) : String(cell ?? ""));

describe("CSV", () => {
  it("is parsed back cell by cell by a strict parser, whatever people wrote", () => {
    const anyRows = fc
      .integer({ min: 2, max: 17 })
      .chain((width) => fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { minLength: 1 }));

    fc.assert(
      fc.property(anyRows, (rows) => {
        expect(read(renderCsvLines(rows))).toEqual(rows.map((row) => row.map(shown)));
      }),
    );
  });

  it("lets nothing begin that a spreadsheet would calculate, and changes nothing else", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const guarded = guardFormula(text);

        expect(guarded).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect([text, `'${text}`]).toContain(guarded);
        if (/^\p{L}/u.test(text)) expect(guarded).toBe(text);
      }),
    );
  });

  it("quotes every text, so that nothing in it begins a cell where others separate, and no number", () => {
    expect(renderCsvLines([["a\rb", "a\nb", 'say "so"', "1,2", "plain", null, 7]])).toBe(
      '"a\rb","a\nb","say ""so""","1,2","plain",,7\r\n',
    );
  });
});

describe("where a semicolon or a tab separates", () => {
  it.each([";", "\t"])("a formula behind it stays in its cell: %j", (delimiter) => {
    const line = renderCsvLines([[`x${delimiter}=cmd|' /C calc'!A0`]]);

    expect(parse(line, { delimiter, record_delimiter: "\r\n" })).toEqual([[`x${delimiter}=cmd|' /C calc'!A0`]]);
  });
});

describe("the ledger's rows", () => {
  it("have twenty-three columns each, and are parsed back unchanged", () => {
    const anyOutcome = fc.record({ title: anyText, evidence: anyText, problem: anyText, login: anyText }).map((given) =>
      anOutcome({
        title: given.title,
        author: aPerson(given.login),
        statement: { problem: given.problem, measure: null, exemption: null },
        state: "answered",
        answers: [anAnswer("missed", { evidence: given.evidence, why: "idea", next: "remove" })],
        issueNumber: 12,
      }),
    );

    fc.assert(
      fc.property(fc.array(anyOutcome), (outcomes) => {
        const rows = outcomes.map((outcome) => toLedgerRow(outcome, "acme/shop"));
        const [head, ...lines] = read(renderLedgerHead() + renderLedgerRows(rows));

        expect(head).toEqual([...LEDGER_COLUMNS]);
        expect(head).toHaveLength(23);
        expect(lines).toEqual(rows.map((row) => LEDGER_COLUMNS.map((column) => shown(row[column]))));
      }),
    );
  });

  it("include the evidence of an answer, and the reason of an end without one", () => {
    const answered = anOutcome({
      state: "answered",
      reason: "a later revert",
      answers: [anAnswer("partly", { evidence: "12 a week", why: "measure", next: "iterate" })],
      askedAt: "2026-12-01T09:00:00Z",
      issueNumber: 12,
    });
    const dropped = anOutcome({ state: "dropped", reason: "superseded" });

    expect(
      renderLedgerHead() + renderLedgerRows([toLedgerRow(answered, "acme/shop"), toLedgerRow(dropped, "acme/shop")]),
    ).toMatchInlineSnapshot(`
      "repository,pull_request,title,author,merged_at,problem,measure,due_on,asked_at,state,verdict,evidence,why,next,answered_by,answered_at,follow_up,shipped_at,shipped_in,metric,baseline,observed,target
      "acme/shop",7,"Add a CSV export","bob","2026-11-01T10:00:00Z","Support copies numbers into a spreadsheet every Monday.","Weekly exports go from 0 to 20.","2026-12-01","2026-12-01T09:00:00Z","answered","partly","12 a week","measure","iterate","bob","2026-12-02T10:00:00Z",12,"2026-11-01T10:00:00Z","merge",,,,
      "acme/shop",7,"Add a CSV export","bob","2026-11-01T10:00:00Z","Support copies numbers into a spreadsheet every Monday.","Weekly exports go from 0 to 20.","2026-12-01",,"dropped",,,"superseded",,,,,"2026-11-01T10:00:00Z","merge",,,,
      "
    `);
  });
});
