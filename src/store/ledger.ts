import type { Outcome } from "../core/outcome/outcome.ts";
import type { Ledger } from "../core/report/ledger.ts";
import { defineColumns, json, plain } from "./columns.ts";
import type { Database } from "./database.ts";
import type { Span } from "./numbers.ts";
import { queryOutcomes } from "./outcome.ts";

const LEDGER = defineColumns<Ledger>(
  {
    repositoryId: plain(),
    requestedAt: plain(),
    writtenThrough: plain(),
    months: json(),
    pullNumber: plain(),
    digest: plain(),
    intendedAt: plain(),
    problem: plain(),
    retryAt: plain(),
  },
  // A wish that comes while the ledger is written stays.
  { key: ["repositoryId", "requestedAt"] },
);

/** The record of a repository's ledger; empty when there is none yet. */
export async function findLedger(db: Database, repositoryId: number): Promise<Ledger> {
  const [row] = await db.query<object>(`select ${LEDGER.select} from ledger where repository_id = $1`, [repositoryId]);
  return row ? LEDGER.fromRow(row) : { ...NEVER_BEGUN, repositoryId };
}

const NEVER_BEGUN: Omit<Ledger, "repositoryId"> = {
  requestedAt: null,
  writtenThrough: null,
  months: [],
  pullNumber: null,
  digest: null,
  intendedAt: null,
  problem: null,
  retryAt: null,
};

/** Somebody wants the ledger written now: remembered until it is. Whatever hindered it may be gone, so it is tried at once. */
export async function requestLedger(db: Database, repositoryId: number, at: Date): Promise<void> {
  await db.query(
    `insert into ledger (repository_id, requested_at) values ($1, $2)
     on conflict (repository_id) do update set requested_at = excluded.requested_at, retry_at = null`,
    [repositoryId, at],
  );
}

/** Saves the state of a ledger; a request that arrived meanwhile stays. */
export async function saveLedger(db: Database, ledger: Ledger): Promise<void> {
  await db.query(
    `insert into ledger (${LEDGER.names}) values (${LEDGER.placeholders})
     on conflict (repository_id) do update set ${LEDGER.updates}`,
    LEDGER.toValues(ledger),
  );
}

/** Clears the request, unless a newer one arrived meanwhile. */
export async function clearRequest(db: Database, { repositoryId, requestedAt }: Ledger): Promise<void> {
  await db.query("update ledger set requested_at = null where repository_id = $1 and requested_at <= $2", [
    repositoryId,
    requestedAt,
  ]);
}

/** The app has new permissions: ledgers with a problem are retried at once. Returns their repositories. */
export async function retryLedgers(db: Database, installationId: number): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    `update ledger set retry_at = null from repository
      where repository.id = ledger.repository_id and repository.installation_id = $1 and ledger.problem is not null
      returning repository.id`,
    [installationId],
  );
  return rows.map((row) => row.id);
}

export interface Page {
  /** Only numbers greater than this. */
  readonly after: number;
  readonly limit: number;
}

/**
 * The outcomes that belong to a span, by number: those that ended in it, and exempt and unstated ones (which never end)
 * that were merged in it. Across all spans each outcome is in exactly one.
 */
export async function listLedgerOutcomes(
  db: Database,
  repositoryId: number,
  { from, to, after, limit }: Span & Page,
): Promise<readonly Outcome[]> {
  return queryOutcomes(
    db,
    `where repository_id = $1 and number > $4
        and ((ended_at >= $2 and ended_at < $3)
          or (state in ('exempt', 'unstated') and merged_at >= $2 and merged_at < $3))
      order by number limit $5`,
    [repositoryId, from, to, after, limit],
  );
}
