import type { Blocker } from "../core/blocker.ts";
import type { Database } from "./database.ts";

/** Whether a write may go, and when; or when to come back for another try. */
export type Reservation =
  | { readonly isGranted: true; readonly at: Date }
  | { readonly isGranted: false; readonly retryAt: Date };

/** How the writes of an installation follow each other. */
export interface WriteSpacing {
  /** Between two writes. */
  readonly gapMs: number;
  /** So long it is worth waiting for a turn; whoever would wait longer gets a place to come back at. */
  readonly withinMs: number;
}

/** A place is a little longer than a gap: who comes back late by a hair must not make everybody behind it late. */
const PLACE_MS = 1_050;

/**
 * Takes the next turn for so many writes of an installation, in one statement: processes that ask at once get one each.
 * Their clocks are taken to agree within a part of a second.
 */
export async function reserveWrite(
  db: Database,
  installationId: number,
  { now, count, gapMs, withinMs }: WriteSpacing & { readonly now: Date; readonly count: number },
): Promise<Reservation> {
  const isGranted =
    "(t.next_write_at <= $3::timestamptz and (t.not_before is null or t.not_before <= $2::timestamptz))";
  const [row] = await db.query<{ is_granted: boolean; next_write_at: Date; retries_reserved_until: Date }>(
    `insert into rate_limit as t (installation_id, next_write_at, retries_reserved_until, is_granted)
     values ($1, $2::timestamptz + $4 * interval '1 ms', $2::timestamptz, true)
     on conflict (installation_id) do update set
       is_granted = ${isGranted},
       next_write_at = case when ${isGranted}
         then greatest(t.next_write_at, $2::timestamptz) + $4 * interval '1 ms' else t.next_write_at end,
       retries_reserved_until = case when ${isGranted}
         then t.retries_reserved_until
         else greatest(t.retries_reserved_until, t.next_write_at, t.not_before, $2::timestamptz) + $5 * interval '1 ms' end
     returning is_granted, next_write_at, retries_reserved_until`,
    [installationId, now, new Date(now.getTime() + withinMs), gapMs * count, PLACE_MS * count],
  );
  if (!row) throw new Error("an upsert gave no row");
  return row.is_granted
    ? { isGranted: true, at: new Date(row.next_write_at.getTime() - gapMs * count) }
    : { isGranted: false, retryAt: row.retries_reserved_until };
}

/** A place of one's own to come back at, not before that: those who had to wait come back one after the other. */
export async function reserveRetry(db: Database, installationId: number, from: Date): Promise<Date> {
  const [row] = await db.query<{ retries_reserved_until: Date }>(
    `insert into rate_limit as t (installation_id, next_write_at, retries_reserved_until, is_granted)
     values ($1, $2::timestamptz, $2::timestamptz, true)
     on conflict (installation_id) do update
       set retries_reserved_until = greatest(t.retries_reserved_until + $3 * interval '1 ms', excluded.retries_reserved_until)
     returning retries_reserved_until`,
    [installationId, from, PLACE_MS],
  );
  if (!row) throw new Error("an upsert gave no row");
  return row.retries_reserved_until;
}

/** GitHub asked for silence: nothing is asked of this installation before, by no process, also after a restart. */
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

/** Why GitHub said no; one that is `isStale` is worth another try. */
export interface KnownBlocker {
  readonly kind: Blocker;
  readonly since: Date;
  readonly isStale: boolean;
}

/** How an object may be looked at: whose it is, since when and why GitHub is not to be asked. */
export interface Access {
  readonly installationId: number;
  readonly repositoryId: number;
  readonly owner: string;
  readonly name: string;
  /** GitHub is not to be asked before; null when it may be. */
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

/** For `/metrics`: how many installations GitHub asked for silence. */
export async function countLimited(db: Database, now: Date): Promise<number> {
  const [row] = await db.query<{ count: number }>("select count(*) as count from rate_limit where not_before > $1", [
    now,
  ]);
  return row?.count ?? 0;
}
