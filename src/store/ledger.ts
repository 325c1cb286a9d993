import type { Outcome } from "../core/outcome/outcome.ts";
import type { Ledger, LedgerProblem } from "../core/report/ledger.ts";
import type { Database } from "./database.ts";
import type { Span } from "./numbers.ts";
import { queryOutcomes } from "./outcome.ts";

interface LedgerRow {
  requested_at: Date | null;
  written_through: string | null;
  months: readonly string[];
  pull_number: number | null;
  digest: string | null;
  intended_at: Date | null;
  problem: LedgerProblem | null;
  retry_at: Date | null;
}

/** What is known of a repository's ledger; of one never begun, nothing. */
export async function findLedger(db: Database, repositoryId: number): Promise<Ledger> {
  const [row] = await db.query<LedgerRow>(
    `select requested_at, written_through, months, pull_number, digest, intended_at, problem, retry_at
       from ledger where repository_id = $1`,
    [repositoryId],
  );
  return {
    repositoryId,
    requestedAt: row?.requested_at ?? null,
    writtenThrough: row?.written_through ?? null,
    months: row?.months ?? [],
    pullNumber: row?.pull_number ?? null,
    digest: row?.digest ?? null,
    intendedAt: row?.intended_at ?? null,
    problem: row?.problem ?? null,
    retryAt: row?.retry_at ?? null,
  };
}

/** Somebody wants the ledger written now: remembered until it is. Whatever hindered it may be gone, so it is tried at once. */
export async function requestLedger(db: Database, repositoryId: number, at: Date): Promise<void> {
  await db.query(
    `insert into ledger (repository_id, requested_at) values ($1, $2)
     on conflict (repository_id) do update set requested_at = excluded.requested_at, retry_at = null`,
    [repositoryId, at],
  );
}

/** Keeps what is known of a ledger; a wish that came meanwhile stays. */
export async function saveLedger(db: Database, ledger: Ledger): Promise<void> {
  await db.query(
    `insert into ledger (repository_id, requested_at, written_through, months, pull_number, digest, intended_at, problem, retry_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (repository_id) do update
       set written_through = excluded.written_through, months = excluded.months, pull_number = excluded.pull_number,
           digest = excluded.digest, intended_at = excluded.intended_at, problem = excluded.problem,
           retry_at = excluded.retry_at`,
    [
      ledger.repositoryId,
      ledger.requestedAt,
      ledger.writtenThrough,
      JSON.stringify(ledger.months),
      ledger.pullNumber,
      ledger.digest,
      ledger.intendedAt,
      ledger.problem,
      ledger.retryAt,
    ],
  );
}

/** The wish is done, unless somebody wished again meanwhile. */
export async function clearRequest(db: Database, { repositoryId, requestedAt }: Ledger): Promise<void> {
  await db.query("update ledger set requested_at = null where repository_id = $1 and requested_at <= $2", [
    repositoryId,
    requestedAt,
  ]);
}

/** The app may do more than before: what it was refused is tried again at once. Gives the repositories. */
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
  /** Only numbers above it. */
  readonly after: number;
  readonly limit: number;
}

/**
 * The outcomes that belong to a span, by number: those that ended in it, and of those that never end, exempt and unstated,
 * the ones merged in it. Over all spans each outcome is in one at a time.
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
