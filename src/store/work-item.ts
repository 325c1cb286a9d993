import type { Database } from "./database.ts";

/** Sees to it that an object is looked at again at that moment; an earlier appointment stands. */
export async function saveWorkItem(db: Database, object: string, at: Date): Promise<void> {
  await db.query(
    `insert into appointment (object, at) values ($1, $2)
     on conflict (object) do update
       set at = least(appointment.at, excluded.at), version = appointment.version + 1`,
    [object, at],
  );
}

/** Objects whose time has come, the longest due first. */
export async function listDueKeys(db: Database, now: Date, limit: number): Promise<readonly string[]> {
  const rows = await db.query<{ object: string }>(
    "select object from appointment where at <= $1 order by at limit $2",
    [now, limit],
  );
  return rows.map((row) => row.object);
}

/** Is there something to do about an object: a delivery to take in, or an appointment to keep? */
export async function isDue(db: Database, object: string, now: Date): Promise<boolean> {
  const [row] = await db.query<{ is_due: boolean }>(
    `select exists (select from delivery where object = $1 and done_at is null and set_aside_at is null)
         or exists (select from appointment where object = $1 and at <= $2) as is_due`,
    [object, now],
  );
  return row?.is_due === true;
}

/** Objects whose time comes within a span, and when. */
export async function listComingWorkItems(
  db: Database,
  { after, until, limit }: { readonly after: Date; readonly until: Date; readonly limit: number },
): Promise<readonly { readonly object: string; readonly at: Date }[]> {
  return db.query<{ object: string; at: Date }>(
    "select object, at from appointment where at > $1 and at <= $2 order by at limit $3",
    [after, until, limit],
  );
}

/** An appointment as a look finds it when it begins. */
export interface WorkItem {
  readonly version: number;
  readonly failures: number;
}

/** The appointment of an object, undefined without one. */
export async function findWorkItem(db: Database, object: string): Promise<WorkItem | undefined> {
  const [row] = await db.query<WorkItem>("select version, failures from appointment where object = $1", [object]);
  return row;
}

/** The look has ended: its appointment is settled, and moves to `again` if it is to be looked at again. What others made meanwhile stands. */
export async function completeWorkItem(
  db: Database,
  object: string,
  { seen, again }: { readonly seen: WorkItem | undefined; readonly again: Date | null },
): Promise<void> {
  const version = seen?.version ?? -1;
  if (again === null) {
    await db.query("delete from appointment where object = $1 and version = $2", [object, version]);
    return;
  }
  await db.query(
    `insert into appointment (object, at) values ($1, $2)
     on conflict (object) do update
       set at = case when appointment.version = $3 then excluded.at else least(appointment.at, excluded.at) end,
           failures = 0, parked = null`,
    [object, again, version],
  );
}

/**
 * The look could not be concluded: the next one is not before that moment, unless something new is delivered. `parked`
 * names the obstacle it waits for.
 */
export async function postponeWorkItem(
  db: Database,
  object: string,
  { at, failures, parked = null }: { readonly at: Date; readonly failures: number; readonly parked?: string | null },
): Promise<void> {
  await db.query(
    `insert into appointment (object, at, failures, parked) values ($1, $2, $3, $4)
     on conflict (object) do update
       set at = excluded.at, failures = excluded.failures, parked = excluded.parked, version = appointment.version + 1`,
    [object, at, failures, parked],
  );
}

/** Every outcome of a repository that has not ended is looked at again: on its date, or now where that has passed or it was asked. */
export async function saveOutcomeWorkItems(db: Database, repositoryId: number, now: Date): Promise<void> {
  await db.query(
    `insert into appointment (object, at)
     select 'outcome/' || repository_id || '/' || number, case when state = 'waiting' then due_at else $2 end
       from outcome where repository_id = $1 and state in ('waiting', 'asked')
     on conflict (object) do nothing`,
    [repositoryId, now],
  );
}
