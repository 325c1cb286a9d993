import type { Network } from "./network.ts";
import type { TreeApp } from "./tree.ts";

/** Time, which passes only when it is told to, and what the app does in it. */
export interface Clock {
  readonly now: () => Date;
  /** Everything there is to do now. */
  settle(): Promise<void>;
  /** Moves on at once, or in steps of so many milliseconds, then does what is due. */
  jump(ms: number, stepMs?: number): Promise<void>;
  /** Goes on from one appointment to the next: everything happens at its time. */
  walk(ms: number): Promise<void>;
}

export interface ClockParts {
  readonly start: string;
  readonly network: Network;
  readonly app: () => TreeApp;
  /** Resolves when the simulated GitHub has sent everything. */
  readonly settled: () => Promise<void>;
  /** What the present tree calls a key of this one. */
  readonly nameKey: (key: string) => string;
}

/** More rounds than any history takes: going on for ever is a bug. */
const MOST_ROUNDS = 500;
const LONG_AGO = new Date(0);

/** A clock that stands still. */
export function createClock({ start, network, app, settled, nameKey }: ClockParts): Clock {
  let time = Date.parse(start);
  const now = () => new Date(time);

  /** By time, then by name: the order in a database is no part of anybody's behaviour. */
  async function listDue(): Promise<readonly string[]> {
    const pending = await app().listPending(now());
    const items = await app().listWorkItems(LONG_AGO, now());
    const due = items.map(({ key, runAt }) => ({ key, at: runAt.getTime(), name: nameKey(key) }));
    due.sort((one, other) => one.at - other.at || (one.name < other.name ? -1 : 1));
    return [...new Set([...pending, ...due.map(({ key }) => key)])];
  }

  async function settle(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      await network.flush();
      const due = await listDue();
      if (due.length === 0) return;
      for (const key of due) {
        await app().reconcile(key, now());
        await settled();
        await network.flush();
      }
    }
    throw new Error(`not quiet after ${MOST_ROUNDS} rounds`);
  }

  async function jump(ms: number, stepMs = ms): Promise<void> {
    const until = time + ms;
    do {
      time = Math.min(until, time + stepMs);
      await settle();
    } while (time < until);
  }

  async function walk(ms: number): Promise<void> {
    const until = time + ms;
    await settle();
    for (let step = 0; step < MOST_ROUNDS && time < until; step++) {
      const coming = await app().listWorkItems(now(), new Date(until));
      time = Math.min(until, ...coming.map(({ runAt }) => runAt.getTime()));
      await settle();
    }
    await jump(Math.max(0, until - time));
  }

  return { now, settle, jump, walk };
}
