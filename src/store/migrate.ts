import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Database } from "./database.ts";

/** The folder of the migrations. */
export const MIGRATIONS = new URL("../../migrations/", import.meta.url);

/** An arbitrary, unused lock number: replicas that start at the same time wait for each other. */
const LOCK = 7_046_030;

/** Another version of this program wrote the database; running on it would lose data. */
export class UnknownDatabase extends Error {
  override readonly name = "UnknownDatabase";
}

/** The names of the migrations, in the order in which they run. */
export function listMigrations(): readonly string[] {
  return readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith(".sql"))
    .sort();
}

/** Migrates the database to this version, all or nothing. Safe when several replicas start at the same time. */
export async function migrate(db: Database): Promise<void> {
  const files = listMigrations();
  await db.transaction(async (tx) => {
    await tx.query("select pg_advisory_xact_lock($1)", [LOCK]);
    await tx.execute("create table if not exists migration (name text primary key, ran_at timestamptz not null)");
    const done = new Set((await tx.query<{ name: string }>("select name from migration")).map((row) => row.name));
    refuseUnknown(done, files);
    for (const file of files.filter((name) => !done.has(name))) {
      // The row comes first: a second process without the lock fails on it, not halfway through the tables.
      await tx.query("insert into migration (name, ran_at) values ($1, now())", [file]);
      await tx.execute(await readFile(new URL(file, MIGRATIONS), "utf8"));
    }
  });
}

/** Migrations before the baseline (0100): those of the versions before 0.2. */
const BEFORE_BASELINE = /^00\d\d-/;

function refuseUnknown(done: ReadonlySet<string>, files: readonly string[]): void {
  const unknown = [...done].filter((name) => !files.includes(name));
  if (unknown.length === 0) return;
  throw new UnknownDatabase(
    unknown.some((name) => BEFORE_BASELINE.test(name))
      ? "the database was made by a version before 0.2, whose records this version cannot take over: give it an empty database"
      : `the database was migrated by a newer version (it knows ${unknown.join(", ")}): start that version, or restore a backup`,
  );
}

/** Whether all migrations of this version have run. For `/readyz`. */
export async function isMigrated(db: Database): Promise<boolean> {
  const files = listMigrations();
  const done = await db.query<{ name: string }>("select name from migration");
  return files.every((file) => done.some((row) => row.name === file));
}
