import { describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { listDue } from "../src/engine/due.ts";
import { createSimulatedGitHub } from "../src/simulator/simulated-github.ts";
import type { Withheld } from "../src/simulator/world.ts";
import { emptyDatabase, useDatabase } from "./support/database.ts";
import { createLoop, quietLog } from "./support/loop.ts";
import { createPower, PowerCut, powerDatabase, powerGitHub } from "./support/power.ts";

const PATH = ".github/pull_request_template.md";
const collaborators = { ada: "admin", bob: "write" } as const;

/** Cuts the power at every n-th step. 1 cuts at every step, which takes a while. */
const EVERY = Number(process.env.CRASH_EVERY ?? 23);

const getDb = useDatabase();

/** Installs the app, then merges its pull request or does what its issue asks, with one power cut on the way. */
async function playOnboarding(failsAt: number, { withhold }: { readonly withhold: readonly Withheld[] }) {
  let time = Date.parse("2026-11-02T10:00:00Z");
  const now = () => new Date(time);
  const db = getDb();
  const power = createPower(failsAt);
  const gh = createSimulatedGitHub({
    now,
    deliver: async (delivery) => {
      await createApp({ db, github: gh.github, log: quietLog, now }).accept(delivery);
    },
  });
  const start = () =>
    createApp({ db: powerDatabase(db, power), github: powerGitHub(gh.github, power), log: quietLog, now });
  let app = start();

  async function reconcileOnce(key: string): Promise<void> {
    try {
      await app.reconcile(key, now());
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      power.switchOn();
      app = start();
      time += 11_000;
    }
  }

  async function pass(seconds: number): Promise<void> {
    time += seconds * 1_000;
    for (let before = -1; before !== gh.deliveries.length; ) {
      before = gh.deliveries.length;
      for (let due = await listDue(db, now()); due.length > 0; due = await listDue(db, now())) {
        for (const key of due) await reconcileOnce(key);
        await gh.settled();
      }
    }
  }

  await gh.people.addRepository({ owner: "acme", name: "shop", files: { [PATH]: "## Summary\n" }, collaborators });
  await gh.people.install({ by: "ada", withhold });
  await pass(0);
  await pass(60);
  const opened = gh.look.threads().length;
  if (withhold.length === 0) await gh.people.merge({ by: "ada", number: 1 });
  else await gh.people.commitFile({ by: "ada", files: { ".github/outcomes.yml": "" } });
  await pass(60);
  await pass(120);
  const [row] = await db.query<{ state: string; is_active: boolean }>(
    "select state, is_active from onboarding join repository on id = repository_id",
  );
  const threads = gh.look.threads().map(({ kind, state }) => `${kind} ${state}`);
  return { seen: { opened, threads, row }, wasCut: power.isUsed() };
}

describe("a process that dies during onboarding", () => {
  it.each<[string, readonly Withheld[], string]>([
    ["one pull request", [], "pull-request merged"],
    ["one issue where it may not propose files", ["contents"], "issue closed"],
  ])(
    "leaves %s, whatever it was doing",
    async (_, withhold, thread) => {
      let failsAt = 0;
      for (let wasCut = true; wasCut; ) {
        failsAt += EVERY;
        await emptyDatabase(getDb());

        const played = await playOnboarding(failsAt, { withhold });

        expect({ failsAt, ...played.seen }).toEqual({
          failsAt,
          opened: 1,
          threads: [thread],
          row: { state: "accepted", is_active: true },
        });
        wasCut = played.wasCut;
      }
      expect(failsAt).toBeGreaterThan(60);
    },
    180_000,
  );
});

describe("two replicas that reconcile at the same time", () => {
  it("ask one repository of a large installation, and after its merge no more than three others that day", async () => {
    const { gh, db, settle, pass, now } = createLoop(getDb());
    const names = Array.from({ length: 11 }, (_, index) => `repo-${index}`);
    for (const name of names) {
      await gh.people.addRepository({ owner: "acme", name, files: { [PATH]: "## Summary\n" }, collaborators });
    }
    const replica = () => createApp({ db, github: gh.github, log: quietLog, now });
    const replicas = [replica(), replica()];
    /** Runs everything due in both replicas at the same time, without locks, until nothing is left. */
    const settleAtOnce = async () => {
      for (let due = await listDue(db, now()); due.length > 0; due = await listDue(db, now())) {
        await Promise.all(due.flatMap((key) => replicas.map((app) => app.reconcile(key, now()))));
        await gh.settled();
      }
    };
    const listAsked = () => names.flatMap((name) => gh.look.threads(`acme/${name}`).map((thread) => thread.repository));
    await gh.people.install({ by: "ada" });

    await settleAtOnce();
    await pass({ minutes: 1 });
    const first = listAsked();
    await gh.people.merge({ by: "ada", number: 1, repository: first[0] ?? "" });
    await settleAtOnce();
    await settle();
    await pass({ minutes: 5 });

    expect(first).toHaveLength(1);
    expect(listAsked()).toHaveLength(3);
    expect(new Set(listAsked()).size).toBe(3);
  });
});
