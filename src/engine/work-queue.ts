import { setTimeout as sleep } from "node:timers/promises";
import PQueue from "p-queue";
import type { Log } from "../core/log.ts";
import type { OpenDatabase } from "../store/database.ts";
import { createKeyLocks } from "../store/key-lock.ts";
import type { BackPressure } from "./back-pressure.ts";
import { startPoller } from "./poller.ts";
import type { Reconcile } from "./run-until-quiet.ts";
import { createTimers } from "./timers.ts";

export interface Worker {
  /** Reconciles keys as soon as a worker is free. Only a notification: the next poll finds what got lost. */
  notify(keys: readonly string[]): void;
  /** The same for a moment in the near future. */
  notifyAt(key: string, at: Date): void;
  /** Problems of the worker, in words; empty when it works. */
  listProblems(): readonly string[];
  /** Takes no new work, and waits at most this many milliseconds for running work. */
  stop(withinMs: number): Promise<void>;
}

export interface WorkerParts {
  readonly db: OpenDatabase;
  readonly reconcile: Reconcile;
  readonly now: () => Date;
  /** Has `now` go by the database's clock. */
  readonly synchronize?: () => Promise<void>;
  readonly log: Log;
  readonly backPressure: BackPressure;
}

/** Reconciles mostly wait: for GitHub, for the database, for a write reservation. */
const CONCURRENCY = 32;
/** Notifications beyond this number are dropped; the poll finds their keys. */
const MOST_WAITING = 10_000;

/**
 * Starts the worker. Due work is stored in the database and every process takes from it: notifications at once, the
 * rest by polling. A lock per key keeps two processes from reconciling the same key, and ends with the process that
 * holds it.
 */
export function startWorker(parts: WorkerParts): Worker {
  const { db, log, backPressure } = parts;
  const locks = createKeyLocks(db);
  const queue = new PQueue({ concurrency: CONCURRENCY });
  /** Keys waiting in the queue; a second notification adds nothing. */
  const waiting = new Set<string>();
  let isStopping = false;

  function add(keys: readonly string[]): void {
    if (isStopping) return;
    for (const [index, key] of keys.entries()) {
      if (waiting.has(key) || waiting.size >= MOST_WAITING) continue;
      waiting.add(key);
      // Keys still waiting when the worker stops stay due in the database.
      // What comes alone does not wait behind thousands that came together, as the repositories of a new installation do.
      queue
        .add(() => take(key), { priority: -Math.floor(index / CONCURRENCY) })
        .catch((error: unknown) => {
          if (!isStopping) log.error({ err: error, key }, "could not lock a key");
        });
    }
  }

  async function take(key: string): Promise<void> {
    await backPressure.pass();
    waiting.delete(key);
    await locks.run(key, () => reconcileNow(parts, key));
  }

  const timers = createTimers(parts.now, add);
  const poller = startPoller({ ...parts, found: add, foundComing: timers.set });
  queue.addEventListener("idle", () => poller.goOn());
  return {
    notify: add,
    notifyAt: timers.set,
    listProblems: () => poller.listProblems(),
    stop: async (withinMs) => {
      isStopping = true;
      timers.clear();
      queue.clear();
      const ended = Promise.all([poller.stop(), queue.onIdle()]);
      await Promise.race([ended, sleep(withinMs, undefined, { ref: false })]);
      await locks.close();
    },
  };
}

/**
 * Another process may have finished the key already. A reconcile handles its own failures, so an error here means an
 * unreachable database or a bug. The key stays due, and the poll finds it again.
 */
async function reconcileNow({ reconcile, now, log }: WorkerParts, key: string): Promise<void> {
  try {
    await reconcile(key, now());
  } catch (error) {
    log.error({ err: error, key }, "could not complete a reconcile");
  }
}
