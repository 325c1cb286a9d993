import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../../src/core/config/config.ts";
import { findDue, planFollowUpState } from "../../../src/core/outcome/follow-up.ts";
import { type OutcomeEvent, TRANSITIONS, transition } from "../../../src/core/outcome/life-cycle.ts";
import {
  currentQuestion,
  findAnswer,
  listAnswers,
  type Outcome,
  STATES,
  withQuestion,
} from "../../../src/core/outcome/outcome.ts";
import { anAnswer, anOutcome, aPerson, askedAgain } from "../../support/builders.ts";

const AT = "2026-12-02T10:00:00Z";
const date = { dueOn: "2026-12-20", dueAt: "2026-12-20T09:00:00Z" };
const statement = { problem: null, measure: "Exports go up.", exemption: null };

const anyEvent: fc.Arbitrary<OutcomeEvent> = fc.constantFrom<OutcomeEvent>(
  { kind: "restated", statement },
  { kind: "asked", assignee: aPerson("bob") },
  { kind: "reminded" },
  { kind: "handed-over", assignee: aPerson("cleo") },
  { kind: "answered", answer: anAnswer("worked") },
  { kind: "answered", answer: anAnswer("missed") },
  { kind: "moved", ...date },
  { kind: "dropped", reason: "no longer used", by: 7 },
  { kind: "reopened" },
  { kind: "closed-by-hand" },
  { kind: "gave-up" },
  { kind: "not-asked", reason: "issues are switched off" },
  { kind: "reverted", by: "acme/shop#9", author: 7 },
  { kind: "revert-undone", due: date, restoredIn: { sha: null, at: AT } },
  { kind: "revert-undone", due: null, restoredIn: { sha: null, at: AT } },
  { kind: "clock-started", startedAt: AT, shippedIn: { kind: "release", name: "v2" }, ...date },
  { kind: "clock-stopped", due: null, saidAt: AT },
  { kind: "clock-stopped", due: date, saidAt: AT },
  { kind: "dated-anyway", ...date },
);

function live(outcome: Outcome, events: readonly OutcomeEvent[]): Outcome {
  return events.reduce((current, event) => transition(current, event, AT) ?? current, outcome);
}

describe("an outcome", () => {
  it("goes from waiting to asked to answered", () => {
    const asked = live(anOutcome(), [{ kind: "asked", assignee: aPerson("bob") }]);

    const answered = live(asked, [{ kind: "answered", answer: anAnswer("worked") }]);

    expect(asked).toMatchObject({ state: "asked", questions: [{ askedAt: AT, assignee: aPerson("bob") }] });
    expect(answered).toMatchObject({ state: "answered", endedAt: AT });
    expect(planFollowUpState(answered)).toEqual({ state: "closed", reason: "completed" });
  });

  it("is never completed by silence", () => {
    const silent = live(anOutcome({ issueNumber: 9 }), [{ kind: "asked", assignee: null }, { kind: "gave-up" }]);

    expect(silent.state).toBe("unanswered");
    expect(planFollowUpState(silent)).toEqual({ state: "closed", reason: "not_planned" });
  });

  it("takes a late answer", () => {
    const late = live(anOutcome({ state: "unanswered", endedAt: AT }), [
      { kind: "answered", answer: anAnswer("missed") },
    ]);

    expect(late.state).toBe("answered");
  });

  it("keeps the answers before the current one", () => {
    const events: OutcomeEvent[] = [
      { kind: "asked", assignee: null },
      { kind: "answered", answer: anAnswer("worked") },
      { kind: "answered", answer: anAnswer("missed") },
    ];

    const answered = live(anOutcome(), events);

    expect(currentQuestion(answered).answers.map((answer) => answer.verdict)).toEqual(["worked", "missed"]);
  });

  it("keeps the answer to its first question while nobody answers the second, and takes an explanation of it", () => {
    const answer = anAnswer("partly");
    const again = askedAgain(anOutcome({ state: "answered", endedAt: AT, answers: [anAnswer("missed"), answer] }));

    const explained = live(again, [{ kind: "explained", more: { why: "build" } }]);

    expect(findAnswer(again)).toEqual(answer);
    expect(findAnswer(explained)).toEqual({ ...answer, why: "build" });
    expect(listAnswers(explained).map(({ verdict, why }) => [verdict, why])).toEqual([
      ["missed", null],
      ["partly", "build"],
    ]);
  });

  it("takes a measure that was added after the merge, and marks it as late", () => {
    const restated = live(anOutcome({ state: "unstated" }), [{ kind: "restated", statement }]);

    expect(restated).toMatchObject({ state: "waiting", isStatedLate: true, statement });
  });

  it("only notes a revert that comes after the answer", () => {
    const events: OutcomeEvent[] = [
      { kind: "asked", assignee: null },
      { kind: "answered", answer: anAnswer("worked") },
      { kind: "reverted", by: "acme/shop#9", author: 7 },
    ];

    expect(live(anOutcome(), events)).toMatchObject({ state: "answered", reason: "acme/shop#9" });
  });

  it("ends every history in a known state, with a verdict only after an answer", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const end = live(anOutcome(), events);

        expect(STATES).toContain(end.state);
        if (end.state === "answered") expect(currentQuestion(end).answers.length).toBeGreaterThan(0);
        expect(currentQuestion(end).answers.length).toBeLessThanOrEqual(
          events.filter(({ kind }) => kind === "answered").length,
        );
        expect(end.endedAt === null).toBe(["waiting", "asked"].includes(end.state));
      }),
      { numRuns: 2_000 },
    );
  });

  const NEEDS_UNSHIPPED: readonly OutcomeEvent["kind"][] = ["clock-started", "dated-anyway"];

  it("refuses exactly the transitions that the table does not list", () => {
    fc.assert(
      fc.property(anyEvent, fc.constantFrom(...STATES), (event, state) => {
        // What waits to ship has no date.
        const unshipped = NEEDS_UNSHIPPED.includes(event.kind)
          ? { clockStartedAt: null, dueOn: null, dueAt: null }
          : {};
        const next = transition(anOutcome({ state, ...unshipped }), event, AT);

        expect(next !== null).toBe(TRANSITIONS[event.kind].includes(state));
      }),
    );
  });
});

describe("the due step of an outcome", () => {
  const asked = anOutcome({ state: "asked", askedAt: "2026-12-01T09:00:00Z" });

  it("is nothing before the date, with the time to reconcile again", () => {
    const due = findDue(anOutcome(), DEFAULT_CONFIG, new Date("2026-12-01T08:59:59Z"));

    expect(due).toEqual({ kind: "nothing", requeueAt: new Date("2026-12-01T09:00:00Z") });
  });

  it("is the question from 09:00 on", () => {
    expect(findDue(anOutcome(), DEFAULT_CONFIG, new Date("2026-12-01T09:00:00Z"))).toEqual({ kind: "ask" });
  });

  it("is a reminder after 7 days, once", () => {
    const now = new Date("2026-12-08T09:00:00Z");

    expect(findDue(asked, DEFAULT_CONFIG, now)).toEqual({ kind: "remind" });
    expect(findDue(withQuestion(asked, { remindedAt: AT }), DEFAULT_CONFIG, now).kind).toBe("nothing");
  });

  it("is the end after 21 days", () => {
    expect(findDue(asked, DEFAULT_CONFIG, new Date("2026-12-22T09:00:00Z"))).toEqual({ kind: "give-up" });
  });
});
