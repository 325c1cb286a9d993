import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { serializeDatabase } from "../engine/serialized-database.ts";
import type { Env } from "../env.ts";
import { type FolderLock, lockFolder, openInFolder } from "../store/data-folder.ts";
import { type Database, type OpenDatabase, openPostgres } from "../store/database.ts";
import { migrate, UnknownDatabase } from "../store/migrate.ts";
import { PooledByTransaction, refuseTransactionPool } from "../store/pool-mode.ts";
import { findTrouble } from "../store/trouble.ts";

/** A delivery is stored within this time or refused: GitHub gives up after ten seconds. */
export const ACCEPT_MS = 3_000;
/** How long to wait before an unreachable database is tried again. */
const RETRY_MS = 2_000;

export interface OpenedDatabase {
  readonly db: OpenDatabase;
  /** Connections of its own, or priority on the only one, so that reconciles never keep deliveries waiting. */
  readonly inboxDb: Database;
  close(): Promise<void>;
}

/**
 * Begins to open the database server's or the embedded database. Resolves as soon as the rest goes on by itself, in other threads
 * where it can: a starting process loads what else it needs meanwhile.
 */
export async function beginToOpen(
  env: Pick<Env, "databaseUrl" | "dataDir">,
  log: Logger,
): Promise<{ readonly opened: Promise<OpenedDatabase> }> {
  const opened =
    env.databaseUrl === null
      ? openEmbedded(env.dataDir, await lockFolder(env.dataDir))
      : openServers(env.databaseUrl, log);
  // It is awaited later. Until then its failure must not end the process.
  opened.catch(() => {});
  return { opened };
}

async function openServers(url: string, log: Logger): Promise<OpenedDatabase> {
  // Without the error itself: it carries the whole connection and its prepared statements.
  const onError = ({ message: reason }: Error) => log.warn({ reason }, "a database connection broke");
  const inboxDb = openPostgres(url, { onError, connections: 2, withinMs: ACCEPT_MS });
  const db = openPostgres(url, { onError });
  return { db, inboxDb, close: () => inboxDb.close().then(() => db.close()) };
}

async function openEmbedded(folder: string, lock: FolderLock): Promise<OpenedDatabase> {
  const { db, ahead } = serializeDatabase(await openInFolder(folder));
  return { db, inboxDb: ahead, close: () => db.close().then(() => lock.release()) };
}

interface Waiting {
  readonly log: Logger;
  readonly stopping: AbortSignal;
  /** Called with what keeps the database from being ready; null where that is not known. */
  readonly onTrouble: (reason: string | null) => void;
}

/** Migrates and begins, and waits for an unreachable database. Waiting does not help when the database is too new, or pooled. */
export async function prepareDatabase(
  db: OpenDatabase,
  begin: () => Promise<void>,
  { log, stopping, onTrouble }: Waiting,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      if (db.driver.kind === "postgres") await refuseTransactionPool(db.driver.url);
      await migrate(db);
      return await begin();
    } catch (error) {
      if (isLasting(error) || db.driver.kind === "pglite") throw error;
      if (stopping.aborted) return;
      const reason = findTrouble(error);
      onTrouble(reason);
      log.warn({ err: error, ...(reason === null ? {} : { reason }) }, "the database is not ready, trying again");
      await sleep(RETRY_MS, undefined, { signal: stopping }).catch(() => {});
    }
  }
}

/** Waiting does not help. */
function isLasting(error: unknown): boolean {
  return error instanceof UnknownDatabase || error instanceof PooledByTransaction;
}
