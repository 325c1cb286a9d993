import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { SHOWN } from "../../src/core/dashboard/dashboard.ts";
import { addReasons, type Counted, countEnded, countMerged, findRate } from "../../src/core/dashboard/numbers.ts";
import { currentQuestion, listAnswers, type Outcome, STATES } from "../../src/core/outcome/outcome.ts";
import { listReasons } from "../../src/core/outcome/reason.ts";
import { VERDICTS } from "../../src/core/outcome/verdict.ts";
import { listMonths } from "../../src/core/time/schedule.ts";
import { countNumbers, countPresent, countSpans } from "../../src/store/numbers.ts";
import { findOutcome, saveOutcome } from "../../src/store/outcome.ts";
import { listShown } from "../../src/store/outcome-list.ts";
import { countRepositories } from "../../src/store/repository-numbers.ts";
import { anAnswer, anOutcome, aPerson, askedAgain } from "../support/builders.ts";
import { useDatabase } from "../support/database.ts";

const db = useDatabase();

/** Months in a zone whose clocks change in between, and moments at their boundaries. */
const ZONE = "America/New_York";
const NOW = new Date("2026-11-20T12:00:00Z");
const EDGES = [
  "2026-06-01T03:59:59Z",
  "2026-06-01T04:00:00Z",
  "2026-09-09T12:00:00Z",
  "2026-11-01T03:59:59Z",
  "2026-11-01T04:00:00Z",
  "2026-12-01T04:59:59Z",
  "2026-12-01T05:00:00Z",
];
const anyMoment = fc.constantFrom(...EDGES);
const ENDED = ["answered", "unanswered", "dropped", "reverted", "not-asked"];

const anyOutcome: fc.Arbitrary<Outcome> = fc
  .record({
    repositoryId: fc.constantFrom(1, 2, 3),
    state: fc.constantFrom(...STATES),
    verdict: fc.constantFrom(...VERDICTS),
    why: fc.nat(),
    reason: fc.constantFrom("no room", "issues are switched off", null),
    mergedAt: anyMoment,
    endedAt: anyMoment,
    askedAt: fc.option(anyMoment),
    remindedAt: fc.option(anyMoment),
    dueAt: anyMoment,
    isStated: fc.boolean(),
    isAskedAgain: fc.boolean(),
    isShipped: fc.boolean(),
  })
  .map(({ state, verdict, why, endedAt, isStated, isAskedAgain, isShipped, ...given }) => {
    const promises = state === "waiting" || (isStated && state !== "unstated" && state !== "exempt");
    const reasons = [...listReasons(verdict), null];
    // A reopened outcome keeps its answers, which no longer count.
    const answers = [anAnswer("worked"), anAnswer(verdict, { why: reasons[why % reasons.length] ?? null })];
    const outcome = anOutcome({
      ...given,
      ...(!isShipped && { clockStartedAt: null }),
      state,
      endedAt: ENDED.includes(state) ? endedAt : null,
      askedAt: state === "asked" ? (given.askedAt ?? given.dueAt) : given.askedAt,
      answers: ["answered", "asked"].includes(state) ? answers : [],
      statement: { problem: null, measure: promises ? "Exports go up." : null, exemption: null },
    });
    return isAskedAgain ? askedAgain(outcome) : outcome;
  });

const months = listMonths(NOW, ZONE, 6);
const whole = { from: new Date("2026-06-01T04:00:00Z"), to: new Date("2026-12-01T05:00:00Z") };
const isIn = (moment: string | null, { from, to }: { from: Date; to: Date }) =>
  moment !== null && Date.parse(moment) >= from.getTime() && Date.parse(moment) < to.getTime();

