import { expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { ExternalError } from "../src/core/external-error.ts";
import type { Outcome } from "../src/core/outcome/outcome.ts";
import { pullKey } from "../src/core/reconcile-key.ts";
import { followUpResource } from "../src/core/resource-key.ts";
import { runUntilQuiet } from "../src/engine/run-until-quiet.ts";
import type { GitHub } from "../src/github/github.ts";
import { createSimulatedGitHub } from "../src/simulator/simulated-github.ts";
import { findResource } from "../src/store/managed-resource.ts";
import { findOutcome } from "../src/store/outcome.ts";
import { useDatabase } from "./support/database.ts";
import { addShop, quietLog } from "./support/loop.ts";
import { FULL, TEMPLATE } from "./support/template.ts";

const db = useDatabase();

/** The app on acme/shop, where something can happen in the middle of a call to GitHub. */
async function stage(config?: string) {
  let time = Date.parse("2026-11-02T10:00:00Z");
  const now = () => new Date(time);
  let isLost = false;
  const whileAsked: (() => Promise<void>)[] = [];
  const gh = createSimulatedGitHub({ now, deliver: async (delivery) => void (await app.accept(delivery)) });
  const github = new Proxy(gh.github, {
    get: (target, method: keyof GitHub) => {
      const call = target[method];
      if (typeof call !== "function") return call;
      return async (...given: unknown[]) => {
        const title = method === "createIssue" ? String((given[1] as { readonly title: string }).title) : "";
        const isQuestion = title.startsWith("Did this work?");
        const done =
          isQuestion && isLost ? undefined : await (call as (...given: unknown[]) => unknown).apply(target, given);
        if (isQuestion) await whileAsked.shift()?.();
        return done;
      };
    },
  });
  const app = createApp({ db: db(), github, log: quietLog, now });
  const settle = async () => {
    for (let before = -1; before !== gh.deliveries.length; ) {
      before = gh.deliveries.length;
      await runUntilQuiet({ db: db(), now, reconcile: app.reconcile });
      await gh.settled();
    }
  };
  const id = await addShop(gh, { template: TEMPLATE, ...(config !== undefined && { config }) });
  await gh.people.install({ owner: "acme" });
  await settle();
  await gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: FULL, repository: "acme/shop" });
  await settle();
  const pull = gh.look.threads("acme/shop").find(({ kind }) => kind === "pull-request")?.number ?? 0;
  return {
    ...{ gh, app, now, id, pull, whileAsked },
    /** From now on no question arrives at GitHub. */
    lose: () => {
      isLost = true;
    },
    say: (body: string) => gh.people.comment({ by: "bob", number: pull, body, repository: "acme/shop" }),
    merge: async () => {
      await gh.people.merge({ by: "cleo", number: pull, repository: "acme/shop" });
      await settle();
    },
    passDays: async (days: number) => {
      time += days * 24 * 60 * 60_000;
      await settle();
    },
  };
}

it("a pull request taken out while its question is being opened is not asked about", async () => {
  const at = await stage();
  await at.merge();
  let between: Outcome | undefined;
  at.whileAsked.push(async () => {
    await at.say("/outcome skip the experiment was cancelled");
    await at.gh.settled();
    await at.app.reconcile(pullKey(at.id, at.pull), at.now());
    between = await findOutcome(db(), at.id, at.pull);
  });

  await at.passDays(31);

  expect(between).toMatchObject({ state: "dropped" });
  expect(await findOutcome(db(), at.id, at.pull)).toMatchObject({ state: "dropped" });
  const questions = at.gh.look.issues("outcome", "acme/shop");
  expect(questions.filter(({ state }) => state === "open")).toEqual([]);
});

it("a question is closed again when its change turns out not to be shipped while it is being opened", async () => {
  const at = await stage("clock:\n  starts: release\n");
  await at.merge();
  await at.gh.people.publishRelease({ by: "cleo", tag: "v1.0.0", repository: "acme/shop" });
  await at.passDays(0);
  at.whileAsked.push(async () => {
    await at.say("/outcome not-shipped");
    await at.gh.settled();
    await at.app.reconcile(pullKey(at.id, at.pull), at.now());
  });

  await at.passDays(31);

  expect(at.whileAsked).toEqual([]);
  expect(await findOutcome(db(), at.id, at.pull)).toMatchObject({ state: "waiting", clockStartedAt: null });
  expect(at.gh.look.issues("outcome", "acme/shop")).toMatchObject([{ state: "closed" }]);
});

it("a question is closed that was opened without an answer, and not to be asked when that was found out", async () => {
  const at = await stage();
  await at.merge();
  at.whileAsked.push(async () => {
    await at.say("/outcome skip the experiment was cancelled");
    throw new ExternalError("unanswered", "the connection broke");
  });

  await at.passDays(31);
  expect(await findOutcome(db(), at.id, at.pull)).toMatchObject({ state: "dropped" });
  await at.passDays(1);

  expect(at.gh.look.issues("outcome", "acme/shop")).toMatchObject([{ state: "closed" }]);
});

it("nothing is left of a question that GitHub never got, and that is not to be asked any longer", async () => {
  const at = await stage();
  await at.merge();
  at.whileAsked.push(async () => {
    await at.say("/outcome skip the experiment was cancelled");
    throw new ExternalError("unanswered", "the connection broke");
  });
  at.lose();

  await at.passDays(31);
  await at.passDays(1);

  expect(at.gh.look.issues("outcome", "acme/shop")).toEqual([]);
  expect(await findResource(db(), followUpResource({ repositoryId: at.id, number: at.pull }))).toBeUndefined();
});

it("a change named while its question is being opened is named in it", async () => {
  const at = await stage();
  await at.merge();
  at.whileAsked.push(async () => {
    const given = { by: "cleo", title: "Faster export", body: `${FULL}\n\nFollows #${at.pull}.` };
    const later = await at.gh.people.openPullRequest({ ...given, repository: "acme/shop" });
    await at.gh.people.merge({ by: "cleo", number: later, repository: "acme/shop" });
    await at.gh.settled();
    await at.app.reconcile(pullKey(at.id, later), at.now());
  });

  await at.passDays(31);

  expect(at.whileAsked).toEqual([]);
  const outcome = await findOutcome(db(), at.id, at.pull);
  expect(outcome).toMatchObject({ state: "asked", namedBy: [{ title: "Faster export" }] });
  expect(at.gh.look.issues("outcome", "acme/shop")).toHaveLength(1);
});
