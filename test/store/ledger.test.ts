import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Outcome, STATES } from "../../src/core/outcome/outcome.ts";
import { VERDICTS } from "../../src/core/outcome/verdict.ts";
import { countLedger, renderLedgerHead, renderLedgerRows, toLedgerRow } from "../../src/core/report/ledger-row.ts";
import { findMonthSpan } from "../../src/core/report/month.ts";
import { clearRequest, findLedger, listLedgerOutcomes, requestLedger, saveLedger } from "../../src/store/ledger.ts";
import { countNumbers } from "../../src/store/numbers.ts";
import { saveOutcome } from "../../src/store/outcome.ts";
import { anAnswer, anOutcome } from "../support/builders.ts";
import { emptyDatabase, useDatabase } from "../support/database.ts";

const db = useDatabase();

const ZONE = "America/New_York";
const MONTHS = ["2026-09", "2026-10", "2026-11"];
const ENDED = ["answered", "unanswered", "dropped", "reverted", "not-asked"];
/** Moments at the boundaries of local months, with a clock change in between. */
const anyMoment = fc.constantFrom(
  "2026-09-01T04:00:00Z",
  "2026-10-01T03:59:59Z",
  "2026-10-01T04:00:00Z",
  "2026-10-20T12:00:00Z",
  "2026-11-01T03:59:59Z",
  "2026-11-01T04:00:00Z",
  "2026-12-01T04:59:59Z",
);
const anyOutcome = fc
  .record({
    repositoryId: fc.constantFrom(1, 2),
    state: fc.constantFrom(...STATES),
    verdict: fc.constantFrom(...VERDICTS),
    mergedAt: anyMoment,
    endedAt: anyMoment,
  })
  .map(({ verdict, endedAt, ...given }) => {
    const isEnded = ENDED.includes(given.state);
    const measure = given.state === "exempt" || given.state === "unstated" ? null : "20 a week";
    return anOutcome({
      ...given,
      statement: { problem: null, measure, exemption: null },
      endedAt: isEnded ? endedAt : null,
      answers: given.state === "answered" ? [anAnswer(verdict)] : [],
    });
  });

async function readMonth(month: string): Promise<readonly Record<string, string>[]> {
  const span = findMonthSpan(month, ZONE);
  const outcomes: Outcome[] = [];
  for (let after = 0, isLast = false; !isLast; after = outcomes.at(-1)?.number ?? after) {
    const page = await listLedgerOutcomes(db(), 1, { ...span, after, limit: 3 });
    outcomes.push(...page);
    isLast = page.length < 3;
  }
  return parse(renderLedgerHead() + renderLedgerRows(outcomes.map((outcome) => toLedgerRow(outcome, "acme/shop"))), {
    columns: true,
    record_delimiter: "\r\n",
  });
}

function belongsTo(month: string, { state, endedAt, mergedAt }: Outcome): boolean {
  const { from, to } = findMonthSpan(month, ZONE);
  const at = ENDED.includes(state) ? endedAt : ["exempt", "unstated"].includes(state) ? mergedAt : null;
  return at !== null && new Date(at) >= from && new Date(at) < to;
}

it("every total of the files equals a recount of the records, and no outcome is in two files", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyOutcome, { maxLength: 15 }), async (given) => {
      await emptyDatabase(db());
      const outcomes = given.map((outcome, index) => ({ ...outcome, number: index + 1 }));
      for (const outcome of outcomes) await saveOutcome(db(), outcome);
      const own = outcomes.filter(({ repositoryId }) => repositoryId === 1);

      const files = await Promise.all(MONTHS.map(readMonth));

      for (const [index, month] of MONTHS.entries()) {
        const rows = files[index] ?? [];
        const expected = own.filter((outcome) => belongsTo(month, outcome));
        const count = (state: string, verdict = "") =>
          rows.filter((row) => row.state === state && (verdict === "" || row.verdict === verdict)).length;
        const numbers = await countNumbers(db(), 1, findMonthSpan(month, ZONE));

        expect(rows.map((row) => Number(row.pull_request))).toEqual(expected.map(({ number }) => number));
        for (const state of STATES) {
          expect(count(state)).toBe(expected.filter((outcome) => outcome.state === state).length);
        }
        expect(VERDICTS.map((verdict) => count("answered", verdict))).toEqual([
          numbers.worked,
          numbers.partly,
          numbers.missed,
          numbers.unclear,
        ]);
        expect([count("unanswered"), count("dropped"), count("reverted"), count("not-asked")]).toEqual([
          numbers.unanswered,
          numbers.dropped,
          numbers.reverted,
          numbers.notAsked,
        ]);
        expect([count("exempt"), count("unstated")]).toEqual([numbers.exempt, numbers.unstated]);
        expect(countLedger(expected)).toEqual({
          rows: rows.length,
          ended: ENDED.reduce((sum, state) => sum + count(state), 0),
          answered: count("answered"),
          worked: count("answered", "worked"),
          exempt: count("exempt"),
          unstated: count("unstated"),
        });
      }
      const all = files.flat().map((row) => row.pull_request);
      expect(new Set(all).size).toBe(all.length);
      expect(all.length).toBe(own.filter(({ state }) => state !== "waiting" && state !== "asked").length);
    }),
    { numRuns: 25 },
  );
}, 60_000);

it("a request that arrives while another is carried out is kept", async () => {
  const first = new Date("2026-11-02T10:00:00Z");
  await requestLedger(db(), 1, first);
  const ledger = await findLedger(db(), 1);

  await requestLedger(db(), 1, new Date("2026-11-02T10:00:05Z"));
  await saveLedger(db(), { ...ledger, months: ["2026-11"], pullNumber: 3 });
  await clearRequest(db(), ledger);

  expect(await findLedger(db(), 1)).toMatchObject({
    requestedAt: new Date("2026-11-02T10:00:05Z"),
    months: ["2026-11"],
    pullNumber: 3,
  });
});
