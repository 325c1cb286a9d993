import { expect, it } from "vitest";
import { type Shop, useShop } from "./support/shop.ts";
import { aDescription } from "./support/template.ts";

const BODY = aDescription({ problem: "People leave the checkout.", measure: "Fewer than 20 % leave." });

const shop = useShop();

/** Merges a pull request, and answers its question with evidence. Returns the number of the question. */
async function live(at: Shop, title: string, answer: string): Promise<number> {
  await at.openPull({ title, body: BODY }).merge().ask().say(answer);
  return at.question().number;
}

it("the check lists similar outcomes, without further calls", async () => {
  const at = await shop();
  const question = await live(at, "Shorter checkout form", "missed: as many as before leave, see the funnel");
  at.takeCalls();

  await at.openPull({ title: "Checkout in one step", body: BODY });

  expect(at.takeCalls()).toEqual(["createCheckRun"]);
  expect(at.pull().check?.summary).toContain(
    `### Similar changes\n\n- **Missed** (3 Dec 2026): [Shorter checkout form](https://github.com/acme/shop/issues/${question}) – “as many as before leave, see the funnel”`,
  );
});

it("the check lists none when nothing is similar, and searches again when the title changes", async () => {
  const at = await shop();
  await live(at, "Shorter checkout form", "worked");
  await at.openPull({ title: "Faster search", body: BODY });
  const summary = () => at.pull().check?.summary ?? "";

  expect(summary()).not.toContain("Have we tried");
  await at.pass({ minutes: 1 });
  await at.edit({ title: "Faster checkout" });

  expect(summary()).toContain("**Worked**");
});

it("the check is not rewritten because another outcome was answered", async () => {
  const at = await shop();
  const { number } = (await at.openPull({ title: "Checkout in one step", body: BODY })).pull();
  await live(at, "Shorter checkout form", "worked");
  at.takeCalls();

  await at.edit({ number, body: `${BODY}\n<!-- Thank you. -->\n` });

  expect(at.takeCalls()).toEqual([]);
});

it("the check of a skipped pull request lists no similar outcomes", async () => {
  const at = await shop();
  await live(at, "Shorter checkout form", "worked");

  await at.openPull({ title: "Checkout", body: BODY, draft: true });

  expect(at.pull().check?.summary).not.toContain("Have we tried");
});
