import type { Log } from "../core/log.ts";
import type { Database } from "../store/database.ts";
import { describeTrouble } from "../store/trouble.ts";
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
/** A poll that takes longer does not come back: its connection leads to a server that is gone. */
const HANGING_MS = 20_000;
const HANGS = "a poll hangs: the database does not answer";

/** Finds due keys every few seconds: after a restart, a lost notification, a date that came, a replica that died. */
export function startPoller({
  db,
  log,
  now,
  found,
  foundComing,
  synchronize = async () => {},
}: {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => Date;
  readonly found: (keys: readonly string[]) => void;
  /** Called with work that becomes due before the next poll. */
  readonly foundComing: (key: string, at: Date) => void;
  /** Begins each poll: has the clock go by the database's. */
  readonly synchronize?: () => Promise<void>;
}): Poller {
  let problem: string | null = null;
  const watch = watchForHanging(log);
  let isMore = false;
  let isStopped = false;

  async function poll(): Promise<void> {
    watch.begin();
    try {
      await synchronize();
      const keys = await listDue(db, now());
      isMore = keys.length >= AT_ONCE;
      found(keys);
      for (const { key, runAt } of await listComing(db, now(), AHEAD_MS)) foundComing(key, runAt);
      problem = null;
    } catch (error) {
      problem = `the last poll failed: ${describeTrouble(error)}`;
      log.error({ err: error }, "a poll failed");
    }
    watch.end();
  }

  let running = poll();
  const next = () => {
    watch.report();
    // Polls run one at a time: a slow database is not asked again before it answers.
    if (!watch.isRunning()) running = running.then(poll);
  };
  const timer = setInterval(next, POLL_MS);
  return {
    goOn: () => {
      if (!isMore || isStopped) return;
      isMore = false;
      running = running.then(poll);
    },
    listProblems: () => (watch.isHanging() ? [HANGS] : problem === null ? [] : [problem]),
    stop: () => {
      isStopped = true;
      clearInterval(timer);
      return running;
    },
  };
}

/** Notices a poll that does not come back, and reports it once. */
function watchForHanging(log: Log) {
  let startedAt: number | null = null;
  let isReported = false;
  const isHanging = () => startedAt !== null && performance.now() - startedAt > HANGING_MS;
  return {
    begin() {
      startedAt = performance.now();
      isReported = false;
    },
    end() {
      startedAt = null;
    },
    isRunning: () => startedAt !== null,
    isHanging,
    report() {
      if (!isHanging() || isReported) return;
      isReported = true;
      log.error({}, HANGS);
    },
  };
}
