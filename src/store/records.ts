import type { Database } from "./database.ts";

/**
 * The tables with records of repositories, each with a `repository_id`. A test reads the schema and fails when one is
 * missing here.
 */
export const RECORD_TABLES = [
  "pull_request",
  "revert",
  "branch_config",
  "skipped_merge",
  "outcome",
  "told_trait",
  "user_action",
  "managed_resource",
  "refusal",
  "permission",
  "unassignable",
  "dashboard",
  "ledger",
  "shipment",
  "arrival",
  "metric_reading",
  "metric_mention",
  "outcome_metric",
  "onboarding_queue",
] as const;

export interface Limits {
  /** Only if the repository was parked before this. */
  readonly parkedBefore: Date;
  /** Maximum number of rows per table. */
  readonly limit: number;
}

/** Repositories whose records were parked before the given moment. */
export async function listParked(db: Database, before: Date, limit: number): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    "select id from repository where least(removed_at, displaced_at) <= $1 order by id limit $2",
    [before, limit],
  );
  return rows.map((row) => row.id);
}

/**
 * Deletes records of a parked repository, finally the repository itself. Returns the number of deleted rows; 0 when all
 * is done.
 */
export async function deleteRecords(db: Database, id: number, { parkedBefore, limit }: Limits): Promise<number> {
  let deleted = 0;
  for (const table of RECORD_TABLES) {
    const rows = await db.query(
      `delete from ${table} where ctid = any(array(
         select t.ctid from ${table} t join repository r on r.id = t.repository_id
          where r.id = $1 and least(r.removed_at, r.displaced_at) <= $2 limit $3)) returning 1`,
      [id, parkedBefore, limit],
    );
    deleted += rows.length;
  }
  if (deleted > 0) return deleted;
  await deleteDeliveries(db, id);
  const rows = await db.query(
    "delete from repository where id = $1 and least(removed_at, displaced_at) <= $2 returning 1",
    [id, parkedBefore],
  );
  return rows.length;
}

/** Deletes everything known of a repository at once. */
export async function deleteRepository(db: Database, id: number): Promise<void> {
  for (const table of RECORD_TABLES) await db.query(`delete from ${table} where repository_id = $1`, [id]);
  await deleteDeliveries(db, id);
  await db.query("delete from repository where id = $1", [id]);
}

/** Deletes the deliveries of a repository that were set aside. All other GUIDs stay to recognise repetitions. */
async function deleteDeliveries(db: Database, id: number): Promise<void> {
  await db.query("delete from delivery where set_aside_at is not null and split_part(key, '/', 2) = $1::text", [
    String(id),
  ]);
}
