import { fromPglite, PgBoss } from "pg-boss";
import type { Log } from "../core/log.ts";
import type { OpenDatabase } from "../store/database.ts";
import { createObjectLocks } from "../store/object-lock.ts";
import { listDue } from "./due.ts";
import type { Look } from "./run-until-quiet.ts";

export interface Worker {
  /** Has an object looked at as soon as somebody is free. Only a hint: what is lost is found by the next sweep. */
  hint(objects: readonly string[]): void;
  /** Why it does not work, in words; nothing when it does. */
  listProblems(): readonly string[];
  /** Takes nothing new, lets what runs finish, within so many milliseconds. */
  stop(withinMs: number): Promise<void>;
}

/** The queue of looks. Its jobs carry an object's name and nothing else: what is known stands in the tables. */
const QUEUE = "look";
const SCHEMA = "pgboss";
/** Several looks at once; GitHub's patience is kept elsewhere, by the installation. */
const CONCURRENCY = 8;
const SWEEP_MS = 5_000;

/**
 * Starts the worker on pg-boss, which spreads the looks over all replicas; the `short` policy makes a burst one job. No
 * two of them look at one object at once: that is locked, and a lock ends with the process that holds it.
 */
export async function startWorker(options: {
  db: OpenDatabase;
  look: Look;
  now: () => Date;
  log: Log;
}): Promise<Worker> {
  const { db, log, now } = options;
  const locks = createObjectLocks(db);
  const boss = await openQueue(db, log);
  await boss.work<{ object: string }>(
    QUEUE,
    { localConcurrency: CONCURRENCY, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 },
    async (jobs) => {
      for (const job of jobs) await locks.run(job.data.object, () => lookOnce(options, job.data.object));
    },
  );
  const sweeper = startSweeper({ db, log, now, send: (objects) => send(boss, objects) });
  return {
    hint: (objects) => {
      send(boss, objects).catch((error: unknown) => log.warn({ err: error }, "a hint was lost"));
    },
    listProblems: () => sweeper.listProblems(),
    stop: async (withinMs) => {
      await sweeper.stop();
      await boss.stop({ graceful: true, close: true, timeout: withinMs });
      await locks.close();
    },
  };
}

async function openQueue(db: OpenDatabase, log: Log): Promise<PgBoss> {
  const boss =
    db.driver.kind === "pglite"
      ? new PgBoss({ ...COMMON, db: fromPglite(db.driver.pglite), backend: "pglite" })
      : new PgBoss({ ...COMMON, connectionString: db.driver.url, max: 4 });
  boss.on("error", (error: unknown) => log.error({ err: error }, "the job queue has a problem"));
  await boss.start();
  await boss.createQueue(QUEUE, {
    policy: "short",
    notify: true,
    // A look that fails, or dies with its process, leaves its appointment due, and the sweep makes it a job again.
    retryLimit: 0,
    expireInSeconds: 300,
    deleteAfterSeconds: 600,
  });
  return boss;
}

const COMMON = {
  schema: SCHEMA,
  useListenNotify: true,
  schedule: false,
} as const;

async function send(boss: PgBoss, objects: readonly string[]): Promise<void> {
  if (objects.length === 0) return;
  await boss.insert(
    QUEUE,
    objects.map((object) => ({ singletonKey: object, data: { object } })),
  );
}

/** A look deals with its own failures; what is thrown here is the database being away, or a bug. The sweep comes back to it. */
async function lookOnce({ look, now, log }: { look: Look; now: () => Date; log: Log }, object: string): Promise<void> {
  try {
    await look(object, now());
  } catch (error) {
    log.error({ err: error, object }, "a look could not be concluded");
  }
}

interface Sweeper {
  listProblems(): readonly string[];
  stop(): Promise<void>;
}

/** Every few seconds whatever is due becomes a job: after a restart, after a lost hint, and when a date has come. */
function startSweeper(options: {
  db: OpenDatabase;
  log: Log;
  now: () => Date;
  send: (objects: readonly string[]) => Promise<void>;
}): Sweeper {
  const { db, log, now } = options;
  let problem: string | null = null;
  let running: Promise<void> = Promise.resolve();

  async function sweep(): Promise<void> {
    try {
      await options.send(await listDue(db, now()));
      problem = null;
    } catch (error) {
      problem = `the last sweep failed: ${error instanceof Error ? error.message : String(error)}`;
      log.error({ err: error }, "a sweep failed");
    }
  }

  running = sweep();
  const timer = setInterval(() => {
    // One after the other: a slow database is not asked again before it answered.
    running = running.then(sweep);
  }, SWEEP_MS);
  return {
    listProblems: () => (problem === null ? [] : [problem]),
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}
