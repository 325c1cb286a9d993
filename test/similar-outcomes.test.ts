import { expect, it } from "vitest";
import { installShop, type Loop, useLoop } from "./support/loop.ts";

const FULL =
  "## What problem does this solve?\n\nPeople leave the checkout.\n\n## How will we know it worked?\n\nFewer than 20 % leave.\n";

const loop = useLoop();

function install(at: Loop): Promise<number> {
  return installShop(at, { template: FULL.replace(/\n\n[PF][^#\n]*\n/g, "\n") });
}

async function open(at: Loop, title: string): Promise<number> {
  const number = await at.gh.people.openPullRequest({ by: "bob", title, body: FULL });
  await at.settle();
  return number;
}

/** Merges a pull request, and answers its question with evidence. Returns the number of the question. */
async function live(at: Loop, title: string, answer: string): Promise<number> {
  const number = await open(at, title);
  await at.gh.people.merge({ by: "cleo", number });
  await at.pass({ days: 31 });
  const question = at.gh.look.issues("outcome").at(-1)?.number ?? 0;
  await at.gh.people.comment({ by: "bob", number: question, body: answer });
  await at.settle();
  return question;
}

it("the check lists similar outcomes, without further calls", async () => {
  const at = loop();
  await install(at);
  const question = await live(at, "Shorter checkout form", "missed: as many as before leave, see the funnel");
  at.takeCalls();

  const number = await open(at, "Checkout in one step");

  expect(at.takeCalls()).toEqual(["createCheckRun"]);
  expect(at.gh.look.thread(number).check?.summary).toContain(
    `### Have we tried this before?\n\n- **Missed** (3 Dec 2026): [Shorter checkout form](https://github.com/acme/shop/issues/${question}): as many as before leave, see the funnel`,
  );
});

it("the check lists none when nothing is similar, and searches again when the title changes", async () => {
  const at = loop();
  await install(at);
  await live(at, "Shorter checkout form", "worked");
  const number = await open(at, "Faster search");
  const summary = () => at.gh.look.thread(number).check?.summary ?? "";

  expect(summary()).not.toContain("Have we tried");
  await at.pass({ minutes: 1 });
  await at.gh.people.editPullRequest({ by: "bob", number, title: "Faster checkout" });
  await at.settle();

  expect(summary()).toContain("**Worked**");
});

it("the check is not rewritten because another outcome was answered", async () => {
  const at = loop();
  await install(at);
  const number = await open(at, "Checkout in one step");
  await live(at, "Shorter checkout form", "worked");
  at.takeCalls();

  await at.gh.people.editPullRequest({ by: "bob", number, body: `${FULL}\n<!-- Thank you. -->\n` });
  await at.settle();

  expect(at.takeCalls()).toEqual([]);
});

it("the check of a skipped pull request lists no similar outcomes", async () => {
  const at = loop();
  await install(at);
  await live(at, "Shorter checkout form", "worked");

  const number = await at.gh.people.openPullRequest({ by: "bob", title: "Checkout", body: FULL, draft: true });
  await at.settle();

  expect(at.gh.look.thread(number).check?.summary).not.toContain("Have we tried");
});
