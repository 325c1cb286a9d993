import type { Blocker } from "../core/blocker.ts";
import type { Database } from "./database.ts";

/** Whether a write may go, and when; otherwise when to retry. */
export type Reservation =
  | { readonly isGranted: true; readonly at: Date }
  | { readonly isGranted: false; readonly retryAt: Date };

/** Spacing of an installation's writes. */
export interface WriteSpacing {
  /** Time between two writes. */
  readonly gapMs: number;
  /** How long a caller may wait for its write. A caller that would wait longer gets a retry time instead. */
  readonly withinMs: number;
}

/**
 * No reservation reaches further ahead, and no queue of retries takes longer. What does was reserved by a clock that was wrong, and is
 * void.
 */
const MOST_AHEAD = "interval '1 minute'";
const MOST_QUEUED = "interval '2 hours'";

/** Slightly longer than the gap between writes, so that one late retry does not delay all the ones behind it. */
const RESERVATION_MS = 1_050;

/**
 * Reserves time for `count` writes of an installation in one statement, so that concurrent processes each get their
 * own. Their clocks must agree within a fraction of a second.
 */
export async function reserveWrite(
  db: Database,
  installationId: number,
  { now, count, gapMs, withinMs }: WriteSpacing & { readonly now: Date; readonly count: number },
): Promise<Reservation> {
  const nextWriteAt = `case when t.next_write_at <= $2::timestamptz + ${MOST_AHEAD} then t.next_write_at else $2::timestamptz end`;
  const isGranted = `(${nextWriteAt} <= $3::timestamptz and (t.not_before is null or t.not_before <= $2::timestamptz))`;
  const queuedUntil = `case when t.retries_reserved_until <= $2::timestamptz + ${MOST_QUEUED} then t.retries_reserved_until else $2::timestamptz end`;
  const [row] = await db.query<{ is_granted: boolean; next_write_at: Date; retries_reserved_until: Date }>(
    `insert into rate_limit as t (installation_id, next_write_at, retries_reserved_until, is_granted)
     values ($1, $2::timestamptz + $4 * interval '1 ms', $2::timestamptz, true)
     on conflict (installation_id) do update set
       is_granted = ${isGranted},
       next_write_at = case when ${isGranted}
         then greatest(${nextWriteAt}, $2::timestamptz) + $4 * interval '1 ms' else ${nextWriteAt} end,
       retries_reserved_until = case when ${isGranted}
         then ${queuedUntil}
         else greatest(${queuedUntil}, ${nextWriteAt}, t.not_before, $2::timestamptz) + $5 * interval '1 ms' end
     returning is_granted, next_write_at, retries_reserved_until`,
    [installationId, now, new Date(now.getTime() + withinMs), gapMs * count, RESERVATION_MS * count],
  );
  if (!row) throw new Error("an upsert gave no row");
  return row.is_granted
    ? { isGranted: true, at: new Date(row.next_write_at.getTime() - gapMs * count) }
    : { isGranted: false, retryAt: row.retries_reserved_until };
}

/** Reserves a retry time at or after `from`, so that waiting keys return one at a time. */
export async function reserveRetry(db: Database, installationId: number, from: Date): Promise<Date> {
  const [row] = await db.query<{ retries_reserved_until: Date }>(
    `insert into rate_limit as t (installation_id, next_write_at, retries_reserved_until, is_granted)
     values ($1, $2::timestamptz, $2::timestamptz, true)
     on conflict (installation_id) do update
       set retries_reserved_until = case when t.retries_reserved_until > $2::timestamptz + ${MOST_QUEUED} then $2::timestamptz
         else greatest(t.retries_reserved_until + $3 * interval '1 ms', excluded.retries_reserved_until) end
     returning retries_reserved_until`,
    [installationId, from, RESERVATION_MS],
  );
  if (!row) throw new Error("an upsert gave no row");
  return row.retries_reserved_until;
}

/** GitHub asked for a pause: no process calls it for this installation before then, even after a restart. */
export async function saveLimit(
  db: Database,
  installationId: number,
  { until, reason, at }: { readonly until: Date; readonly reason: string; readonly at: Date },
): Promise<void> {
  await db.query(
    `insert into rate_limit as t (installation_id, not_before, reason, next_write_at, retries_reserved_until, is_granted)
     values ($1, $2, $3, $4, $4, true)
     on conflict (installation_id) do update
       set not_before = greatest(t.not_before, excluded.not_before), reason = excluded.reason`,
    [installationId, until, reason, at],
  );
}

/** Why GitHub refused; a stale blocker is worth another try. */
export interface KnownBlocker {
  readonly kind: Blocker;
  readonly since: Date;
  readonly isStale: boolean;
}

/** How GitHub may be called for a repository: its installation and name, and what stands in the way. */
export interface Access {
  readonly installationId: number;
  readonly repositoryId: number;
  readonly owner: string;
  readonly name: string;
  /** GitHub may not be called before then; null when it may. */
  readonly notBefore: Date | null;
  readonly blockers: readonly KnownBlocker[];
}

/** The columns an access is made of. */
export interface AccessRow {
  readonly installation_id: number | null;
  readonly owner: string | null;
  readonly name: string | null;
  readonly not_before: Date | null;
  readonly blockers: { kind: Blocker; since: string; isStale: boolean }[] | null;
}

/** An access from its columns; undefined where there is no such repository. */
export function toAccess(row: Partial<AccessRow>, repositoryId: number): Access | undefined {
  const { installation_id: installationId, owner, name } = row;
  if (installationId == null || owner == null || name == null) return undefined;
  const blockers = (row.blockers ?? []).map(({ since, ...rest }) => ({ ...rest, since: new Date(since) }));
  return { installationId, repositoryId, owner, name, notBefore: row.not_before ?? null, blockers };
}

/** For `/metrics`: how many installations GitHub asked to pause. */
export async function countLimited(db: Database, now: Date): Promise<number> {
  const [row] = await db.query<{ count: number }>("select count(*) as count from rate_limit where not_before > $1", [
    now,
  ]);
  return row?.count ?? 0;
}
