import fc from "fast-check";
import { expect, it } from "vitest";
import type { Numbers } from "../../src/core/numbers.ts";
import { type Outcome, STATES, VERDICTS } from "../../src/core/outcome.ts";
import { countNumbers } from "../../src/store/numbers.ts";
import { findOutcome, saveOutcome } from "../../src/store/outcome.ts";
import { anAnswer, anOutcome, aPerson } from "../support/builders.ts";
import { emptyDatabase, useDatabase } from "../support/database.ts";

const db = useDatabase();
const span = { from: new Date("2026-06-01T00:00:00Z"), to: new Date("2026-12-01T00:00:00Z") };
const inSpan = (moment: string | null) =>
  moment !== null && new Date(moment) >= span.from && new Date(moment) < span.to;

const anyMoment = fc.constantFrom(
  "2026-05-31T23:59:59Z",
  "2026-06-01T00:00:00Z",
  "2026-09-09T12:00:00Z",
  "2026-11-30T23:59:59Z",
  "2026-12-01T00:00:00Z",
);

const anyOutcome: fc.Arbitrary<Outcome> = fc
  .record({
    state: fc.constantFrom(...STATES),
    verdict: fc.constantFrom(...VERDICTS),
    mergedAt: anyMoment,
    endedAt: anyMoment,
    stated: fc.boolean(),
  })
  .map(({ state, verdict, mergedAt, endedAt, stated }) => {
    const isStated = state === "unstated" || state === "exempt" ? false : state === "waiting" || stated;
    return anOutcome({
      state,
      mergedAt,
      endedAt: ["waiting", "asked", "unstated", "exempt"].includes(state) ? null : endedAt,
      answers: state === "answered" ? [anAnswer(verdict)] : [],
      statement: { problem: null, measure: isStated ? "Exports go up." : null, exemption: null },
    });
  });

/** The same counts the slow way, straight from the definitions. */
function recount(outcomes: readonly Outcome[]): Omit<Numbers, "skipped"> {
  const count = (test: (outcome: Outcome) => boolean) => outcomes.filter(test).length;
  const merged = (test: (outcome: Outcome) => boolean) => count((outcome) => inSpan(outcome.mergedAt) && test(outcome));
  const ended = (state: string, verdict?: string) =>
    count(
      (o) => o.state === state && inSpan(o.endedAt) && (verdict === undefined || o.answers.at(-1)?.verdict === verdict),
    );
  return {
    stated: merged((o) => o.statement.measure !== null),
    unstated: merged((o) => o.statement.measure === null && o.state !== "exempt"),
    exempt: merged((o) => o.state === "exempt"),
    worked: ended("answered", "worked"),
    partly: ended("answered", "partly"),
    missed: ended("answered", "missed"),
    unclear: ended("answered", "unclear"),
    unanswered: ended("unanswered"),
    reverted: ended("reverted"),
    dropped: ended("dropped"),
    notAsked: ended("not-asked"),
    waiting: count((o) => o.state === "waiting"),
    asked: count((o) => o.state === "asked"),
  };
}

it("counts as a naive recount does, over random records", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyOutcome, { maxLength: 15 }), async (outcomes) => {
      await emptyDatabase(db());
      for (const [index, outcome] of outcomes.entries()) await saveOutcome(db(), { ...outcome, number: index + 1 });
      await saveOutcome(db(), anOutcome({ repositoryId: 2 }));

      const { skipped, ...numbers } = await countNumbers(db(), 1, span);

      expect(numbers).toEqual(recount(outcomes));
      expect(skipped).toBe(0);
    }),
    { numRuns: 25 },
  );
});

it("keeps an outcome as it is", async () => {
  const outcome = anOutcome({
    state: "answered",
    owner: aPerson("bob"),
    merger: null,
    askedAt: "2026-12-01T09:00:00Z",
    endedAt: "2026-12-02T10:00:00Z",
    answers: [anAnswer("partly", { evidence: "“half” — 半分 👍" })],
    followUpNumber: 12,
    movedTimes: 2,
    isStatedLate: true,
    reason: "reverted later",
  });

  await saveOutcome(db(), outcome);
  await saveOutcome(db(), outcome);

  expect(await findOutcome(db(), 1, 7)).toEqual(outcome);
});
