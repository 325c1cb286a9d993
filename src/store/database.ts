import { PGlite, types } from "@electric-sql/pglite";
import pg from "pg";

/** SQL on one connection, or on whichever is free. `$1` placeholders; jsonb parameters as JSON text. */
export interface Database {
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs several statements without parameters, such as a migration. */
  execute(text: string): Promise<void>;
  /** All or nothing. Use only the handle given: the embedded database has one connection, and it is taken. */
  transaction<Result>(work: (db: Database) => Promise<Result>): Promise<Result>;
}

/** A database that was opened and is closed again; `driver` tells which kind it is. */
export interface OpenDatabase extends Database {
  readonly driver:
    | { readonly kind: "postgres"; readonly url: string }
    | { readonly kind: "pglite"; readonly pglite: PGlite };
  close(): Promise<void>;
}

/** Ids of GitHub and counts fit into a number; dates stay "2026-12-21", they belong to no time zone. */
const asNumber = (text: string) => Number(text);
const asText = (text: string) => text;

export interface PostgresOptions {
  readonly onError?: (error: Error) => void;
  readonly connections?: number;
  /** How long a statement may take; without it, as long as it takes. */
  readonly withinMs?: number;
}

/** Longer than the server's own time-out: only a server that is gone leaves a statement unanswered. */
const LOST_MS = 1_000;

/** Opens a Postgres server's database. Nothing is connected before the first query. */
export function openPostgres(
  url: string,
  { onError = () => {}, connections = 10, withinMs }: PostgresOptions = {},
): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 3_000,
    ...(withinMs === undefined ? {} : { query_timeout: withinMs + LOST_MS }),
    onConnect: async (client: pg.ClientBase) => {
      // One that the server ends in the middle of a transaction would otherwise end the process, too: what is asked on it next fails.
      client.on("error", () => {});
      // Not as a parameter of the connection, which some connection pools refuse.
      if (withinMs !== undefined) await client.query(`set statement_timeout = ${withinMs}`);
    },
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") => {
        if (oid === pg.types.builtins.INT8) return asNumber;
        if (oid === pg.types.builtins.DATE) return asText;
        return pg.types.getTypeParser(oid, format as "text");
      },
    },
  });
  // An idle connection that the server ends would otherwise end the process.
  pool.on("error", onError);
  return {
    ...onPostgres(pool),
    transaction: (work) => transactionOn(pool, work),
    driver: { kind: "postgres", url },
    close: () => pool.end(),
  };
}

/** Statements by their texts, of which there are finitely many: each connection parses and plans one once. */
const STATEMENT_NAMES = new Map<string, string>();

function nameStatement(text: string): string {
  const name = STATEMENT_NAMES.get(text) ?? `statement-${STATEMENT_NAMES.size}`;
  STATEMENT_NAMES.set(text, name);
  return name;
}

function onPostgres(connection: Pick<pg.ClientBase, "query"> | pg.Pool): Pick<Database, "query" | "execute"> {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await connection.query({ name: nameStatement(text), text, values: [...values] })).rows as Row[],
    execute: async (text) => {
      await connection.query(text);
    },
  };
}

async function transactionOn<Result>(pool: pg.Pool, work: (db: Database) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  const db: Database = {
    ...onPostgres(client),
    transaction: (inner) => inner(db),
  };
  try {
    await client.query("begin");
    const result = await work(db);
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot even roll back is broken: the pool throws it away.
    const broken = await client.query("rollback").then(
      () => undefined,
      (failure: Error) => failure,
    );
    client.release(broken ?? isReadOnly(error));
    throw error;
  }
}

/** After a fail-over a connection may go on to lead to a server that only reads: the pool makes a new one. */
function isReadOnly(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "25006";
}

export interface PgliteOptions {
  /** A data folder to begin with, as `dumpDataDir` makes it. */
  readonly archive?: Blob;
}

/** Opens the embedded Postgres: in a folder, or in memory when none is given. */
export async function openPglite(folder?: string, { archive }: PgliteOptions = {}): Promise<OpenDatabase> {
  const pglite = await PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    ...(archive === undefined ? {} : { loadDataDir: archive }),
    parsers: { [types.INT8]: asNumber, [types.DATE]: asText },
  });
  return {
    ...onPglite(pglite),
    transaction: (work) =>
      pglite.transaction((tx) => {
        const db: Database = { ...onPglite(tx), transaction: (inner) => inner(db) };
        return work(db);
      }) as ReturnType<typeof work>,
    driver: { kind: "pglite", pglite },
    close: () => pglite.close(),
  };
}

type PgliteConnection = Pick<PGlite, "query" | "exec">;

function onPglite(connection: PgliteConnection): Pick<Database, "query" | "execute"> {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await connection.query<Row>(text, [...values])).rows,
    execute: async (text) => {
      await connection.exec(text);
    },
  };
}
