import { randomUUID } from "node:crypto";
import pg from "pg";

/** The address leads to a pool that hands each transaction to any connection. Waiting does not mend it. */
export class PooledByTransaction extends Error {
  override readonly name = "PooledByTransaction";
}

const WORDS =
  "DATABASE_URL leads to a connection pool in transaction mode, such as PgBouncer's, where the app's locks do not hold: " +
  "connect to Postgres itself, or to a pool in session mode";

const WITHIN_MS = 3_000;
/** Two dots would be a name of Postgres' own. */
const SETTING = "did_this_work.session";

/**
 * Refuses a pool in transaction mode: locks on keys belong to a session, and so do prepared statements. Such a pool lends the
 * connection that was free last, so that one session sees what another one set, or not what it set itself.
 */
export async function refuseTransactionPool(url: string): Promise<void> {
  const [one, other] = [connect(url), connect(url)];
  try {
    await Promise.all([one.connect(), other.connect()]);
    const mark = randomUUID();
    await one.query("select set_config($1, $2, false)", [SETTING, mark]);
    const isSeenByOther = (await readSetting(other)) === mark;
    const isLost = (await readSetting(one)) !== mark;
    if (isSeenByOther || isLost) throw new PooledByTransaction(WORDS);
  } finally {
    await Promise.allSettled([one.end(), other.end()]);
  }
}

function connect(url: string): pg.Client {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: WITHIN_MS, query_timeout: WITHIN_MS });
  // A connection that breaks fails its query too, and an unhandled error would end the process.
  client.on("error", () => {});
  return client;
}

async function readSetting(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query("select current_setting($1, true) as value", [SETTING]);
  return rows[0]?.value ?? null;
}
