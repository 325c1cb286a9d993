import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createApp } from "../src/app.ts";
import { runMigrate } from "../src/cli/migrate-command.ts";
import { runUntilQuiet } from "../src/engine/run-until-quiet.ts";
import { createSimulatedGitHub } from "../src/simulator/simulated-github.ts";
import { lockFolder, openInFolder } from "../src/store/data-folder.ts";
import { type OpenDatabase, openPostgres } from "../src/store/database.ts";
import { migrate } from "../src/store/migrate.ts";
import { aTerminal } from "./cli/stage.ts";
import { anEmptyDatabase, openTestDatabase, SERVER } from "./support/database.ts";
import { quietLog } from "./support/loop.ts";
import { FULL } from "./support/template.ts";

const START = Date.parse("2026-11-02T10:00:00Z");
const DAY = 24 * 60 * 60_000;

/** The app against the simulated GitHub, on a database that can be swapped in the middle. */
function play(first: OpenDatabase) {
  let time = START;
  const now = () => new Date(time);
  const gh = createSimulatedGitHub({
    now,
    deliver: async (delivery) => {
      await stage.app.accept(delivery);
    },
  });
  const on = (db: OpenDatabase) => ({ db, app: createApp({ db, github: gh.github, log: quietLog, now }) });
  let stage = on(first);
  const settle = async () => {
    for (let before = -1; before !== gh.deliveries.length; ) {
      before = gh.deliveries.length;
      await runUntilQuiet({ db: stage.db, now, reconcile: stage.app.reconcile });
      await gh.settled();
    }
  };
  return {
    gh,
    settle,
    changeTo: (db: OpenDatabase) => {
      stage = on(db);
    },
    pass: async (days: number) => {
      time += days * DAY;
      await settle();
    },
  };
}

async function aDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "did-this-work-move-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe("a database to move", () => {
  it("has no foreign keys, so its tables can be copied in any order", async () => {
    const { db, drop } = await openTestDatabase();
    onTestFinished(drop);

    expect(
      await db.query("select conname from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace"),
    ).toEqual([]);
  });
});

describe.skipIf(SERVER === undefined)("moving from the embedded database to Postgres (with TEST_DATABASE_URL)", () => {
  it("continues in the middle of the loop, and loses or repeats nothing", async () => {
    const folder = await aDataFolder();
    const embedded = await openInFolder(folder);
    await migrate(embedded);
    const at = play(embedded);
    const { people } = at.gh;
    await people.addRepository({
      owner: "acme",
      name: "shop",
      files: { ".github/outcomes.yml": "" },
      collaborators: { ada: "admin", bob: "write", cleo: "write" },
    });
    await people.install();
    await at.settle();
    for (const title of ["Asked", "Waiting"]) {
      const number = await people.openPullRequest({ by: "bob", title, body: FULL });
      await people.merge({ by: "cleo", number });
      await at.settle();
      await at.pass(16);
    }
    const open = await people.openPullRequest({ by: "bob", title: "Open", body: "" });
    await at.settle();
    const asked = at.gh.look.issues("outcome").length;
    // Accepted, but not applied yet.
    await people.comment({ by: "bob", number: at.gh.look.issues("outcome")[0]?.number ?? 0, body: "worked" });
    const dumpOf = async (db: OpenDatabase) =>
      JSON.stringify(await db.query("select * from outcome order by number")) +
      JSON.stringify(await db.query("select guid, sequence, received_at::text from delivery order by sequence"));
    const before = await dumpOf(embedded);
    await embedded.close();
    const { url, drop } = await anEmptyDatabase();
    onTestFinished(drop);
    const { terminal, text } = aTerminal();

    expect(await runMigrate({ from: folder }, terminal, { DATABASE_URL: url })).toBe(0);

    const postgres = openPostgres(url);
    onTestFinished(() => postgres.close());
    expect(await dumpOf(postgres)).toBe(before);
    at.changeTo(postgres);
    await at.settle();
    await at.pass(20);
    await at.pass(30);
    expect(text()).toMatch(/^Moved and counted: \d+ rows\./);
    expect(asked).toBe(1);
    expect(at.gh.look.issues("outcome").map(({ title, stateReason }) => [title, stateReason])).toEqual([
      ["Did this work? Waiting", "not_planned"],
      ["Did this work? Asked", "completed"],
    ]);
    expect(at.gh.look.issues("outcome-dashboard")).toHaveLength(1);
    expect(at.gh.look.thread(open).comments).toHaveLength(1);
    const [sequence] = await postgres.query<{ count: number; last: number }>(
      "select count(*) as count, count(distinct sequence) as last from delivery",
    );
    expect(sequence?.last).toBe(sequence?.count);
  }, 60_000);

  it("refuses a target with records, a folder in use, and a folder without a database", async () => {
    const folder = await aDataFolder();
    const embedded = await openInFolder(folder);
    await migrate(embedded);
    await embedded.close();
    const { url, drop } = await anEmptyDatabase();
    onTestFinished(drop);
    const postgres = openPostgres(url);
    onTestFinished(() => postgres.close());
    await migrate(postgres);
    await postgres.query("insert into permission values (1, 2, 'read', now())");
    const { terminal } = aTerminal();
    const source = { DATABASE_URL: url };

    await expect(runMigrate({ from: folder }, terminal, source)).rejects.toThrow(
      "the database is not empty: permission has 1 row; nothing was moved",
    );
    await expect(runMigrate({ from: tmpdir() }, terminal, source)).rejects.toThrow("no database found in");
    await expect(runMigrate({ from: folder }, terminal, {})).rejects.toThrow("DATABASE_URL is missing");
    const lock = await lockFolder(folder);
    await expect(runMigrate({ from: folder }, terminal, source)).rejects.toThrow("stop the server first");
    await lock.release();
  }, 60_000);

  it("leaves the target empty when it is interrupted", async () => {
    const folder = await aDataFolder();
    const embedded = await openInFolder(folder);
    await migrate(embedded);
    await embedded.query("insert into permission select 1, n, 'read', now() from generate_series(1, 3) n");
    await embedded.close();
    const { url, drop } = await anEmptyDatabase();
    onTestFinished(drop);
    const postgres = openPostgres(url);
    onTestFinished(() => postgres.close());
    await migrate(postgres);
    await postgres.execute("alter table permission add check (person_id < 3)");
    const { terminal } = aTerminal();

    await expect(runMigrate({ from: folder }, terminal, { DATABASE_URL: url })).rejects.toThrow();

    expect(await postgres.query("select * from permission")).toEqual([]);
  }, 60_000);

  it("migrates a database to this version, and says so", async () => {
    const { url, drop } = await anEmptyDatabase();
    onTestFinished(drop);
    const { terminal, text } = aTerminal();

    expect(await runMigrate({}, terminal, { DATABASE_URL: url })).toBe(0);
    expect(text()).toBe("The database is up to date.");
  });
});
