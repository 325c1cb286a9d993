import { describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { listDue } from "../src/engine/due.ts";
import { createSimulatedGitHub } from "../src/simulator/simulated-github.ts";
import { findLedger } from "../src/store/ledger.ts";
import { saveOutcome } from "../src/store/outcome.ts";
import { beginRepository } from "../src/store/repository-identity.ts";
import { saveWorkItem } from "../src/store/work-item.ts";
import { anOutcome } from "./support/builders.ts";
import { useDatabase } from "./support/database.ts";
import { installShop, quietLog } from "./support/loop.ts";
import { createPower, PowerCut, powerDatabase, powerGitHub } from "./support/power.ts";
import { FULL, TEMPLATE } from "./support/template.ts";

/** Cuts the power at every n-th step. 1 cuts at every step, which takes many minutes. */
const EVERY = Number(process.env.CRASH_EVERY ?? 23);

/** For each story: one that cuts at every step took 411 seconds on two idle cores, and a machine is seldom idle. */
const TIMEOUT_MS = 60_000 + Math.ceil(1_200_000 / EVERY);

const getDb = useDatabase();

/** Plays the loop with one power cut, and restarts from the state of the database. */
async function playLoop(failsAt: number) {
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
  let mostComments = 0;

  async function lookOnce(key: string): Promise<void> {
    try {
      await app.reconcile(key, now());
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      power.switchOn();
      app = start();
      // Nothing is kept in memory: due work is found in the database.
      time += 11_000;
    }
  }

  async function settle(): Promise<void> {
    for (let before = -1; before !== gh.deliveries.length; ) {
      before = gh.deliveries.length;
      for (let due = await listDue(db, now()); due.length > 0; due = await listDue(db, now())) {
        for (const key of due) await lookOnce(key);
        await gh.settled();
      }
      mostComments = Math.max(mostComments, ...gh.look.threads().map((thread) => thread.comments.length));
    }
  }

  async function pass(seconds: number): Promise<void> {
    time += seconds * 1_000;
    await settle();
  }

  await installShop({ gh, settle }, { template: TEMPLATE });
  const number = await gh.people.openPullRequest({ by: "bob", title: "Add a CSV export", body: TEMPLATE });
  await settle();
  await pass(60);
  await gh.people.editPullRequest({ by: "bob", number, body: FULL });
  await settle();
  await pass(60);
  await gh.people.merge({ by: "cleo", number });
  await settle();
  await pass(31 * 24 * 60 * 60);
  await pass(60);
  const [followUp] = gh.look.issues("outcome");
  if (followUp) await gh.people.comment({ by: "bob", number: followUp.number, body: "/outcome worked it did" });
  await settle();
  await pass(120);
  // After a cut in the dashboard's last write it is written again only a minute later.
  await pass(120);
  return { gh, number, wasCut: power.isUsed(), mostComments };
}

/** Plays the ledger alone, to cut at every step. No person closes or merges its pull request meanwhile. */
async function playLedger(failsAt: number) {
  let time = Date.parse("2026-12-01T09:00:00Z");
  const now = () => new Date(time);
  const db = getDb();
  const power = createPower(failsAt);
  const gh = createSimulatedGitHub({ now, deliver: () => {} });
  const id = await gh.people.addRepository({
    owner: "acme",
    name: "shop",
    files: { ".github/outcomes.yml": "ledger: { enabled: true }\n" },
  });
  const installationId = await gh.people.install();
  const at = new Date("2026-10-01T00:00:00Z");
  await beginRepository(db, { facts: { id, owner: "acme", name: "shop", updatedAt: null }, installationId, at });
  await saveOutcome(db, anOutcome({ repositoryId: id, state: "unanswered", endedAt: "2026-11-20T09:00:00Z" }));
  await saveWorkItem(db, `ledger/${id}`, now());

  const parts = { db: powerDatabase(db, power), github: powerGitHub(gh.github, power), log: quietLog, now };
  for (let round = 0; round < 6; round++) {
    for (const key of await listDue(db, now())) {
      await createApp(parts)
        .reconcile(key, now())
        .catch((error: unknown) => {
          if (!(error instanceof PowerCut)) throw error;
          power.switchOn();
        });
    }
    time += 11_000;
  }
  return { gh, ledger: await findLedger(db, id), wasCut: power.isUsed() };
}

describe("a process that dies", () => {
  it(
    "leaves one ledger proposal, whatever it was doing",
    async () => {
      let failsAt = 0;
      for (let wasCut = true; wasCut; ) {
        failsAt += EVERY;
        await getDb().execute("truncate repository, outcome, ledger, work_item");

        const played = await playLedger(failsAt);

        wasCut = played.wasCut;
        const pulls = played.gh.look.threads().filter(({ kind }) => kind === "pull-request");
        expect(
          pulls.map(({ title }) => title),
          `cut at ${failsAt}`,
        ).toEqual(["Outcomes for November 2026"]);
        expect(played.ledger, `cut at ${failsAt}`).toMatchObject({
          writtenThrough: "2026-11",
          pullNumber: pulls[0]?.number,
          intendedAt: null,
          problem: null,
        });
      }
      expect(failsAt).toBeGreaterThan(30);
    },
    TIMEOUT_MS,
  );

  it(
    "leaves one comment, one follow-up and one dashboard, whatever it was doing",
    async () => {
      let failsAt = 0;
      for (let wasCut = true; wasCut; ) {
        failsAt += EVERY;
        await getDb().execute(
          "truncate repository, installation, pull_request, outcome, skipped_merge, delivery, user_action, work_item, managed_resource, dashboard, permission",
        );

        const played = await playLoop(failsAt);

        const { gh, number } = played;
        const seen = {
          failsAt,
          comments: gh.look.comments(number).length,
          mostComments: played.mostComments,
          check: gh.look.thread(number).check?.title,
          checks: gh.look.checkRuns().length,
          followUps: gh.look.issues("outcome").map((issue) => issue.stateReason),
          reactions: gh.look
            .comments(gh.look.issues("outcome")[0]?.number ?? 0)
            .map((comment) => comment.reactions.length),
          dashboards: gh.look.issues("outcome-dashboard").length,
          says: gh.look.issues("outcome-dashboard")[0]?.body.includes("**Worked: 1 of 1 answer**"),
        };
        expect(seen).toEqual({
          failsAt,
          comments: 0,
          mostComments: 1,
          check: "Worked (3 Dec 2026)",
          checks: 1,
          followUps: ["completed"],
          reactions: [1],
          dashboards: 1,
          says: true,
        });
        wasCut = played.wasCut;
      }
      // The loop has several hundred steps. A test that cut none of them would prove nothing.
      expect(failsAt).toBeGreaterThan(200);
    },
    TIMEOUT_MS,
  );
});
