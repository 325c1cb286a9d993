import { expect, it } from "vitest";
import { type OutcomeEvent, TRANSITIONS, transition } from "../src/core/outcome/life-cycle.ts";
import { STATES } from "../src/core/outcome/outcome.ts";
import { anAnswer, anOutcome, aPerson } from "./support/builders.ts";

const AT = "2026-11-20T09:00:00Z";
const date = { dueOn: "2026-12-20", dueAt: "2026-12-20T09:00:00Z" };

/** One event of each kind, with its description. */
const EVENTS: { readonly [K in OutcomeEvent["kind"]]: { readonly event: OutcomeEvent; readonly when: string } } = {
  "clock-started": {
    event: { kind: "clock-started", startedAt: AT, shippedIn: { kind: "person", name: "" }, ...date },
    when: "the change reaches its users: the merge, a release, a deployment, a branch, `/outcome shipped`",
  },
  "clock-stopped": {
    event: { kind: "clock-stopped", due: null, saidAt: AT },
    when: "its users do not have it: *Not released yet*, `/outcome not-shipped`",
  },
  "dated-anyway": {
    event: { kind: "dated-anyway", ...date },
    when: "it was not seen shipped for `clock.ask-anyway-after`, and is asked all the same",
  },
  restated: {
    event: { kind: "restated", statement: { problem: null, measure: "20 a week", exemption: null } },
    when: "the author adds a measure to the description before the date",
  },
  asked: { event: { kind: "asked", assignee: aPerson("bob") }, when: "the date has come and there is room" },
  reminded: { event: { kind: "reminded" }, when: "no answer for `nudge-after`" },
  "handed-over": { event: { kind: "handed-over", assignee: aPerson("cleo") }, when: "another person is assigned" },
  answered: { event: { kind: "answered", answer: anAnswer("worked") }, when: "a box, a command or a word" },
  "second-look": {
    event: { kind: "second-look" },
    when: "`second-look` after the question, if it worked or partly did",
  },
  "looked-again": {
    event: { kind: "looked-again", finding: "lost" },
    when: "the numbers of the second look are read, or it has none and asks",
  },
  explained: { event: { kind: "explained", more: { evidence: "23" } }, when: "why, what next, or what was seen" },
  doubted: {
    event: { kind: "doubted", doubt: { verdict: "worked", evidence: null, by: 7, isOpen: true } },
    when: "a comment only begins like an answer, and its writer is asked",
  },
  "doubt-over": { event: { kind: "doubt-over" }, when: "that writer says no, or something else" },
  moved: {
    event: { kind: "moved", ...date },
    when: "`/outcome snooze`; `/outcome not-shipped` where the merge starts the clock",
  },
  dropped: { event: { kind: "dropped", reason: "gone", by: 7 }, when: "`/outcome drop`, or `skip` after the merge" },
  reopened: { event: { kind: "reopened" }, when: "the issue is opened again, `/outcome reopen`" },
  "closed-by-hand": { event: { kind: "closed-by-hand" }, when: "the issue is closed or deleted without an answer" },
  "gave-up": { event: { kind: "gave-up" }, when: "no answer for `give-up-after`" },
  "not-asked": { event: { kind: "not-asked", reason: "no room" }, when: "no room in two weeks, issues are off" },
  reverted: { event: { kind: "reverted", by: "a revert", author: 7 }, when: "a revert is merged, or pushed" },
  "revert-undone": {
    event: { kind: "revert-undone", due: date, restoredIn: { sha: null, at: AT } },
    when: "a revert of the revert is merged",
  },
};

function aStateWhereItHappens(kind: OutcomeEvent["kind"], state: (typeof STATES)[number]) {
  // Only what worked is looked at again.
  const answers = state === "answered" ? [anAnswer("worked")] : [];
  const looking = kind === "looked-again" ? { secondLook: { at: AT, finding: "pending", lostAt: null } as const } : {};
  // What waits to ship has no date.
  const unshipped = kind === "dated-anyway" ? { clockStartedAt: null, dueOn: null, dueAt: null } : {};
  return (
    transition(anOutcome({ state, answers, ...unshipped, ...looking }), EVENTS[kind].event, "2026-12-02T10:00:00Z")
      ?.state ?? null
  );
}

it("docs/life-cycle.md has every state and every move, as the code makes them", async () => {
  const kinds = Object.keys(EVENTS) as OutcomeEvent["kind"][];
  const rows = STATES.map((state) => {
    const moves = kinds.flatMap((kind) => {
      const next = aStateWhereItHappens(kind, state);
      return next === null ? [] : [`${kind} → ${next === state ? "*stays*" : `**${next}**`}`];
    });
    return `| \`${state}\` | ${moves.join("<br>") || "nothing: it is an end"} |`;
  });
  const page = [
    "# The life of an outcome",
    "",
    "Written by `test/life-cycle-docs.test.ts` from [core/outcome/life-cycle.ts](../src/core/outcome/life-cycle.ts); `npx vitest run -u` rewrites it.",
    "What is not listed cannot happen. No move makes silence a success.",
    "",
    "A second look (`follow-up.second-look`) stays within `answered`: it says that a target was reached and is lost, or asks once. No",
    "verdict is lost to silence; only a new answer replaces one.",
    "",
    "| state | what can happen, and what it is then |",
    "| --- | --- |",
    ...rows,
    "",
    "| event | when |",
    "| --- | --- |",
    ...kinds.map((kind) => `| ${kind} | ${EVENTS[kind].when} |`),
    "",
  ];

  expect(kinds.toSorted()).toEqual(Object.keys(TRANSITIONS).toSorted());
  await expect(page.join("\n")).toMatchFileSnapshot("../docs/life-cycle.md");
});
