import pg from "pg";

export interface SqlRequest {
  readonly address: string;
  readonly text: string;
  readonly values: readonly string[];
  /** For everything, the connection included. */
  readonly withinMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Thrown where the time is over. */
export class SqlTimeout extends Error {
  override readonly name = "SqlTimeout";
}

export type SqlRow = readonly (string | null)[];

/**
 * Asks one statement on a connection of its own, in a read-only transaction. The settings end with it: behind a connection
 * pool others get the same connection afterwards.
 */
export async function askDatabase(request: SqlRequest): Promise<readonly SqlRow[]> {
  const { address, withinMs, signal } = request;
  const client = new pg.Client({
    connectionString: address,
    connectionTimeoutMillis: withinMs,
    application_name: "did-this-work",
  });
  // A connection that breaks after its answer would end the process.
  client.on("error", () => {});
  const timeout = AbortSignal.timeout(withinMs);
  const late = waitFor(signal ? AbortSignal.any([timeout, signal]) : timeout);
  try {
    return await Promise.race([ask(client, request), late.over]);
  } finally {
    late.stop();
    // While a statement runs this cuts the connection, and the server ends the statement by its own limit.
    void client.end().catch(() => {});
  }
}

async function ask(client: pg.Client, { text, values, withinMs }: SqlRequest): Promise<readonly SqlRow[]> {
  await client.connect();
  await client.query(
    `begin read only; set local statement_timeout = ${Math.ceil(withinMs)}; set local timezone = 'UTC'`,
  );
  const { rows } = await client.query<(string | null)[]>({ text, values: [...values], rowMode: "array" });
  await client.query("rollback");
  return rows;
}

function waitFor(signal: AbortSignal): { readonly over: Promise<never>; stop(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new SqlTimeout());
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true });
  return { over: promise, stop: () => signal.removeEventListener("abort", onAbort) };
}
