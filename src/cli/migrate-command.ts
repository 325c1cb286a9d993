import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadSavedEnv, readDatabaseEnv, type Source } from "../env.ts";
import type { OpenDatabase } from "../store/database.ts";
import { migrate, UnknownDatabase } from "../store/migrate.ts";
import { countRecords, moveRecords, NotEmpty } from "../store/move.ts";
import { describeFailure, type Opened, openFolder, openServer } from "./open-database.ts";
import type { ExitCode, Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

export interface MigrateOptions {
  readonly from?: string;
}

/** `migrate`: brings the database up to this version; with `--from`, it moves an embedded database into it. */
export async function runMigrate(options: MigrateOptions, terminal: Terminal, source?: Source): Promise<ExitCode> {
  if (source === undefined) loadSavedEnv();
  const read = readDatabaseEnv(source);
  if ("problems" in read) throw new UsageError(read.problems.join("; "));
  const { databaseUrl, dataDir } = read.env;
  if (options.from === undefined)
    return bringUp(databaseUrl === null ? await openFolder(dataDir) : openServer(databaseUrl), terminal);
  if (databaseUrl === null) throw new UsageError("DATABASE_URL is missing: set it to the database to move to");
  return move(options.from, databaseUrl, terminal);
}

async function bringUp({ db, close }: Opened, terminal: Terminal): Promise<ExitCode> {
  try {
    await migrateClearly(db);
    terminal.print("The database is up to date.");
    return 0;
  } finally {
    await close();
  }
}

async function move(folder: string, url: string, terminal: Terminal): Promise<ExitCode> {
  // Takes the folder's lock: a running server would keep writing there, and those writes would not be moved.
  const from = await openFolder(folder);
  const to = openServer(url);
  try {
    await migrateClearly(from.db);
    await migrateClearly(to.db);
    const count = await moveAll(from.db, to.db, terminal);
    terminal.print(renderMoved(folder, count));
    return 0;
  } finally {
    await to.close();
    await from.close();
  }
}

async function moveAll(from: OpenDatabase, to: OpenDatabase, terminal: Terminal): Promise<number> {
  const progress = terminal.startProgress(await countRecords(from));
  try {
    return await moveRecords({ from, to, onRows: (count) => progress.advance(count) });
  } catch (error) {
    if (error instanceof NotEmpty) throw new UsageError(`${error.message}; nothing was moved`, { cause: error });
    throw error;
  } finally {
    progress.stop();
  }
}

async function migrateClearly(db: OpenDatabase): Promise<void> {
  try {
    await migrate(db);
  } catch (cause) {
    if (cause instanceof UnknownDatabase) throw new UsageError(cause.message, { cause });
    throw describeFailure(cause);
  }
}

function renderMoved(folder: string, count: number): string {
  const secrets = existsSync(join(folder, ".env")) ? ` Its .env is still needed.` : "";
  return [
    `Moved and counted: ${count} ${count === 1 ? "row" : "rows"}.`,
    "Start the server with the same DATABASE_URL: it continues where it stopped.",
    `The database in ${folder} is unchanged, and unused while DATABASE_URL is set: keep it as a backup, then delete ${join(folder, "postgres")}.${secrets}`,
  ].join("\n");
}
