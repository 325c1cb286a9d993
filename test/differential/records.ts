import { toJson } from "./json.ts";
import type { Row } from "./recording.ts";

interface Queryable {
  query<Result>(text: string): Promise<Result[]>;
}

async function listTables(db: Queryable): Promise<readonly string[]> {
  const rows = await db.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migration' order by 1",
  );
  return rows.map(({ name }) => name);
}

/** All rows of all tables, whatever their names. */
export async function dumpRecords(db: Queryable): Promise<Readonly<Record<string, readonly Row[]>>> {
  const dumped: Record<string, readonly Row[]> = {};
  for (const table of await listTables(db)) {
    const rows = await db.query<object>(`select * from "${table}"`);
    dumped[table] = rows.map((row) => toJson(row) as Row);
  }
  return dumped;
}

/** Deletes all rows. */
export async function deleteRecords(db: Queryable & { execute(text: string): Promise<void> }): Promise<void> {
  const tables = (await listTables(db)).map((name) => `"${name}"`);
  await db.execute(`truncate ${tables.join(", ")} restart identity`);
}
