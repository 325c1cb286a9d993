import type { Log } from "../core/log.ts";
import type { Database } from "../store/database.ts";
import { AT_ONCE, listComing, listDue } from "./due.ts";
import { AHEAD_MS } from "./timers.ts";

export interface Poller {
  /** Problems of the poller, in words; empty when it works. */
  listProblems(): readonly string[];
  /** Called when all found work is done. Polls again at once when the last poll hit its limit. */
  goOn(): void;
  /** Stops polling; resolves when the running poll has ended. */
  stop(): Promise<void>;
}

const POLL_MS = 5_000;

/** Finds due keys every few seconds: after a restart, a lost notification, a date that came, a replica that died. */
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
  /** Called with work that becomes due before the next poll. */
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
    // Polls run one at a time: a slow database is not asked again before it answers.
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
