import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { openInMemory } from "../../src/store/data-folder.ts";
import { type Database, type OpenDatabase, openPostgres } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";

/** The address of a Postgres server for the tests. Without it they run on the embedded database. */
export const SERVER = process.env.TEST_DATABASE_URL;

interface TestDatabase {
  readonly db: OpenDatabase;
  readonly drop: () => Promise<void>;
}

/** Opens a new database, migrated and without rows. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const opened = SERVER === undefined ? await openEmbedded() : await openOnServer(SERVER);
  await migrate(opened.db);
  return opened;
}

/** Opens a new database without tables. */
export async function openNewDatabase(): Promise<TestDatabase> {
  const opened = await openTestDatabase();
  await opened.db.execute("drop schema public cascade; create schema public");
  return opened;
}

async function openEmbedded(): Promise<TestDatabase> {
  const db = await openInMemory();
  return { db, drop: () => db.close() };
}

/** One embedded database for all files of this process: starting one takes longer than most files. It ends with the process. */
let shared: Promise<TestDatabase> | undefined;

async function openShared(): Promise<TestDatabase> {
  if (SERVER !== undefined) return openTestDatabase();
  shared ??= openTestDatabase();
  const { db } = await shared;
  return { db, drop: async () => {} };
}

/** Each test file gets its own database on the server, which is dropped at the end. */
async function openOnServer(server: string): Promise<TestDatabase> {
  // Benchmarks run outside of vitest, where no template is at hand.
  const isTest = process.env.VITEST !== undefined;
  const { url, drop } = await createDatabase(server, isTest ? inject("templateDatabase") : null);
  const db = openPostgres(url);
  return { db, drop: () => db.close().then(drop) };
}

interface ServerDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Creates a new database without tables on the server. Returns its address. */
export async function anEmptyDatabase(server = SERVER ?? ""): Promise<ServerDatabase> {
  return createDatabase(server, null);
}

async function createDatabase(server: string, template: string | null): Promise<ServerDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const admin = openPostgres(server);
  await admin.execute(`create database ${name}${template === null ? "" : ` template ${template}`}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const drop = async () => {
    await admin.execute(`drop database ${name} with (force)`);
    await admin.close();
  };
  return { url: url.href, drop };
}

/** Beyond this many bytes a table is truncated: to delete few rows takes a tenth of the time of new files. */
const SMALL = 262_144;

/** Of what is due at the same moment, what was enqueued first comes first as long as no row's place is used again. */
const QUEUE = "work_item";

/** Deletes every row of every table, and starts its numbers anew. A table without a page has never had a row. */
export async function emptyDatabase(db: Database): Promise<void> {
  const tables = await db.query<{ name: string; bytes: number }>(
    `select quote_ident(relname) as name, pg_relation_size(oid) as bytes from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'migration'
        and pg_relation_size(oid) > 0`,
  );
  const isLarge = ({ name, bytes }: { name: string; bytes: number }) => bytes > SMALL || name === QUEUE;
  const large = tables.filter(isLarge).map(({ name }) => name);
  const statements = [
    ...tables.filter((table) => !isLarge(table)).map(({ name }) => `delete from ${name}`),
    ...(large.length > 0 ? [`truncate ${large.join(", ")}`] : []),
    "select setval(seqrelid, 1, false) from pg_sequence",
  ];
  if (tables.length > 0) await db.execute(statements.join(";"));
}

/** One migrated database for all tests of a file, emptied before each. The returned function gives the database. */
export function useDatabase(): () => OpenDatabase {
  let opened: TestDatabase | undefined;
  const get = () => {
    if (!opened) throw new Error("the database is opened before the first test");
    return opened.db;
  };
  beforeAll(async () => {
    opened = await openShared();
  });
  beforeEach(() => emptyDatabase(get()));
  afterAll(() => opened?.drop());
  return get;
}
