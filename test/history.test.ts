import fc from "fast-check";
import { expect, it } from "vitest";
import { countAnswered, countEnded, countMerged, countOpen } from "../src/core/dashboard/numbers.ts";
import { STATES } from "../src/core/outcome/outcome.ts";
import { countNumbers } from "../src/store/numbers.ts";
import { emptyDatabase } from "./support/database.ts";
import { createLoop, installShop, type Loop, useLoop } from "./support/loop.ts";
import { aDescription } from "./support/template.ts";

const loop = useLoop();
const RUNS = Number(process.env.HISTORIES ?? 25);

/** Actions of people, time and the network. Numbers are taken modulo the number of candidates. */
const anAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("open", "merge", "edit", "revert", "tick", "close", "reopen", "delete", "again"),
    at: fc.nat(9),
  }),
  fc.record({
    kind: fc.constant("say"),
    at: fc.nat(9),
    words: fc.constantFrom(
      "worked",
      "/outcome missed nobody came",
      "/outcome snooze 2 weeks",
      "/outcome not-shipped",
      "/outcome drop gone",
      "/outcome reopen",
      "No, not yet",
      "/outcome wurked",
    ),
  }),
  fc.record({ kind: fc.constant("pass"), at: fc.constantFrom(0, 1, 8, 22, 31) }),
);
interface Act {
  readonly kind: string;
  readonly at: number;
  readonly words?: string;
}

const pick = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

async function perform(at: Loop, act: Act): Promise<void> {
  const { people, look } = at.gh;
  const pulls = look.threads().filter((thread) => thread.kind === "pull-request");
  const issue = pick(look.issues("outcome"), act.at);
  const pull = pick(
    pulls.filter((thread) => thread.state === "open"),
    act.at,
  );
  switch (act.kind) {
    case "open":
      await people.openPullRequest({
        by: "bob",
        title: `Change ${act.at}`,
        body: act.at % 3 === 0 ? "" : aDescription({ measure: "20 a week" }),
      });
      break;
    case "merge":
      if (pull) await people.merge({ by: "cleo", number: pull.number });
      break;
    case "edit":
      if (pulls[0])
        await people.editPullRequest({
          by: "bob",
          number: pulls[0].number,
          body: aDescription({ measure: `${act.at} a week` }),
        });
      break;
    case "revert": {
      const number = await people.openPullRequest({ by: "bob", title: "Revert", body: `Reverts #${(act.at % 3) + 1}` });
      await people.merge({ by: "cleo", number });
      break;
    }
    case "tick":
      if (issue) await people.tick({ by: "bob", number: issue.number, box: act.at % 4 });
      break;
    case "close":
      if (issue?.state === "open") await people.closeIssue({ by: "bob", number: issue.number });
      break;
    case "reopen":
      if (issue?.state === "closed") await people.reopenIssue({ by: "bob", number: issue.number });
      break;
    case "delete":
      if (issue && act.at === 9) await people.deleteIssue({ by: "ada", number: issue.number });
      break;
    case "again":
      // Deliveries arrive once more, much later.
      for (const delivery of at.gh.deliveries.slice(-act.at)) await at.accept(delivery);
      break;
    case "say":
      if (issue) await people.comment({ by: "bob", number: issue.number, body: act.words ?? "" });
      break;
    case "pass":
      await at.pass({ days: act.at });
  }
  if (act.at % 2 === 0) await at.settle();
}

async function expectTruth(at: Loop): Promise<void> {
  const outcomes = await at.db.query<{
    number: number;
    state: string;
    verdict: string | null;
    answers: { by: { type: string } }[];
  }>("select number, state, verdict, questions -> -1 -> 'answers' as answers from outcome");
  for (const outcome of outcomes) {
    expect(STATES).toContain(outcome.state);
    expect(outcome.verdict !== null).toBe(outcome.state === "answered");
    expect(outcome.answers.every((answer) => answer.by.type === "User")).toBe(true);
  }
  const titles = at.gh.look.issues("outcome").map((issue) => issue.body.match(/\/pull\/(\d+)/)?.[1] ?? issue.number);
  expect(new Set(titles).size).toBe(titles.length);
  const repository = Number((await at.db.query<{ id: number }>("select id from repository"))[0]?.id ?? 0);
  const numbers = await countNumbers(at.db, repository, { from: new Date(0), to: new Date("2100-01-01") });
  const silent = outcomes.filter(({ state }) => state === "unstated" || state === "exempt").length;
  expect(countMerged(numbers)).toBe(outcomes.length);
  expect(countEnded(numbers) + countOpen(numbers) + silent).toBe(outcomes.length);
  expect(countAnswered(numbers)).toBe(outcomes.filter(({ state }) => state === "answered").length);
}

it(`the records stay correct through ${RUNS} random histories with reordered, repeated and delayed deliveries`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anAct, { minLength: 5, maxLength: 40 }), async (acts) => {
      const { db } = loop();
      await emptyDatabase(db);
      const at = createLoop(db);
      await installShop(at, { config: "follow-up: { max-open-per-person: 50 }\n" });

      for (const act of acts) await perform(at, act);
      await at.settle();
      await expectTruth(at);

      // All deliveries once more: nothing changes.
      const before = await at.db.query(
        "select number, state, verdict, due_on, questions -> -1 -> 'answers' as answers from outcome order by number",
      );
      at.takeCalls();
      for (const delivery of at.gh.deliveries) await at.accept(delivery);
      await at.settle();
      expect(
        await at.db.query(
          "select number, state, verdict, due_on, questions -> -1 -> 'answers' as answers from outcome order by number",
        ),
      ).toEqual(before);
      expect(at.takeCalls().filter((call) => call.startsWith("create"))).toEqual([]);
    }),
    { numRuns: RUNS },
  );
}, 300_000);
