import type { ResourceKey } from "../core/resource-key.ts";
import type { Database } from "./database.ts";

/** What is known of a dashboard beside that it stands. */
export interface DashboardRecord {
  /** Somebody ticked one of its boxes, and it was not written since. */
  readonly tickedAt: Date | null;
  readonly refreshedAt: Date | null;
  /** What it said when it was deleted; "" while nobody worked that out, null when it was not deleted. */
  readonly deletedDigest: string | null;
  /** The issue it was tried to pin last. */
  readonly pinNumber: number | null;
  /** When GitHub was last asked who may see what is on it; only over several repositories. */
  readonly seenAt: Date | null;
  /** How often we heard that the answer may be another one. */
  readonly changes: number;
  /** How many of those times what is written has taken in. */
  readonly mindedChanges: number;
}

const UNKNOWN: DashboardRecord = {
  tickedAt: null,
  refreshedAt: null,
  deletedDigest: null,
  pinNumber: null,
  seenAt: null,
  changes: 0,
  mindedChanges: 0,
};

/** A dashboard by the name of its row in `standing`. */
export interface DashboardName {
  readonly key: ResourceKey;
  readonly repositoryId: number;
}

/** What is known of a dashboard. */
export async function findDashboard(db: Database, key: ResourceKey): Promise<DashboardRecord> {
  const [row] = await db.query<DashboardRecord>(
    `select ticked_at as "tickedAt", refreshed_at as "refreshedAt", deleted_digest as "deletedDigest",
            pin_number as "pinNumber", seen_at as "seenAt", changes, minded_changes as "mindedChanges"
       from dashboard where key = $1`,
    [key],
  );
  return row ?? UNKNOWN;
}

/** Somebody ticked a box: it is to be seen soon that this was heard. */
export async function saveTick(db: Database, { key, repositoryId }: DashboardName, at: Date): Promise<void> {
  await db.query(
    `insert into dashboard (key, repository_id, ticked_at) values ($1, $2, $3)
     on conflict (key) do update set ticked_at = excluded.ticked_at`,
    [key, repositoryId, at],
  );
}

/** Somebody asked to count afresh. Where GitHub refused to pin it, that is worth another try too. */
export async function saveRefresh(db: Database, { key, repositoryId }: DashboardName, at: Date): Promise<void> {
  await db.query(
    `insert into dashboard (key, repository_id, refreshed_at) values ($1, $2, $3)
     on conflict (key) do update
       set refreshed_at = excluded.refreshed_at,
           pin_number = case when dashboard.is_pinned then dashboard.pin_number end`,
    [key, repositoryId, at],
  );
}

/** It was written since somebody ticked a box. */
export async function clearTick(db: Database, key: ResourceKey): Promise<void> {
  await db.query("update dashboard set ticked_at = null where key = $1 and ticked_at is not null", [key]);
}

/** It was deleted when it said this; null once it was made again. */
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

/** It was tried to pin that issue. */
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
