import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadSavedEnv, readDatabaseEnv, type Source } from "../env.ts";
import { FolderInUse, FolderProblem, lockFolder, openInFolder } from "../store/data-folder.ts";
import { AddressProblem, type OpenDatabase, openPostgres } from "../store/database.ts";
import { isMigrated } from "../store/migrate.ts";
import { findTrouble } from "../store/trouble.ts";
import { UsageError } from "./usage-error.ts";

/** Postgres' error code for a missing table. */
const UNDEFINED_TABLE = "42P01";

/** A database, opened for a command. */
export interface Opened {
  readonly db: OpenDatabase;
  readonly close: () => Promise<void>;
}

/**
 * Runs `work` on the app's database: the one of DATABASE_URL, or the embedded one in DATA_DIR. Throws a UsageError when
 * there is none, when a server is using the embedded one, or when its schema is older than this version.
 */
export async function withDatabase<Result>(
  work: (db: OpenDatabase) => Promise<Result>,
  source?: Source,
): Promise<Result> {
  if (source === undefined) loadSavedEnv();
  const read = readDatabaseEnv(source);
  if ("problems" in read) throw new UsageError(read.problems.join("; "));
  const { databaseUrl, dataDir } = read.env;
  const { db, close } = databaseUrl === null ? await openFolder(dataDir) : openServer(databaseUrl);
  try {
    await demandRecords(db);
    return await work(db);
  } finally {
    await close();
  }
}

/** Opens the database of a Postgres server. */
export function openServer(url: string): Opened {
  try {
    const db = openPostgres(url);
    return { db, close: () => db.close() };
  } catch (cause) {
    throw cause instanceof AddressProblem ? new UsageError(cause.message, { cause }) : cause;
  }
}

/**
 * Opens the embedded database in a data folder. Throws a UsageError when there is none, or when a server is using it.
 */
export async function openFolder(dataDir: string): Promise<Opened> {
  const folder = join(dataDir, "postgres");
  // Opening would create an empty one.
  if (!existsSync(folder)) {
    throw new UsageError(`no database found in ${dataDir}: set DATA_DIR or DATABASE_URL to match the server`);
  }
  const lock = await lockFolder(dataDir).catch((cause: unknown) => {
    if (!(cause instanceof FolderInUse)) throw toUsageError(cause);
    throw new UsageError(`${cause.message}: stop the server first; with DATABASE_URL it can go on`, { cause });
  });
  const db = await openInFolder(dataDir).catch((cause: unknown) => {
    throw toUsageError(cause);
  });
  return { db, close: () => db.close().finally(() => lock.release()) };
}

function toUsageError(cause: unknown): unknown {
  return cause instanceof FolderProblem ? new UsageError(cause.message, { cause }) : cause;
}

async function demandRecords(db: OpenDatabase): Promise<void> {
  const isReady = await isMigrated(db).catch((cause: unknown) => {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === UNDEFINED_TABLE) throw new UsageError("the database has no records of this app", { cause });
    throw describeFailure(cause);
  });
  if (!isReady)
    throw new UsageError(
      "the database is older than this version: run did-this-work migrate, or start the server once",
    );
}

/** A database failure as one line. The connection string may hold a password, and some errors repeat it. */
export function describeFailure(cause: unknown): UsageError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const reason = findTrouble(cause) ?? code;
  return new UsageError(`cannot read the database${reason && ` (${reason})`}`, { cause });
}
