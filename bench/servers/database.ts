import { type OpenDatabase, openPostgres } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { anEmptyDatabase } from "../../test/support/database.ts";

/** The Postgres server to measure on; without it the parts on Postgres are skipped. */
export const SERVER = process.env.TEST_DATABASE_URL ?? null;

/** Runs the work on a new, migrated database, and drops it afterwards. */
export async function onDatabase<Result>(
  server: string,
  work: (db: OpenDatabase, url: string) => Promise<Result>,
): Promise<Result> {
  const { url, drop } = await anEmptyDatabase(server);
  const db = openPostgres(url, { withinMs: 600_000 });
  try {
    await migrate(db);
    return await work(db, url);
  } finally {
    await db.close();
    await drop();
  }
}
