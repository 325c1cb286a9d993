import type { ResourceKey } from "../core/resource-key.ts";
import type { Database } from "./database.ts";

/** What is known of a dashboard besides its managed resource. */
export interface DashboardRecord {
  /** When a person ticked one of its boxes; null once it was written again. */
  readonly tickedAt: Date | null;
  readonly refreshedAt: Date | null;
  /** Digest of its content when it was deleted; "" until the digest is known, null when it was not deleted. */
  readonly deletedDigest: string | null;
  /** The issue of the last attempt to pin. */
  readonly pinNumber: number | null;
  /** When GitHub was last asked who may see its repositories; only for the page over several repositories. */
  readonly seenAt: Date | null;
  /** How many events said that the answer may have changed. */
  readonly changes: number;
  /** How many of those events the written page takes into account. */
  readonly shownChanges: number;
}

const UNKNOWN: DashboardRecord = {
  tickedAt: null,
  refreshedAt: null,
  deletedDigest: null,
  pinNumber: null,
  seenAt: null,
  changes: 0,
  shownChanges: 0,
};

/** A dashboard by the key of its managed resource. */
export interface DashboardName {
  readonly key: ResourceKey;
  readonly repositoryId: number;
}

/** The record of a dashboard. */
export async function findDashboard(db: Database, key: ResourceKey): Promise<DashboardRecord> {
  const [row] = await db.query<DashboardRecord>(
    `select ticked_at as "tickedAt", refreshed_at as "refreshedAt", deleted_digest as "deletedDigest",
            pin_number as "pinNumber", seen_at as "seenAt", changes, shown_changes as "shownChanges"
       from dashboard where key = $1`,
    [key],
  );
  return row ?? UNKNOWN;
}

/** A person ticked a box: the dashboard is written soon, to show that the tick arrived. */
export async function saveTick(db: Database, { key, repositoryId }: DashboardName, at: Date): Promise<void> {
  await db.query(
    `insert into dashboard (key, repository_id, ticked_at) values ($1, $2, $3)
     on conflict (key) do update set ticked_at = excluded.ticked_at`,
    [key, repositoryId, at],
  );
}

/** A person asked for a recount. If GitHub refused to pin the issue, pinning is tried again too. */
export async function saveRefresh(db: Database, { key, repositoryId }: DashboardName, at: Date): Promise<void> {
  await db.query(
    `insert into dashboard (key, repository_id, refreshed_at) values ($1, $2, $3)
     on conflict (key) do update
       set refreshed_at = excluded.refreshed_at,
           pin_number = case when dashboard.is_pinned then dashboard.pin_number end`,
    [key, repositoryId, at],
  );
}

/** The dashboard was written after the tick. */
export async function clearTick(db: Database, key: ResourceKey): Promise<void> {
  await db.query("update dashboard set ticked_at = null where key = $1 and ticked_at is not null", [key]);
}

/** Records what the dashboard said when it was deleted; null once it was created again. */
export async function saveDeletion(
  db: Database,
  { key, repositoryId }: DashboardName,
  digest: string | null,
): Promise<void> {
  await db.query(
    `insert into dashboard (key, repository_id, deleted_digest) values ($1, $2, $3)
     on conflict (key) do update set deleted_digest = excluded.deleted_digest`,
    [key, repositoryId, digest],
  );
}

/** Records the attempt to pin an issue. */
export async function savePin(
  db: Database,
  { key, repositoryId }: DashboardName,
  { number, isPinned }: { readonly number: number; readonly isPinned: boolean },
): Promise<void> {
  await db.query(
    `insert into dashboard (key, repository_id, pin_number, is_pinned) values ($1, $2, $3, $4)
     on conflict (key) do update set pin_number = excluded.pin_number, is_pinned = excluded.is_pinned`,
    [key, repositoryId, number, isPinned],
  );
}
