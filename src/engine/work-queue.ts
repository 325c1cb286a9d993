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
  /** Has an object looked at as soon as somebody is free. Only a hint: what is lost is found by the next sweep. */
  notify(keys: readonly string[]): void;
  /** The same at a moment that is near. */
  notifyAt(key: string, at: Date): void;
  /** Why it does not work, in words; nothing when it does. */
  listProblems(): readonly string[];
  /** Takes nothing new, lets what runs finish, within so many milliseconds. */
  stop(withinMs: number): Promise<void>;
}

export interface WorkerParts {
  readonly db: OpenDatabase;
  readonly reconcile: Reconcile;
  readonly now: () => Date;
  readonly log: Log;
  readonly backPressure: BackPressure;
}

/** Looks mostly wait: for GitHub, for the database, for their turn to write. */
const CONCURRENCY = 32;
/** More hints than that are not remembered: the sweep comes back to what is due. */
const MOST_WAITING = 10_000;

/**
 * Starts the worker. What is due stands in the database, and every process works it off: what it was told of at once, the
 * rest by its sweeps. No two of them look at one object at once: that is locked, and a lock ends with the process that
 * holds it.
 */
export function startWorker(parts: WorkerParts): Worker {
  const { db, log, backPressure } = parts;
  const locks = createKeyLocks(db);
  const queue = new PQueue({ concurrency: CONCURRENCY });
  /** Waiting in the queue: once is enough. */
  const waiting = new Set<string>();
  let isStopping = false;

  function add(keys: readonly string[]): void {
    if (isStopping) return;
    for (const key of keys) {
      if (waiting.has(key) || waiting.size >= MOST_WAITING) continue;
      waiting.add(key);
      // What is still waiting when the worker stops is due for whoever comes next.
      queue
        .add(() => take(key))
        .catch((error: unknown) => {
          if (!isStopping) log.error({ err: error, key }, "a key could not be locked");
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
      await poller.stop();
      timers.clear();
      queue.clear();
      await Promise.race([queue.onIdle(), sleep(withinMs, undefined, { ref: false })]);
      await locks.close();
    },
  };
}

/**
 * Another process may have been faster. A look deals with its own failures; what is thrown here is the database being away,
 * or a bug. The sweep comes back to it.
 */
async function reconcileNow({ reconcile, now, log }: WorkerParts, key: string): Promise<void> {
  try {
    await reconcile(key, now());
  } catch (error) {
    log.error({ err: error, key }, "a reconcile could not be completed");
  }
}
