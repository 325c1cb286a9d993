import { randomBytes, randomUUID } from "node:crypto";
import type { Database } from "./database.ts";
import type { WorkItem } from "./work-item.ts";

/** A delivery, stored until it is applied. */
export interface KeptDelivery {
  readonly guid: string;
  readonly event: string;
  readonly body: string;
  readonly attempts: number;
  readonly receivedAt: Date;
}

export interface NewDelivery {
  readonly guid: string;
  readonly event: string;
  readonly key: string;
  readonly installationId: number;
  readonly body: string;
}

/** Stores deliveries in one statement. A known GUID is left unchanged, so a delivery counts once. */
export async function saveDeliveries(
  db: Database,
  deliveries: readonly NewDelivery[],
  receivedAt: Date,
): Promise<void> {
  await db.query(
    `insert into delivery (guid, event, key, installation_id, body, received_at)
     select guid, event, key, installation_id, body, $6
       from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[])
         as d (guid, event, key, installation_id, body)
     on conflict (guid) do nothing`,
    [
      deliveries.map((delivery) => delivery.guid),
      deliveries.map((delivery) => delivery.event),
      deliveries.map((delivery) => delivery.key),
      deliveries.map((delivery) => delivery.installationId),
      deliveries.map((delivery) => delivery.body),
      receivedAt,
    ],
  );
}

/** A large delivery, which cannot be compressed: on a full disk small ones may still find a place. */
const TRY_BYTES = 64 * 1024;

/** Stores and deletes a dummy delivery. Throws the error that keeps deliveries from being stored. */
export async function tryToSave(db: Database, now: Date): Promise<void> {
  const guid = `try/${randomUUID()}`;
  const body = randomBytes(TRY_BYTES / 2).toString("hex");
  await db.transaction(async (tx) => {
    await saveDeliveries(tx, [{ guid, event: "try", key: "try/0", installationId: 0, body }], now);
    await tx.query("delete from delivery where guid = $1", [guid]);
  });
}

/** Saves a delivery that cannot be parsed, set aside from the start. */
export async function saveUnreadable(
  db: Database,
  {
    guid,
    event,
    body,
    error,
    receivedAt,
    repositoryId,
  }: { guid: string; event: string; body: string; error: string; receivedAt: Date; repositoryId: number },
): Promise<void> {
  await db.query(
    `insert into delivery (guid, event, key, body, received_at, set_aside_at, error)
     values ($1, $2, 'unreadable/' || $6::bigint, $3, $4, $4, $5) on conflict (guid) do nothing`,
    [guid, event, body, receivedAt, error, repositoryId],
  );
}

/** The deliveries of a key that are not applied yet, in order of arrival. */
export async function listPendingDeliveries(db: Database, key: string): Promise<readonly KeptDelivery[]> {
  return db.query<KeptDelivery>(
    `select guid, event, body, attempts, received_at as "receivedAt" from delivery
      where key = $1 and done_at is null and set_aside_at is null order by sequence limit 500`,
    [key],
  );
}

/** Whether a repository has deliveries received before the given moment that are not applied yet. */
export async function hasPendingBefore(db: Database, repositoryId: number, before: Date): Promise<boolean> {
  const [row] = await db.query<{ pending: boolean }>(
    `select exists (select from delivery
      where done_at is null and set_aside_at is null and split_part(key, '/', 2) = $1 and received_at < $2) as pending`,
    [String(repositoryId), before],
  );
  return row?.pending === true;
}

/** Keys with deliveries to apply, longest waiting first; without keys that failed and wait for a retry. */
export async function listPendingKeys(db: Database, now: Date, limit: number): Promise<readonly string[]> {
  const rows = await db.query<{ key: string }>(
    `select d.key from delivery d
      where d.done_at is null and d.set_aside_at is null
        and not exists (select from work_item a where a.key = d.key and a.failures > 0 and a.run_at > $1)
      group by d.key order by min(d.sequence) limit $2`,
    [now, limit],
  );
  return rows.map((row) => row.key);
}

/**
 * Done: the bodies are deleted, the GUIDs stay to recognise a repetition. In the same statement the key is made due, so that
 * what the deliveries told is acted upon; gives its work item.
 */
export async function completeDeliveries(
  db: Database,
  key: string,
  { guids, at }: { readonly guids: readonly string[]; readonly at: Date },
): Promise<WorkItem | undefined> {
  const [row] = await db.query<WorkItem>(
    `with done as (update delivery set done_at = $3, body = null, error = null where guid = any($2::text[]))
     insert into work_item (key, run_at) values ($1, $3)
     on conflict (key) do update set run_at = least(work_item.run_at, excluded.run_at), version = work_item.version + 1
     returning version, failures`,
    [key, guids, at],
  );
  return row;
}

/** Stores a delivery about a write of ours as done at once: all it could tell is told by the statement that goes with it. */
export async function saveOwnDelivery(
  db: Database,
  { guid, event, key, installationId }: Omit<NewDelivery, "body">,
  receivedAt: Date,
): Promise<void> {
  await db.query(
    `insert into delivery (guid, event, key, installation_id, received_at, done_at) values ($1, $2, $3, $4, $5, $5)
     on conflict (guid) do nothing`,
    [guid, event, key, installationId, receivedAt],
  );
}

/** Counts a failed attempt. At the limit the delivery is set aside, so that it does not block the ones behind it. */
export async function failDelivery(
  db: Database,
  guid: string,
  { error, at, limit }: { readonly error: string; readonly at: Date; readonly limit: number },
): Promise<void> {
  await db.query(
    `update delivery
        set attempts = attempts + 1, error = $2, set_aside_at = case when attempts + 1 >= $4 then $3::timestamptz end
      where guid = $1`,
    [guid, error, at, limit],
  );
}

/** The deliveries of a repository that were set aside; null when there are none. */
export async function findSetAside(
  db: Database,
  repositoryId: number,
): Promise<{ readonly count: number; readonly lastAt: Date } | null> {
  const [row] = await db.query<{ count: number; lastAt: Date | null }>(
    `select count(*) as count, max(set_aside_at) as "lastAt" from delivery
      where set_aside_at is not null and key not like 'installation/%'
        and split_part(key, '/', 2) = $1::text`,
    [repositoryId],
  );
  return row?.lastAt ? { count: row.count, lastAt: row.lastAt } : null;
}

/** For `/metrics`: how many were set aside, by event. */
export async function countSetAside(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ event: string; count: number }>(
    "select event, count(*) as count from delivery where set_aside_at is not null group by event",
  );
  return new Map(rows.map((row) => [row.event, row.count]));
}

/** For `/metrics`: how many wait, when the oldest of them arrived, how many were set aside. */
export async function countDeliveries(
  db: Database,
): Promise<{ waiting: number; oldestReceivedAt: Date | null; setAside: number }> {
  const [row] = await db.query<{ waiting: number; oldest: Date | null; aside: number }>(
    `select count(*) filter (where set_aside_at is null) as waiting,
            min(received_at) filter (where set_aside_at is null) as oldest,
            count(set_aside_at) as aside
       from delivery where done_at is null`,
  );
  return { waiting: row?.waiting ?? 0, oldestReceivedAt: row?.oldest ?? null, setAside: row?.aside ?? 0 };
}
