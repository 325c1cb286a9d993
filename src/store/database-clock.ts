import type { Database } from "./database.ts";

/** The database's clock, which all processes on it share. */
export interface DatabaseClock {
  now(): Date;
  /** Asks the database for the time. Until it has answered once, the machine's own clock counts. */
  synchronize(): Promise<void>;
}

export interface ClockOptions {
  /** Milliseconds that only ever go on, whatever happens to the machine's clock. */
  readonly elapsed?: () => number;
  readonly machine?: () => number;
}

/**
 * Creates a clock that runs on from what the database said last. The clock of a machine may jump, and what was reserved in the
 * hours it jumped over would stand in everybody's way.
 */
export function createDatabaseClock(
  db: Database,
  { elapsed = () => performance.now(), machine = Date.now }: ClockOptions = {},
): DatabaseClock {
  let base: { readonly at: number; readonly elapsed: number } | null = null;
  return {
    now: () => new Date(base ? base.at + Math.round(elapsed() - base.elapsed) : machine()),
    async synchronize() {
      const [row] = await db.query<{ at: Date }>("select clock_timestamp() as at");
      // When it answered is known better than when it was asked.
      if (row) base = { at: row.at.getTime(), elapsed: elapsed() };
    },
  };
}