/** The same counts the slow way, straight from the definitions. */
function recount(outcomes: readonly Outcome[], span: { from: Date; to: Date }): Omit<Counted, "skipped"> {
  const merged = outcomes.filter((outcome) => isIn(outcome.mergedAt, span));
  const ended = outcomes.filter((outcome) => ENDED.includes(outcome.state) && isIn(outcome.endedAt, span));
  const answered = ended
    .filter(({ state }) => state === "answered")
    .map((outcome) => listAnswers(outcome).at(-1)?.verdict);
  const endedAs = (state: string) => ended.filter((outcome) => outcome.state === state).length;
  return {
    exempt: merged.filter(({ state }) => state === "exempt").length,
    stated: merged.filter(({ state, statement }) => state !== "exempt" && statement.measure !== null).length,
    unstated: merged.filter(({ state, statement }) => state !== "exempt" && statement.measure === null).length,
    worked: answered.filter((verdict) => verdict === "worked").length,
    partly: answered.filter((verdict) => verdict === "partly").length,
    missed: answered.filter((verdict) => verdict === "missed").length,
    unclear: answered.filter((verdict) => verdict === "unclear").length,
    unanswered: endedAs("unanswered"),
    reverted: endedAs("reverted"),
    dropped: endedAs("dropped"),
    notAsked: endedAs("not-asked"),
  };
}

async function keep(outcomes: readonly Outcome[]): Promise<readonly Outcome[]> {
  const numbered = outcomes.map((outcome, index) => ({ ...outcome, number: index + 1 }));
  await db().transaction(async (tx) => {
    await tx.query("delete from outcome");
    for (const outcome of numbered) await saveOutcome(tx, outcome);
  });
  return numbered;
}

const numbersOf = (rows: readonly { readonly number: number }[]) => rows.map(({ number }) => number);
const inOrder = (outcomes: readonly Outcome[], key: (outcome: Outcome) => readonly (string | number)[]) =>
  numbersOf(outcomes.toSorted((a, b) => compare(key(a), key(b))));

function compare(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  const index = one.findIndex((value, at) => value !== other[at]);
  const [a = 0, b = 0] = [one[index], other[index]];
  return index === -1 ? 0 : a < b ? -1 : 1;
}

/** Few enough that no list is truncated. */
const anyOutcomes = fc.array(anyOutcome, { maxLength: 14 });
const RUNS = { numRuns: 30 };

