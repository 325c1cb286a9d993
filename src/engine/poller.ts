import type { Log } from "../core/log.ts";
import type { Database } from "../store/database.ts";
import { AT_ONCE, listComing, listDue } from "./due.ts";
import { AHEAD_MS } from "./timers.ts";

export interface Poller {
  /** Why it does not work, in words; nothing when it does. */
  listProblems(): readonly string[];
  /** What was found is worked off: if there was more than a sweep takes, it goes on at once. */
  goOn(): void;
  /** Sweeps no more; resolves when the last sweep has ended. */
  stop(): Promise<void>;
}

const POLL_MS = 5_000;

/** Every few seconds finds what is due: after a restart, after a lost hint, when a date has come, when a replica died. */
export function startPoller({
  db,
  log,
  now,
  found,
  foundComing,
}: {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => Date;
  readonly found: (keys: readonly string[]) => void;
  /** Told of what is due before the next sweep. */
  readonly foundComing: (key: string, at: Date) => void;
}): Poller {
  let problem: string | null = null;
  let isMore = false;
  let isStopped = false;

  async function poll(): Promise<void> {
    try {
      const keys = await listDue(db, now());
      isMore = keys.length >= AT_ONCE;
      found(keys);
      for (const { key, runAt } of await listComing(db, now(), AHEAD_MS)) foundComing(key, runAt);
      problem = null;
    } catch (error) {
      problem = `the last poll failed: ${error instanceof Error ? error.message : String(error)}`;
      log.error({ err: error }, "a poll failed");
    }
  }

  let running = poll();
  const next = () => {
    // One after the other: a slow database is not asked again before it answered.
    running = running.then(poll);
  };
  const timer = setInterval(next, POLL_MS);
  return {
    goOn: () => {
      if (!isMore || isStopped) return;
      isMore = false;
      next();
    },
    listProblems: () => (problem === null ? [] : [problem]),
    stop: () => {
      isStopped = true;
      clearInterval(timer);
      return running;
    },
  };
}
