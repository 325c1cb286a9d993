import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { OpenDatabase } from "./database.ts";

/** Keeps two workers, of one process or of two, from running the same key at once. */
export interface KeyLocks {
  /** Runs the work if the key is free. If this process is running it already, the work runs once more afterwards. */
  run(key: string, work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Creates locks on keys. Between processes they are Postgres advisory locks on a connection of their own: they end with
 * the process, even on `kill -9`, without a time-out. The embedded database has only one process.
 */
export function createKeyLocks(db: OpenDatabase): KeyLocks {
  const others = db.driver.kind === "postgres" ? createAdvisoryLocks(db.driver.url) : NOBODY_ELSE;
  /** The keys running in this process; true when a key has to run again. */
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

/** A lock is taken or refused at once; a connection that says neither leads to a server that is gone. */
const LOCK_MS = 5_000;
const TRY_LOCK = "select pg_try_advisory_lock(hashtextextended($1, 0)) as locked";
const UNLOCK = "select pg_advisory_unlock(hashtextextended($1, 0))";

function createAdvisoryLocks(url: string): OtherProcesses {
  let connecting: Promise<pg.Client> | undefined;
  let newest: pg.Client | undefined;

  /** Returns the connection, reopened after a failure. Its locks are lost then; intents still prevent double writes. */
  function connect(): Promise<pg.Client> {
    connecting ??= open().catch((error: unknown) => {
      connecting = undefined;
      throw error;
    });
    return connecting;
  }

  async function open(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 3_000,
      query_timeout: LOCK_MS,
      keepAlive: true,
    });
    newest = client;
    const forget = () => {
      if (newest === client) connecting = undefined;
    };
    // A server that shuts down causes two errors, and an unhandled one would end the process.
    client.on("error", forget);
    client.once("end", forget);
    await client.connect();
    return client;
  }

  /** The next lock is taken on another connection; this one may never hear that it ends. */
  function drop(client: pg.Client): void {
    if (newest === client) connecting = undefined;
    client.end().catch(() => {});
  }

  const inTurn = createTurns();
  return {
    tryLock: (key) =>
      inTurn(async () => {
        const client = await connect();
        const { rows } = await client.query(TRY_LOCK, [key]).catch((error: unknown) => {
          drop(client);
          throw error;
        });
        return rows[0]?.locked === true;
      }),
    unlock: (key) =>
      inTurn(async () => {
        // A broken connection holds no locks.
        const client = await connecting?.catch(() => undefined);
        await client?.query(UNLOCK, [key]).catch(() => drop(client));
      }),
    close: async () => {
      const client = await connecting?.catch(() => undefined);
      await Promise.race([client?.end(), sleep(LOCK_MS, undefined, { ref: false })]);
    },
  };
}

/** A single connection runs one statement at a time. */
function createTurns() {
  let turn: Promise<unknown> = Promise.resolve();
  return <Result>(ask: () => Promise<Result>): Promise<Result> => {
    const asked = turn.then(ask);
    turn = asked.catch(() => {});
    return asked;
  };
}
