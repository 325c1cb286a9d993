import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Config, DEFAULT_CONFIG } from "../../../src/core/config/config.ts";
import { findDue } from "../../../src/core/outcome/follow-up.ts";
import { type OutcomeEvent, transition } from "../../../src/core/outcome/life-cycle.ts";
import { findAnswer, type Outcome } from "../../../src/core/outcome/outcome.ts";
import { VERDICTS } from "../../../src/core/outcome/verdict.ts";
import { anAnswer, anOutcome } from "../../support/builders.ts";

const config = Config.parse({ "follow-up": { "second-look": "90 days" } });
const ASKED = "2026-12-01T09:00:00Z";
const anAnswered = (verdict: (typeof VERDICTS)[number]) =>
  anOutcome({ state: "answered", issueNumber: 31, askedAt: ASKED, answers: [anAnswer(verdict)], endedAt: ASKED });
const dueAt = (outcome: Outcome, now: string, rules = config) => findDue(outcome, rules, new Date(now));

describe("a second look", () => {
  it("is due so long after the day of the question, on a weekday at nine", () => {
    expect(dueAt(anAnswered("worked"), "2026-12-05T00:00:00Z")).toEqual({
      kind: "nothing",
      requeueAt: new Date("2027-03-01T09:00:00Z"),
    });
    expect(dueAt(anAnswered("partly"), "2027-03-01T09:00:00Z")).toEqual({ kind: "second-look" });
  });

  it.each([
    ["a miss", anAnswered("missed"), config],
    ["what nobody can tell", anAnswered("unclear"), config],
    ["what was reverted since", { ...anAnswered("worked"), reason: "Revert it" }, config],
    ["a repository without it", anAnswered("worked"), DEFAULT_CONFIG],
    ["what was never asked about", { ...anAnswered("worked"), questions: anOutcome().questions }, config],
  ] as const)("is not due for %s", (_, outcome, rules) => {
    expect(dueAt(outcome, "2027-03-02T09:00:00Z", rules)).toEqual({ kind: "nothing", requeueAt: null });
  });

  it("is let be when two weeks passed without it, and comes once", () => {
    const looked = transition(anAnswered("worked"), { kind: "second-look" }, "2027-03-01T09:00:00Z");

    expect(dueAt(anAnswered("worked"), "2027-03-16T00:00:00Z")).toEqual({ kind: "nothing", requeueAt: null });
    expect(looked && dueAt(looked, "2027-03-02T09:00:00Z")).toEqual({ kind: "nothing", requeueAt: null });
    expect(looked && transition(looked, { kind: "second-look" }, "2027-03-02T09:00:00Z")).toBeNull();
  });
});

/** What happens without anybody doing anything: time passes, numbers come. */
const SILENT: readonly OutcomeEvent[] = [
  { kind: "second-look" },
  { kind: "looked-again", finding: "asked" },
  { kind: "looked-again", finding: "held" },
  { kind: "looked-again", finding: "lost" },
  { kind: "reminded" },
  { kind: "gave-up" },
  { kind: "not-asked", reason: "no room" },
  { kind: "asked", assignee: null },
  { kind: "dated-anyway", dueOn: "2027-01-01", dueAt: "2027-01-01T09:00:00Z" },
];
const anyVerdict = fc.constantFrom(...VERDICTS);

describe("no verdict is ever lost to silence", () => {
  const inTurn = (outcome: Outcome, events: readonly OutcomeEvent[]) =>
    events.reduce((current, event, index) => {
      const at = new Date(Date.UTC(2027, 2, 1 + index)).toISOString();
      return transition(current, event, at) ?? current;
    }, outcome);

  it("whatever is due, found or not found after an answer", () => {
    fc.assert(
      fc.property(anyVerdict, fc.array(fc.constantFrom(...SILENT), { maxLength: 12 }), (verdict, events) => {
        const before = anAnswered(verdict);
        const after = inTurn(before, events);

        expect(after.state).toBe("answered");
        expect(findAnswer(after)).toEqual(findAnswer(before));
        expect([after.endedAt, after.questions]).toEqual([before.endedAt, before.questions]);
      }),
    );
  });

  it("and a new answer after a second look stands, however silent it is afterwards", () => {
    const anyEvents = fc.array(fc.constantFrom(...SILENT), { maxLength: 8 });
    fc.assert(
      fc.property(anyVerdict, anyEvents, anyVerdict, anyEvents, (first, before, second, after) => {
        const given = anAnswer(second, { at: "2027-06-01T10:00:00Z" });
        const looked = inTurn(anAnswered(first), before);
        const answered = transition(looked, { kind: "answered", answer: given }, "2027-06-01T10:00:00Z");
        const end = answered && inTurn(answered, after);

        expect(end?.state).toBe("answered");
        expect(end && findAnswer(end)).toEqual(given);
        // It is one finding, and only of what had worked.
        if (looked.secondLook === null) expect(answered?.secondLook).toBeNull();
        else if (second === "missed") expect(answered?.secondLook?.lostAt).not.toBeNull();
        else if (second !== "unclear") expect(answered?.secondLook?.lostAt).toBeNull();
      }),
    );
  });
});
