import { expect, it } from "vitest";
import { ExternalError } from "../src/core/external-error.ts";
import type { Outcome } from "../src/core/outcome/outcome.ts";
import { pullKey } from "../src/core/reconcile-key.ts";
import { followUpResource } from "../src/core/resource-key.ts";
import { findResource } from "../src/store/managed-resource.ts";
import { findOutcome } from "../src/store/outcome.ts";
import { type Shop, useShop } from "./support/shop.ts";
import { FULL } from "./support/template.ts";

const shop = useShop();

/** Has something happen once, right after GitHub made the issue of a question; where the call is lost, before that. */
function whileAsked({ gh }: Shop, happen: () => Promise<void>, { isLost = false } = {}): void {
  const { createIssue } = gh.github;
  gh.github.createIssue = async (repository, issue) => {
    if (!issue.title.startsWith("Did this work?")) return createIssue(repository, issue);
    gh.github.createIssue = createIssue;
    const made = isLost ? undefined : await createIssue(repository, issue);
    await happen();
    return made ?? createIssue(repository, issue);
  };
}

/** bob comments on the pull request, and its reconciler takes that while the question's is at work. */
async function commentMeanwhile(at: Shop, body: string): Promise<void> {
  const { number } = at.pull();
  await at.gh.people.comment({ by: "bob", number, body, repository: "acme/shop" });
  await at.gh.settled();
  await at.reconcile(pullKey(at.id, number));
}

/** bob takes the pull request out, and the call that opens its question gets no answer. */
async function takeOutUnanswered(at: Shop): Promise<never> {
  await at.gh.people.comment({ by: "bob", number: at.pull().number, body: TAKEN_OUT, repository: "acme/shop" });
  throw new ExternalError("unanswered", "the connection broke");
}

const TAKEN_OUT = "/outcome skip the experiment was cancelled";

function read({ db, id, pull }: Shop): Promise<Outcome | undefined> {
  return findOutcome(db, id, pull().number);
}

it("a pull request taken out while its question is being opened is not asked about", async () => {
  const at = await shop().openPull().merge();
  let between: Outcome | undefined;
  whileAsked(at, async () => {
    await commentMeanwhile(at, TAKEN_OUT);
    between = await read(at);
  });

  await at.ask();

  expect(between).toMatchObject({ state: "dropped" });
  expect(await read(at)).toMatchObject({ state: "dropped" });
  expect(at.questions().filter(({ state }) => state === "open")).toEqual([]);
});

it("a question is closed again when its change turns out not to be shipped while it is being opened", async () => {
  const at = await shop({ config: "clock:\n  starts: release\n" }).openPull().merge().release("v1.0.0");
  let between: Outcome | undefined;
  whileAsked(at, async () => {
    await commentMeanwhile(at, "/outcome not-shipped");
    between = await read(at);
  });

  await at.ask();

  expect(between).toMatchObject({ state: "waiting", clockStartedAt: null });
  expect(await read(at)).toMatchObject({ state: "waiting", clockStartedAt: null });
  expect(at.questions()).toMatchObject([{ state: "closed" }]);
});

it("a question is closed that was opened without an answer, and not to be asked when that was found out", async () => {
  const at = await shop().openPull().merge();
  whileAsked(at, () => takeOutUnanswered(at));

  await at.ask();
  expect(await read(at)).toMatchObject({ state: "dropped" });
  await at.pass({ days: 1 });

  expect(at.questions()).toMatchObject([{ state: "closed" }]);
});

it("nothing is left of a question that GitHub never got, and that is not to be asked any longer", async () => {
  const at = await shop().openPull().merge();
  whileAsked(at, () => takeOutUnanswered(at), { isLost: true });

  await at.ask();
  await at.pass({ days: 1 });

  expect(at.questions()).toEqual([]);
  const { number } = at.pull();
  expect(await findResource(at.db, followUpResource({ repositoryId: at.id, number }))).toBeUndefined();
});

it("a change named while its question is being opened is named in it", async () => {
  const at = await shop().openPull().merge();
  const { number } = at.pull();
  let between: Outcome | undefined;
  whileAsked(at, async () => {
    const body = `${FULL}\n\nFollows #${number}.`;
    const here = { by: "cleo", repository: "acme/shop" };
    const later = await at.gh.people.openPullRequest({ ...here, title: "Faster export", body });
    await at.gh.people.merge({ ...here, number: later });
    await at.gh.settled();
    await at.reconcile(pullKey(at.id, later));
    between = await findOutcome(at.db, at.id, number);
  });

  await at.ask();

  const named = { namedBy: [{ title: "Faster export" }] };
  expect(between).toMatchObject(named);
  expect(await findOutcome(at.db, at.id, number)).toMatchObject({ state: "asked", ...named });
  expect(at.questions()).toHaveLength(1);
});
