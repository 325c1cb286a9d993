import { readdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { isMigrated, migrate } from "../../src/store/migrate.ts";
import { openNewDatabase } from "../support/database.ts";

/** The migrations up to 0.1, with the renames and changes from there to the baseline. */
const BEFORE = new URL("../fixtures/migrations-0.1/", import.meta.url);

const BASELINE = new URL("../../migrations/0100-baseline.sql", import.meta.url);

let databases: readonly Awaited<ReturnType<typeof openNewDatabase>>[];

beforeAll(async () => {
  databases = [await openNewDatabase(), await openNewDatabase()];
});
afterAll(() => Promise.all(databases.map(({ drop }) => drop())));

async function open(): Promise<{ readonly before: Database; readonly fresh: Database }> {
  const [before, fresh] = databases.map(({ db }) => db);
  if (!before || !fresh) throw new Error("the databases are opened before the first test");
  return { before, fresh };
}

/** The catalogue query of each kind of object, in an order independent of its creation. */
const CATALOGUE = {
  columns: `select table_name, column_name, data_type, is_nullable, column_default, is_identity, generation_expression
              from information_schema.columns where table_schema = 'public' order by 1, 2`,
  storage: `select relname, attname, attstorage::text from pg_attribute join pg_class on pg_class.oid = attrelid
             where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped order by 1, 2`,
  indexes: "select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1",
  constraints: `select conrelid::regclass::text as table_name, conname, pg_get_constraintdef(oid) as definition from pg_constraint
                 where connamespace = 'public'::regnamespace and contype <> 'n' order by 1, 2`,
  functions: `select proname, pg_get_functiondef(oid) as definition from pg_proc
               where pronamespace = 'public'::regnamespace order by 1`,
} as const;

describe("the baseline", () => {
  it("creates the same tables as the earlier migrations", async () => {
    const { before, fresh } = await open();
    for (const file of (await readdir(BEFORE)).sort())
      await before.execute(await readFile(new URL(file, BEFORE), "utf8"));
    await fresh.execute(await readFile(BASELINE, "utf8"));

    for (const [kind, query] of Object.entries(CATALOGUE)) {
      const expected = await before.query(query);
      expect({ kind, rows: await fresh.query(query) }).toEqual({ kind, rows: expected });
      expect(expected.length, kind).toBeGreaterThan(0);
    }
  });
});

describe("a database of another version", () => {
  it("from before the baseline is refused, and not changed", async () => {
    const { before } = await open();
    await before.execute(`
      create table migration (name text primary key, ran_at timestamptz not null);
      insert into migration values ('0001-records.sql', now()), ('0014-reverting.sql', now());`);

    await expect(migrate(before)).rejects.toThrow("made by a version before 0.2");
    expect(await before.query("select name from migration order by name")).toHaveLength(2);
    expect(await isMigrated(before)).toBe(false);
  });

  it("from a later version is refused, naming its newest migration", async () => {
    const { fresh } = await open();
    await fresh.execute(`
      create table migration (name text primary key, ran_at timestamptz not null);
      insert into migration values ('0100-baseline.sql', now()), ('0199-later.sql', now());`);

    await expect(migrate(fresh)).rejects.toThrow("newer version (it knows 0199-later.sql)");
  });
});
