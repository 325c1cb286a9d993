import type { Database } from "../store/database.ts";
import { listDue } from "./due.ts";

/** Reconciles a key at the given moment. */
export type Reconcile = (key: string, now: Date) => Promise<void>;

/** A loop that always finds new work is a bug; failing is better than hanging. */
const MAX_ROUNDS = 1_000;

/**
 * Runs all due work one key at a time and returns when nothing is left. The worker of tests and of the playground,
 * where the clock moves only when told to.
 */
export async function runUntilQuiet({
  db,
  now,
  reconcile,
}: {
  readonly db: Database;
  readonly now: () => Date;
  readonly reconcile: Reconcile;
}): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const keys = await listDue(db, now());
    if (keys.length === 0) return;
    for (const key of keys) await reconcile(key, now());
  }
  throw new Error(`not quiet after ${MAX_ROUNDS} rounds`);
}
