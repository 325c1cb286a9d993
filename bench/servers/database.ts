import { randomBytes } from "node:crypto";
import { type OpenDatabase, openPostgres } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";

/** The server to measure on; without it the parts on Postgres are left out. */
export const SERVER = process.env.TEST_DATABASE_URL ?? null;

/** A new database on the server; `drop` leaves nothing behind. */
export async function makeDatabase(server: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `bench_${randomBytes(6).toString("hex")}`;
  const admin = openPostgres(server);
  await admin.execute(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const drop = async () => {
    await admin.execute(`drop database ${name} with (force)`);
    await admin.close();
  };
  return { url: url.href, drop };
}

/** Works on a new database with all migrations, and drops it. */
export async function onDatabase<Result>(
  server: string,
  work: (db: OpenDatabase, url: string) => Promise<Result>,
): Promise<Result> {
  const { url, drop } = await makeDatabase(server);
  const db = openPostgres(url);
  try {
    await migrate(db);
    return await work(db, url);
  } finally {
    await db.close();
    await drop();
  }
}
