import pg from "pg";
import type { OpenDatabase } from "./database.ts";

/** Keeps any two workers of any two processes off the same object. */
export interface KeyLocks {
  /** Does the work if nobody else is at that object; if this process is, once more after it. */
  run(key: string, work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Locks of objects. Between processes they are Postgres' advisory locks, held by one connection of their own: they end
 * with their process, also by `kill -9`, without anybody waiting for a time-out. The embedded database has one process.
 */
export function createKeyLocks(db: OpenDatabase): KeyLocks {
  const others = db.driver.kind === "postgres" ? createAdvisoryLocks(db.driver.url) : NOBODY_ELSE;
  /** What runs here; true when it is wanted again. */
  const running = new Map<string, boolean>();

  async function run(key: string, work: () => Promise<void>): Promise<void> {
    if (running.has(key)) {
      running.set(key, true);
      return;
    }
    running.set(key, false);
    try {
      // Locked elsewhere: whoever is at it may have begun too early for what is wanted now, so it stays due.
      // @removal locked-elsewhere-left-alone
      if (!(await others.tryLock(key))) return;
      await repeatWhileWanted(key, work);
    } finally {
      await others.unlock(key);
      running.delete(key);
    }
  }

  async function repeatWhileWanted(key: string, work: () => Promise<void>): Promise<void> {
    do {
      running.set(key, false);
      await work();
    } while (running.get(key));
  }

  return { run, close: () => others.close() };
}

interface OtherProcesses {
  tryLock(key: string): Promise<boolean>;
  unlock(key: string): Promise<void>;
  close(): Promise<void>;
}

const NOBODY_ELSE: OtherProcesses = { tryLock: async () => true, unlock: async () => {}, close: async () => {} };

function createAdvisoryLocks(url: string): OtherProcesses {
  let connecting: Promise<pg.Client> | undefined;
  let newest: pg.Client | undefined;

  /** The connection, made again after it broke: its locks are gone then, and intents are what is left between replicas. */
  function connect(): Promise<pg.Client> {
    connecting ??= open().catch((error: unknown) => {
      connecting = undefined;
      throw error;
    });
    return connecting;
  }

  async function open(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, keepAlive: true });
    newest = client;
    const forget = () => {
      if (newest === client) connecting = undefined;
    };
    // A server that stops says so, and then hangs up: two errors, and one that nobody listens to ends the process.
    client.on("error", forget);
    client.once("end", forget);
    await client.connect();
    return client;
  }

  /** One statement after the other: it is one connection. */
  let turn: Promise<unknown> = Promise.resolve();
  function inTurn<Result>(ask: () => Promise<Result>): Promise<Result> {
    const asked = turn.then(ask);
    turn = asked.catch(() => {});
    return asked;
  }

  return {
    tryLock: (key) =>
      inTurn(async () => {
        const client = await connect();
        const { rows } = await client.query("select pg_try_advisory_lock(hashtextextended($1, 0)) as locked", [key]);
        return rows[0]?.locked === true;
      }),
    unlock: (key) =>
      inTurn(async () => {
        // A broken connection holds no locks.
        const client = await connecting?.catch(() => undefined);
        await client?.query("select pg_advisory_unlock(hashtextextended($1, 0))", [key]).catch(() => {});
      }),
    close: async () => {
      const client = await connecting?.catch(() => undefined);
      await client?.end();
    },
  };
}
