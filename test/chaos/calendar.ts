import { renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { OpenDatabase } from "../../src/store/database.ts";

/** The calendar of GitHub, of the database, and of all replicas. */
export interface Calendar {
  now(): Date;
  pass(ms: number): void;
  /** Resolves when the database has heard of the last date. */
  settled(): Promise<void>;
}

/** Where the calendar is told. */
interface Places {
  /** Read by clock.ts in each replica. */
  readonly file: string;
  readonly db: OpenDatabase;
  readonly tellGitHub: (ms: number) => void;
}

/**
 * Makes the database's clock one that can be set: replicas go by that. They ask for `clock_timestamp` without a schema, so
 * a function of that name is found first where the path says so.
 */
export async function prepareClock(admin: OpenDatabase, db: OpenDatabase, databaseName: string): Promise<void> {
  await db.execute(
    `create table chaos_calendar (ahead bigint not null);
     insert into chaos_calendar values (0);
     create function public.clock_timestamp() returns timestamptz language sql volatile as
       $$ select pg_catalog.clock_timestamp() + (select ahead from public.chaos_calendar) * interval '1 millisecond' $$`,
  );
  await admin.execute(`alter database ${databaseName} set search_path = public, pg_catalog`);
}

/** The calendar begins at 10:00 UTC on the next day, when questions are asked. */
export function createCalendar({ file, db, tellGitHub }: Places): Calendar {
  const start = new Date();
  start.setUTCHours(34, 0, 0, 0);
  let ahead = start.getTime() - Date.now();
  let told: number | null = null;

  async function tellDatabase(): Promise<void> {
    while (told !== ahead) {
      const wanted = ahead;
      // The database may be read-only or away just now.
      const isTold = await db
        .execute(`begin read write; update chaos_calendar set ahead = ${wanted}; commit`)
        .then(() => true)
        .catch(() => sleep(200, false));
      if (isTold) told = wanted;
    }
  }

  let telling: Promise<void> | null = null;
  const write = () => {
    // Atomic: an empty file would be read as the real time.
    writeFileSync(`${file}.new`, String(ahead));
    renameSync(`${file}.new`, file);
    telling ??= tellDatabase().finally(() => {
      telling = null;
    });
  };
  write();
  return {
    now: () => new Date(Date.now() + ahead),
    pass: (ms) => {
      ahead += ms;
      // GitHub first: it refuses tokens issued in its future.
      tellGitHub(ms);
      write();
    },
    settled: async () => telling ?? undefined,
  };
}
