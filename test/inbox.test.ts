import { randomUUID } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { createInbox, type Inbox } from "../src/engine/inbox.ts";
import { startServer } from "../src/http/server.ts";
import { createWebhookHandler } from "../src/http/webhooks.ts";
import { type Database, type OpenDatabase, openPostgres } from "../src/store/database.ts";
import { migrate } from "../src/store/migrate.ts";
import { anEmptyDatabase, SERVER, useDatabase } from "./support/database.ts";
import { eventually } from "./support/eventually.ts";
import { quietLog } from "./support/loop.ts";

const getDb = useDatabase();

/** The limit of the handler is never reached: the database's own comes first, on any machine. */
const HANGING_MS = 60_000;

/** The inbox behind its webhook. */
async function open(db: Database): Promise<{ inbox: Inbox; deliver: (guid?: string) => Promise<number> }> {
  const inbox = createInbox({ db, now: () => new Date("2026-11-02T10:00:00Z"), identity: () => undefined });
  const handler = createWebhookHandler({
    verify: async () => true,
    receive: async (delivery) => ({ key: await inbox.accept(delivery) }),
    log: quietLog,
    acceptWithinMs: HANGING_MS,
  });
  const server = await startServer({ port: 0, host: "127.0.0.1", handlers: [handler], log: quietLog });
  onTestFinished(() => server.stop(0));
  return {
    inbox,
    deliver: async (guid = randomUUID()) => {
      const response = await fetch(`http://127.0.0.1:${server.port}/api/github/webhooks`, {
        method: "POST",
        headers: {
          "x-github-event": "push",
          "x-github-delivery": guid,
          "x-hub-signature-256": `sha256=${"0".repeat(64)}`,
        },
        body: JSON.stringify({
          ref: "refs/heads/main",
          after: "a".repeat(40),
          commits: [],
          installation: { id: 7 },
          repository: { id: 1, name: "shop", owner: { login: "acme" } },
        }),
      });
      return response.status;
    },
  };
}

async function listGuids(db: Database): Promise<readonly string[]> {
  return (await db.query<{ guid: string }>("select guid from delivery order by guid")).map(({ guid }) => guid);
}

describe("a database whose disk is full", () => {
  it("makes the inbox refuse deliveries and report it, until there is space again", async () => {
    const db = getDb();
    const { inbox, deliver } = await open(db);
    await db.execute(
      `create function refuse() returns trigger language plpgsql as
         $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
       create trigger full_disk before insert on delivery for each statement execute function refuse();`,
    );

    const full = [await deliver("a"), await deliver("b"), await inbox.findProblem()];
    await db.execute("drop trigger full_disk on delivery; drop function refuse;");
    const room = [await inbox.findProblem(), await deliver("c"), await inbox.findProblem()];

    expect(full).toEqual([503, 503, "the disk of the database is full"]);
    expect(room).toEqual([null, 202, null]);
    expect(await listGuids(db)).toEqual(["c"]);
  });
});

describe.skipIf(SERVER === undefined)("a failing Postgres server (with TEST_DATABASE_URL)", () => {
  async function aServer(withinMs = HANGING_MS): Promise<{ url: string; admin: OpenDatabase; inboxDb: OpenDatabase }> {
    const { url, drop } = await anEmptyDatabase();
    const admin = openPostgres(url);
    await migrate(admin);
    const inboxDb = openPostgres(url, { connections: 2, withinMs });
    onTestFinished(async () => {
      await inboxDb.close();
      await admin.close();
      await drop();
    });
    return { url, admin, inboxDb };
  }

  it("that hangs makes the inbox refuse deliveries in time, until it answers again", async () => {
    const { admin, inboxDb } = await aServer(1_000);
    const { inbox, deliver } = await open(inboxDb);

    const hanging = await admin.transaction(async (tx) => {
      await tx.query("lock table delivery in access exclusive mode");
      const since = performance.now();
      const answers = await Promise.all([deliver("a"), deliver("b")]);
      return { answers, ms: performance.now() - since, problem: await inbox.findProblem() };
    });

    expect(hanging.answers).toEqual([503, 503]);
    expect(hanging.ms).toBeLessThan(HANGING_MS / 2);
    expect(hanging.problem).toBe("the database takes too long");
    await eventually(async () => expect(await deliver("c")).toBe(202));
    expect(await listGuids(admin)).toEqual(["c"]);
  });

  it("that is read-only makes the inbox refuse deliveries and report it, and recover without a restart", async () => {
    const { url, admin, inboxDb } = await aServer();
    const { inbox, deliver } = await open(inboxDb);
    const name = new URL(url).pathname.slice(1);
    expect(await deliver("before")).toBe(202);

    // As in a fail-over: connections break, and new ones reach a read-only server.
    await admin.execute(`alter database ${name} set default_transaction_read_only = on`);
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    const parsed = [await deliver("a"), await deliver("b"), await inbox.findProblem()];
    await admin.execute(
      `set default_transaction_read_only = off; alter database ${name} reset default_transaction_read_only`,
    );
    const spec = [await inbox.findProblem(), await deliver("c")];

    expect(parsed.slice(0, 2)).toEqual([503, 503]);
    expect(parsed[2]).toBe("the database is read-only");
    expect(spec).toEqual([null, 202]);
    expect(await listGuids(admin)).toEqual(["before", "c"]);
  });

  it("stores deliveries on connections of their own, whatever reconciles do to theirs", async () => {
    const { url, admin, inboxDb } = await aServer();
    const busy = openPostgres(url, { connections: 1 });
    onTestFinished(() => busy.close());
    const { deliver } = await open(inboxDb);

    const status = await busy.transaction(async () => deliver("a"));

    expect(status).toBe(202);
    expect(await listGuids(admin)).toEqual(["a"]);
  });
});
