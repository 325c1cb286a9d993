import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { createPgliteSocket } from "./pglite-socket.ts";

/** SQL on one connection, or on any free one of a pool. Placeholders are `$1`; jsonb parameters are JSON text. */
export interface Database {
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs several statements without parameters, such as a migration. */
  execute(text: string): Promise<void>;
  /**
   * All or nothing. Use only the handle passed to `work`: the embedded database has one connection, and the transaction
   * holds it.
   */
  transaction<Result>(work: (db: Database) => Promise<Result>): Promise<Result>;
}

/** A database that its opener closes; `driver` tells its kind. */
export interface OpenDatabase extends Database {
  readonly driver:
    | { readonly kind: "postgres"; readonly url: string }
    | { readonly kind: "pglite"; readonly pglite: PGlite };
  close(): Promise<void>;
}

/** The address of the database cannot be used, whatever the server does; the message repeats nothing of it. */
export class AddressProblem extends Error {
  override readonly name = "AddressProblem";
}

/** GitHub's ids and counts fit into a number; one that does not is refused, not rounded. Dates stay text such as "2026-12-21": they have no time zone. */
function asNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`the database holds ${text}, which no number can hold exactly`);
  return number;
}
const asText = (text: string) => text;

export interface PostgresOptions {
  readonly onError?: (error: Error) => void;
  readonly connections?: number;
  /** Time limit of a statement. */
  readonly withinMs?: number;
}

/** No statement of ours takes as long. Without a limit, one on a connection that went silent would never end. */
const STATEMENT_MS = 20_000;
/** Added to the server's own time limit: a statement without an answer by then means the server is gone. */
const LOST_MS = 1_000;

/** Opens a database on a Postgres server. Connects at the first query. */
export function openPostgres(
  url: string,
  { onError = () => {}, connections = 10, withinMs = STATEMENT_MS }: PostgresOptions = {},
): OpenDatabase {
  refuseUnusable(url);
  const pool = createPool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 3_000,
    query_timeout: withinMs + LOST_MS,
    keepAlive: true,
    // Set by a statement, since some connection pools refuse it as a connection parameter.
    first: `set statement_timeout = ${withinMs}`,
    onError,
  });
  return { ...onPool(pool), driver: { kind: "postgres", url }, close: () => pool.end() };
}

interface PoolOptions extends pg.PoolConfig {
  /** What each connection begins with. */
  readonly first: string;
  readonly onError: (error: Error) => void;
}

function createPool({ first, onError, ...options }: PoolOptions): pg.Pool {
  const onConnect = async (client: pg.ClientBase) => {
    // A connection that the server closes in mid-transaction would end the process; the next query on it fails
    // instead.
    client.on("error", () => {});
    await client.query(first);
  };
  const pool = new pg.Pool({ ...options, types: TYPES, onConnect });
  // An idle connection that the server closes would end the process.
  pool.on("error", onError);
  return pool;
}

const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (oid === pg.types.builtins.INT8) return asNumber;
    if (oid === pg.types.builtins.DATE) return asText;
    return pg.types.getTypeParser(oid, format as "text");
  },
};

function onPool(pool: pg.Pool): Database {
  return { ...onConnection(pool), transaction: (work) => transactionOn(pool, work) };
}

/** The driver parses the address at each connection, which waiting does not mend. */
function refuseUnusable(url: string): void {
  try {
    new pg.Client({ connectionString: url });
  } catch (cause) {
    const isFile = cause instanceof Error && "syscall" in cause && "code" in cause;
    const words = isFile
      ? `names a certificate or key that cannot be read (${String(cause.code)})`
      : "is no address: what is special in an address, such as # or / in a password, is written as %23 or %2F";
    throw new AddressProblem(`DATABASE_URL ${words}`, { cause });
  }
}

/**
 * Names of statements by their text, of which there are finitely many: each connection parses and plans a statement
 * once.
 */
const STATEMENT_NAMES = new Map<string, string>();

function nameStatement(text: string): string {
  const name = STATEMENT_NAMES.get(text) ?? `statement-${STATEMENT_NAMES.size}`;
  STATEMENT_NAMES.set(text, name);
  return name;
}

function onConnection(connection: Pick<pg.ClientBase, "query"> | pg.Pool): Pick<Database, "query" | "execute"> {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) => {
      const asked = connection.query({ name: nameStatement(text), text, values: [...values] });
      return (await asked.catch(throwWithoutValues)).rows as Row[];
    },
    execute: async (text) => {
      await connection.query(text).catch(throwWithoutValues);
    },
  };
}

/** What may hold values of a statement, and people's words with them. `position`, `table` and the like hold none. */
const WITH_VALUES = [
  "params",
  "parameters",
  "query",
  "detail",
  "where",
  "hint",
  "internalQuery",
  "dataTypeIDs",
] as const;

/** Errors are logged, and drivers hang the values of the statement on them. */
function throwWithoutValues(error: unknown): never {
  if (error instanceof Error) {
    for (const name of WITH_VALUES) Reflect.deleteProperty(error, name);
    const message = error.message.replace(/: ".*"/s, ": …");
    if (error.stack) error.stack = error.stack.replace(error.message, () => message);
    error.message = message;
  }
  throw error;
}

async function transactionOn<Result>(pool: pg.Pool, work: (db: Database) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  const db: Database = {
    ...onConnection(client),
    transaction: (inner) => inner(db),
  };
  try {
    await client.query("begin");
    const result = await work(db);
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    // A connection that does not answer, or cannot roll back, is broken: the pool discards it.
    if (isSilent(error)) {
      client.release(true);
      throw error;
    }
    const broken = await client.query("rollback").then(
      () => undefined,
      (failure: Error) => failure,
    );
    client.release(broken ?? isReadOnly(error));
    throw error;
  }
}

/** The driver gave a statement up, and has no code for that. */
function isSilent(error: unknown): boolean {
  return error instanceof Error && error.message === "Query read timeout";
}

/** After a fail-over a connection may still lead to a read-only server: the pool replaces it. */
function isReadOnly(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "25006";
}

/** Postgres' usual 128 MB of buffers cost 130 MB and 0.3 s at each start; a single installation never fills them. */
const SMALL_BUFFERS = ["-c", "shared_buffers=16MB"];

export interface PgliteOptions {
  /** A data folder to begin with, as `dumpDataDir` makes it. */
  readonly archive?: Blob | undefined;
}

/** Opens the embedded Postgres: in a folder, or in memory when none is given. */
export async function openPglite(folder?: string, { archive }: PgliteOptions = {}): Promise<OpenDatabase> {
  const pglite = await PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    ...(archive === undefined ? {} : { loadDataDir: archive }),
    startParams: [...PGlite.defaultStartParams, ...SMALL_BUFFERS],
  });
  const pool = createPool({
    user: "postgres",
    database: "postgres",
    ssl: false,
    stream: () => createPgliteSocket(pglite),
    // It has one connection, which stays.
    max: 1,
    idleTimeoutMillis: 0,
    // What a connection before this one left: there is one session for all of them.
    first: "rollback; deallocate all",
    onError: () => {},
  });
  return {
    ...onPool(pool),
    driver: { kind: "pglite", pglite },
    close: async () => {
      await pool.end();
      await pglite.close();
    },
  };
}
