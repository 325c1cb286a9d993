import { afterEach, expect, it, vi } from "vitest";
import type { BackPressure } from "../../src/engine/back-pressure.ts";
import { startWorker, type Worker } from "../../src/engine/work-queue.ts";
import type { OpenDatabase } from "../../src/store/database.ts";
import { saveDeliveries } from "../../src/store/delivery.ts";
import { findDueKey } from "../../src/store/due-key.ts";
import { saveWorkItem } from "../../src/store/work-item.ts";
import { useDatabase } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { quietLog } from "../support/loop.ts";

const db = useDatabase();
const NOW = new Date("2026-11-21T10:00:00Z");
const calm: BackPressure = { note() {}, pass: async () => {} };
const workers: Worker[] = [];
/** Longer than any work here takes, on any machine. */
const HANGS_AFTER_MS = 60_000;

afterEach(async () => {
  vi.useRealTimers();
  for (const worker of workers.splice(0)) await worker.stop(HANGS_AFTER_MS);
});

/** Starts a worker. Like the real one, its reconciler skips keys that are not due; for the others it waits for `gate`. */
function start(seen: string[], gate: Promise<void> = Promise.resolve(), on: OpenDatabase = db()): Worker {
  const worker = startWorker({
    db: on,
    now: () => NOW,
    log: quietLog,
    backPressure: calm,
    reconcile: async (key, now) => {
      if (!(await findDueKey(db(), key, { repositoryId: null, now })).isDue) return;
      seen.push(`begin ${key}`);
      await gate;
      await db().query("delete from work_item where key = $1", [key]);
      seen.push(`end ${key}`);
    },
  });
  workers.push(worker);
  return worker;
}

it("the worker finds due keys by itself, and leaves others", async () => {
  await saveWorkItem(db(), "outcome/1/7", NOW);
  await saveWorkItem(db(), "outcome/1/8", new Date(NOW.getTime() + 1));
  const seen: string[] = [];

  start(seen);

  await eventually(() => expect(seen).toEqual(["begin outcome/1/7", "end outcome/1/7"]));
});

it("the worker reconciles a key immediately on notification, if it is due", async () => {
  const seen: string[] = [];
  const worker = start(seen);
  const delivery = { guid: "a", event: "issues", key: "issue/1/3", installationId: 1, body: "{}" };
  await eventually(() => expect(worker.listProblems()).toEqual([]));
  await saveDeliveries(db(), [delivery], NOW);

  worker.notify(["issue/1/4", "issue/1/3"]);

  await eventually(() => expect(seen).toEqual(["begin issue/1/3", "end issue/1/3"]));
});

it("the worker reconciles once for a burst, and once more for work that arrives meanwhile", async () => {
  const seen: string[] = [];
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const worker = start(seen, released);
  await saveWorkItem(db(), "pull/1/7", NOW);

  worker.notify(["pull/1/7", "pull/1/7", "pull/1/7"]);
  await eventually(() => expect(seen).toEqual(["begin pull/1/7"]));
  await saveWorkItem(db(), "pull/1/7", NOW);
  worker.notify(["pull/1/7"]);
  release();

  await eventually(() => expect(seen.length).toBeGreaterThanOrEqual(2));
  await worker.stop(HANGS_AFTER_MS);
  expect(seen.filter((entry) => entry.startsWith("begin")).length).toBeLessThanOrEqual(2);
});

it("the worker finishes running reconciles when it stops, and leaves the rest due", async () => {
  const keys = Array.from({ length: 100 }, (_, index) => `pull/1/${index}`);
  for (const key of keys) await saveWorkItem(db(), key, NOW);
  const seen: string[] = [];
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const worker = start(seen, released);
  await eventually(() => expect(seen.length).toBeGreaterThan(0));

  const stopped = worker.stop(HANGS_AFTER_MS);
  release();
  await stopped;

  const ends = seen.filter((entry) => entry.startsWith("end")).length;
  expect(ends).toBe(seen.length - ends);
  const [left] = await db().query<{ count: number }>("select count(*) as count from work_item");
  expect(left?.count).toBe(keys.length - ends);
});

it("the worker does more than one poll finds without waiting for the next poll", async () => {
  await db().execute(
    "insert into work_item (key, run_at) select 'pull/1/' || i, '2026-01-01' from generate_series(1, 1200) as i",
  );
  const seen: string[] = [];
  // The next poll never comes.
  vi.useFakeTimers({ toFake: ["setInterval"] });

  start(seen);

  await eventually(() => expect(seen.length).toBe(2_400));
});

it.skipIf(!process.env.TEST_DATABASE_URL)(
  "several workers share the work without reconciling a key twice",
  async () => {
    const keys = Array.from({ length: 60 }, (_, index) => `pull/1/${index}`);
    for (const key of keys) await saveWorkItem(db(), key, NOW);
    const seen: string[] = [];

    const both = [start(seen), start(seen)];

    await eventually(() => expect(seen.length).toBeGreaterThanOrEqual(120));
    await Promise.all(both.map((worker) => worker.stop(HANGS_AFTER_MS)));
    expect([...seen].sort()).toEqual(keys.flatMap((key) => [`begin ${key}`, `end ${key}`]).sort());
  },
);

it("the worker makes no query after it stopped, even with more to do than one poll finds", async () => {
  await db().query("insert into work_item (key, run_at) select 'pull/1/' || n, $1 from generate_series(1, 600) n", [
    NOW,
  ]);
  let queries = 0;
  const counting: OpenDatabase = {
    ...db(),
    query: (text, values) => {
      queries++;
      return db().query(text, values);
    },
  };
  const seen: string[] = [];
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const worker = start(seen, released, counting);
  await eventually(() => expect(seen.length).toBeGreaterThan(0));

  const stopped = worker.stop(HANGS_AFTER_MS);
  release();
  await stopped;
  queries = 0;
  // A poll that work left over would cause is one of the next events.
  for (let turn = 0; turn < 50; turn++) await db().query("select 1");

  expect(queries).toBe(0);
});

it("a key that comes alone does not wait behind thousands that came together", async () => {
  const many = Array.from({ length: 3_000 }, (_, index) => `repository/${index + 2}`);
  const seen: string[] = [];
  const worker = start(seen);
  await eventually(() => expect(worker.listProblems()).toEqual([]));
  await saveWorkItem(db(), "pull/1/7", NOW);
  await db().execute(
    "insert into work_item (key, run_at) select 'repository/' || i, '2026-01-01' from generate_series(2, 3001) as i",
  );

  worker.notify(many);
  worker.notify(["pull/1/7"]);
  await eventually(() => expect(seen).toContain("end pull/1/7"));

  expect(seen.indexOf("begin pull/1/7")).toBeLessThan(300);
});
