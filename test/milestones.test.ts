import { afterEach, expect, it, vi } from "vitest";
import { quietLog } from "./support/loop.ts";
import { useShop } from "./support/shop.ts";

// What an operator finds in the log without looking for it: one line for each thing the app is there for.

const shop = useShop();
afterEach(() => {
  vi.restoreAllMocks();
});

/** The lines of milestones from now on, without what every line of a reconcile carries. */
function listen(): () => readonly string[] {
  const info = vi.spyOn(quietLog, "info");
  return () =>
    info.mock.calls.flatMap(([fields, message]) => {
      const { milestone, key, repository, deliveries, delivery, run, ...subject } = fields as Record<string, unknown>;
      return milestone === undefined ? [] : [`${milestone}: ${message} ${JSON.stringify(subject)}`];
    });
}

const ONE = (text: string) => text.replace(/"repositoryId":\d+/g, '"repositoryId":1');

it("shipped, asked, answered and reported are one line each, in ids", async () => {
  const lines = listen();

  const at = await shop({ config: "clock:\n  starts: release\n" }).openPull({ title: "A hush-hush title" }).merge();
  await at.release("v1.0").pass({ days: 31 }).tick("partly").say("missed: hush-hush").pass({ days: 31 });

  expect(lines().map(ONE)).toEqual([
    'shipped: a change shipped {"repositoryId":1,"number":1,"by":"release"}',
    'reported: opened a monthly issue {"repositoryId":1,"month":"2026-11","issue":3}',
    'asked: asked a question {"repositoryId":1,"number":1,"issue":4}',
    'answered: a question was answered {"repositoryId":1,"number":1,"issue":4,"verdict":"partly"}',
    'answered: a question was answered {"repositoryId":1,"number":1,"issue":4,"verdict":"missed"}',
    'reported: opened a monthly issue {"repositoryId":1,"month":"2026-12","issue":5}',
  ]);
});

it("a question without an answer is one line", async () => {
  const lines = listen();

  await shop().openPull().merge().pass({ days: 31 }).pass({ days: 8 }).pass({ days: 15 });

  expect(lines().map(ONE)).toContainEqual(
    'unanswered: a question closed without an answer {"repositoryId":1,"number":1,"issue":4}',
  );
});

it("what a command on the pull request does is told too", async () => {
  const at = await shop({ config: "clock:\n  starts: release\n" }).openPull().merge();
  const lines = listen();

  await at.say("/outcome shipped", { number: at.pull().number });

  expect(lines().map(ONE)).toEqual(['shipped: a change shipped {"repositoryId":1,"number":1,"by":"person"}']);
});

it("an answer names the delivery that brought it", async () => {
  const at = await shop().openPull().merge().pass({ days: 31 });
  const info = vi.spyOn(quietLog, "info");

  await at.tick("worked");

  const [fields] = info.mock.calls.find(([, message]) => message === "a question was answered") ?? [];
  expect(fields).toMatchObject({ key: expect.stringMatching(/^outcome\//), delivery: expect.any(String) });
});