describe("counting, over random records of three repositories", () => {
  it("equals a naive recount for each month, and the sum of the months equals the whole span", async () => {
    await fc.assert(
      fc.asyncProperty(anyOutcomes, async (given) => {
        const outcomes = (await keep(given)).filter(({ repositoryId }) => repositoryId < 3);

        const counted = await countSpans(db(), [1, 2], months);
        const [together] = await countSpans(db(), [1, 2], [whole]);

        expect(counted.map(({ counts: { skipped, ...rest } }) => rest)).toEqual(
          months.map((month) => recount(outcomes, month)),
        );
        expect(together?.counts).toEqual({ ...recount(outcomes, whole), skipped: 0 });
      }),
      RUNS,
    );
  });

  it("equals a naive recount for each repository, in the requested order, without empty ones", async () => {
    await fc.assert(
      fc.asyncProperty(anyOutcomes, async (given) => {
        const outcomes = await keep(given);

        const counted = await countRepositories(db(), [3, 1], whole);

        const expected = [3, 1].map((id) => {
          const own = outcomes.filter(({ repositoryId }) => repositoryId === id);
          const waiting = own.filter(({ state }) => state === "waiting").length;
          const unshipped = own.filter((one) => one.state === "waiting" && one.clockStartedAt === null).length;
          const asked = own.filter(({ state }) => state === "asked").length;
          return {
            ...recount(own, whole),
            waiting,
            unshipped,
            asked,
            skipped: 0,
            repositoryId: id,
            dashboardNumber: null,
          };
        });
        const happened = expected.filter((one) => countMerged(one) + countEnded(one) + one.waiting + one.asked > 0);
        expect(counted).toEqual(happened);
      }),
      RUNS,
    );
  });

  it("counts each outcome once: merged and ended are the sums of their parts", async () => {
    await fc.assert(
      fc.asyncProperty(anyOutcomes, async (given) => {
        const outcomes = await keep(given);

        const [counted] = await countSpans(db(), [1, 2, 3], [whole]);

        expect(counted && countMerged(counted.counts)).toBe(
          outcomes.filter(({ mergedAt }) => isIn(mergedAt, whole)).length,
        );
        expect(counted && countEnded(counted.counts)).toBe(
          outcomes.filter(({ endedAt }) => isIn(endedAt, whole)).length,
        );
      }),
      RUNS,
    );
  });

  it("counts open, overdue, coming, asked and not asked outcomes, and the reasons of unclear ones", async () => {
    await fc.assert(
      fc.asyncProperty(anyOutcomes, async (given) => {
        const outcomes = (await keep(given)).filter(({ repositoryId }) => repositoryId < 3);
        const inState = (state: string) => outcomes.filter((outcome) => outcome.state === state);
        const notAsked = inState("not-asked").filter(({ endedAt }) => isIn(endedAt, whole));
        const unclear = inState("answered").filter(
          (o) => listAnswers(o).at(-1)?.verdict === "unclear" && isIn(o.endedAt, whole),
        );

        const present = await countPresent(db(), [1, 2], { ...whole, until: NOW });
        const reasons = addReasons((await countSpans(db(), [1, 2], months)).map((month) => month.reasons));

        expect(present).toEqual({
          waiting: inState("waiting").length,
          unshipped: inState("waiting").filter(({ clockStartedAt }) => clockStartedAt === null).length,
          asked: inState("asked").length,
          overdue: inState("asked").filter((o) => currentQuestion(o).remindedAt !== null).length,
          coming: inState("waiting").filter(({ dueAt }) => Date.parse(dueAt ?? "") < NOW.getTime()).length,
          put: outcomes.filter((o) => o.state !== "not-asked" && isIn(currentQuestion(o).askedAt, whole)).length,
        });
        expect(Object.fromEntries(reasons.notAsked.map(({ reason, count }) => [reason ?? "", count]))).toEqual(
          tally(notAsked.map(({ reason }) => reason ?? "")),
        );
        expect(
          Object.fromEntries(
            reasons.answered.filter(({ verdict }) => verdict === "unclear").map(({ why, count }) => [why ?? "", count]),
          ),
        ).toEqual(tally(unclear.map((o) => listAnswers(o).at(-1)?.why ?? "")));
      }),
      RUNS,
    );
  });

  it("lists each kind in its order, for the requested repositories only", async () => {
    await fc.assert(
      fc.asyncProperty(anyOutcomes, async (given) => {
        const outcomes = (await keep(given)).filter(({ repositoryId }) => repositoryId < 3);
        const shown = await listShown(db(), [1, 2], { ...whole, until: NOW });
        const answered = outcomes.filter(({ state }) => state === "answered");
        const late = (moment: string | null) => -Date.parse(moment ?? "");

        expect(numbersOf(shown.open)).toEqual(
          inOrder(
            outcomes.filter(({ state }) => state === "asked"),
            (o) => [currentQuestion(o).remindedAt === null ? 1 : 0, currentQuestion(o).askedAt ?? "", o.number],
          ),
        );
        expect(numbersOf(shown.coming)).toEqual(
          inOrder(
            outcomes.filter(({ state, dueAt }) => state === "waiting" && Date.parse(dueAt ?? "") < NOW.getTime()),
            (o) => [o.dueAt ?? "", o.number],
          ),
        );
        expect(numbersOf(shown.answered)).toEqual(inOrder(answered, (o) => [late(o.endedAt), -o.number]));
        expect(numbersOf(shown.unclear)).toEqual(
          inOrder(
            answered.filter((o) => listAnswers(o).at(-1)?.verdict === "unclear" && isIn(o.endedAt, whole)),
            (o) => [late(o.endedAt), -o.number],
          ),
        );
        expect(numbersOf(shown.unstated)).toEqual(
          inOrder(
            outcomes.filter((o) => o.state !== "exempt" && o.statement.measure === null && isIn(o.mergedAt, whole)),
            (o) => [late(o.mergedAt), -o.number],
          ),
        );
      }),
      RUNS,
    );
  });
});

