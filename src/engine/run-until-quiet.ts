import type { Database } from "../store/database.ts";
import { listDue } from "./due.ts";

/** Looks at an object at a moment. */
export type Reconcile = (key: string, now: Date) => Promise<void>;

/** A loop that finds always something new to do is a bug; better to hear of it than to hang. */
const MAX_ROUNDS = 1_000;

/**
 * Does everything there is to do now, one thing after the other, and returns when nothing is left: the worker of tests and
 * of the playground, where time stands still until somebody moves it.
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
