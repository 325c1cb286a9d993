import type { Database } from "./database.ts";

/** Has a key reconciled at that moment, or earlier where that is due already. */
export async function saveWorkItem(db: Database, key: string, runAt: Date): Promise<void> {
  await saveWorkItems(db, [{ key, runAt }]);
}

/** The same for several keys, none of them twice, in one statement. */
export async function saveWorkItems(
  db: Database,
  items: readonly { readonly key: string; readonly runAt: Date }[],
): Promise<void> {
  await db.query(
    `insert into work_item (key, run_at) select key, run_at from unnest($1::text[], $2::timestamptz[]) as w (key, run_at)
     on conflict (key) do update
       set run_at = least(work_item.run_at, excluded.run_at), version = work_item.version + 1`,
    [items.map(({ key }) => key), items.map(({ runAt }) => runAt)],
  );
}

/** Keys that are due, longest due first. */
export async function listDueKeys(db: Database, now: Date, limit: number): Promise<readonly string[]> {
  const rows = await db.query<{ key: string }>(
    "select key from work_item where run_at <= $1 order by run_at limit $2",
    [now, limit],
  );
  return rows.map((row) => row.key);
}

/** The keys that fall due within a span, and when. */
export async function listComingWorkItems(
  db: Database,
  { after, until, limit }: { readonly after: Date; readonly until: Date; readonly limit: number },
): Promise<readonly { readonly key: string; readonly runAt: Date }[]> {
  return db.query<{ key: string; runAt: Date }>(
    'select key, run_at as "runAt" from work_item where run_at > $1 and run_at <= $2 order by run_at limit $3',
    [after, until, limit],
  );
}

/** A work item as a reconcile finds it when it starts. */
export interface WorkItem {
  readonly version: number;
  readonly failures: number;
}

/** The work item of a key, if there is one. */
export async function findWorkItem(db: Database, key: string): Promise<WorkItem | undefined> {
  const [row] = await db.query<WorkItem>("select version, failures from work_item where key = $1", [key]);
  return row;
}

/**
 * Ends a reconcile: its work item is deleted, or moves to `requeueAt`. A work item that was saved meanwhile stays due.
 */
export async function completeWorkItem(
  db: Database,
  key: string,
  { seen, requeueAt }: { readonly seen: WorkItem | undefined; readonly requeueAt: Date | null },
): Promise<void> {
  const version = seen?.version ?? -1;
  if (requeueAt === null) {
    await db.query("delete from work_item where key = $1 and version = $2", [key, version]);
    return;
  }
  await db.query(
    `insert into work_item (key, run_at) values ($1, $2)
     on conflict (key) do update
       set run_at = case when work_item.version = $3 then excluded.run_at else least(work_item.run_at, excluded.run_at) end,
           failures = 0, blocked_by = null`,
    [key, requeueAt, version],
  );
}

/**
 * Postpones a reconcile that did not finish: the next one starts then, unless a delivery arrives first. `blockedBy`
 * names the blocker it waits for.
 */
export async function postponeWorkItem(
  db: Database,
  key: string,
  {
    at,
    failures,
    blockedBy = null,
  }: { readonly at: Date; readonly failures: number; readonly blockedBy?: string | null },
): Promise<void> {
  await db.query(
    `insert into work_item (key, run_at, failures, blocked_by) values ($1, $2, $3, $4)
     on conflict (key) do update
       set run_at = excluded.run_at, failures = excluded.failures, blocked_by = excluded.blocked_by, version = work_item.version + 1`,
    [key, at, failures, blockedBy],
  );
}

/** Enqueues every outcome of a repository that has not ended: on its date, or now if it was asked. */
export async function saveOutcomeWorkItems(db: Database, repositoryId: number, now: Date): Promise<void> {
  await db.query(
    `insert into work_item (key, run_at)
     select 'outcome/' || repository_id || '/' || number, case when state = 'waiting' then coalesce(due_at, $2) else $2 end
       from outcome where repository_id = $1 and state in ('waiting', 'asked')
     on conflict (key) do nothing`,
    [repositoryId, now],
  );
}

/** For `/metrics`: how many keys are due, and since when the longest. */
export async function findBacklog(
  db: Database,
  now: Date,
): Promise<{ readonly count: number; readonly oldestDueAt: Date | null }> {
  const [row] = await db.query<{ count: number; oldestDueAt: Date | null }>(
    'select count(*) as count, min(run_at) as "oldestDueAt" from work_item where run_at <= $1',
    [now],
  );
  return row ?? { count: 0, oldestDueAt: null };
}