function tally(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((other) => other === word).length]));
}

it("skipped merges are counted separately, in no total", async () => {
  await db().query("insert into skipped_merge values (1, 5, 'bot', $1), (1, 6, 'bot', $2), (2, 7, 'bot', $1)", [
    "2026-09-09T12:00:00Z",
    "2026-12-01T05:00:00Z",
  ]);

  const counted = await countNumbers(db(), 1, whole);

  expect(counted.skipped).toBe(1);
  expect(countMerged(counted)).toBe(0);
});

it("percentages are given from five on", () => {
  expect([findRate(2, 4), findRate(2, 5), findRate(1, 3), findRate(0, 0)]).toEqual([null, 40, null, null]);
});

describe("a list of outcomes", () => {
  beforeEach(async () => {
    for (let number = 1; number <= SHOWN.answered + 3; number++) {
      await saveOutcome(
        db(),
        anOutcome({
          number,
          state: "answered",
          endedAt: `2026-11-01T10:00:${String(number).padStart(2, "0")}Z`,
          assignee: aPerson("ada"),
          issueNumber: 20 + number,
          answers: [anAnswer("missed", { why: "idea", evidence: "👍".repeat(500) })],
        }),
      );
    }
  });

  it("has at most the requested number of rows, and only the beginning of long evidence", async () => {
    const { answered } = await listShown(db(), [1], { ...whole, until: NOW });

    expect(answered).toHaveLength(SHOWN.answered);
    expect(answered[0]).toEqual({
      repositoryId: 1,
      number: SHOWN.answered + 3,
      title: "Add a CSV export",
      issueNumber: SHOWN.answered + 23,
      mergedAt: "2026-11-01T10:00:00Z",
      author: "bob",
      assignee: "ada",
      dueOn: "2026-12-01",
      dueAt: "2026-12-01T09:00:00Z",
      askedAt: null,
      isReminded: false,
      verdict: "missed",
      why: "idea",
      evidence: "👍".repeat(400),
    });
  });

  it("is empty when there are no outcomes", async () => {
    expect((await listShown(db(), [1], { ...whole, until: NOW })).open).toEqual([]);
    expect((await listShown(db(), [], { ...whole, until: NOW })).answered).toEqual([]);
  });
});

it("an outcome is stored and read back unchanged", async () => {
  const outcome = anOutcome({
    state: "answered",
    assignee: aPerson("bob"),
    merger: null,
    askedAt: "2026-12-01T09:00:00Z",
    endedAt: "2026-12-02T10:00:00Z",
    answers: [anAnswer("partly", { evidence: "“half” — 半分 👍" })],
    issueNumber: 12,
    movedTimes: 2,
    isStatedLate: true,
    reason: "reverted later",
  });

  const once = await saveOutcome(db(), outcome);
  const twice = await saveOutcome(db(), once);

  expect(await findOutcome(db(), 1, 7)).toEqual({ ...outcome, version: 2 });
  expect(twice).toEqual({ ...outcome, version: 2 });
});

it("outcomes with very long reasons are counted", async () => {
  const reason = Array.from({ length: 20_000 }, (_, index) =>
    String.fromCodePoint(0x4e00 + ((index * 7_919) % 20_000)),
  ).join("");

  await saveOutcome(db(), anOutcome({ state: "dropped", reason, reasonBy: 7, endedAt: "2026-12-02T10:00:00Z" }));

  expect(await countNumbers(db(), 1, { from: new Date(0), to: new Date("2100-01-01") })).toMatchObject({ dropped: 1 });
});
