import type { MissedDelivery } from "../core/delivery/missed-delivery.ts";
import { defineColumns, plain } from "./columns.ts";
import type { Database } from "./database.ts";

/** Progress of the search for failed deliveries. */
export interface MissedSearch {
  readonly firstStartedAt: Date;
  /** When the newest attempt of the last complete search was made; null before the first. */
  readonly searchedUntil: Date | null;
  readonly searchedAt: Date | null;
  /** The page to continue with; null when no search is running. */
  readonly cursor: string | null;
  /** The `searchedUntil` once the running search is complete. */
  readonly nextUntil: Date | null;
}

const SEARCH = defineColumns<MissedSearch>({
  firstStartedAt: plain(),
  searchedUntil: plain(),
  searchedAt: plain(),
  cursor: plain(),
  nextUntil: plain(),
});

/** Returns the progress of the search; the first call records the app's first start on this database. */
export async function beginMissedSearch(db: Database, now: Date): Promise<MissedSearch> {
  await db.query("insert into missed_search (first_started_at) values ($1) on conflict do nothing", [now]);
  const [row] = await db.query<object>(`select ${SEARCH.select} from missed_search`);
  if (!row) throw new Error("the row that was just made is gone");
  return SEARCH.fromRow(row);
}

/** Makes the search due at once, regardless of when the last one ran. */
export async function wantSearch(db: Database): Promise<void> {
  await db.query("update missed_search set searched_at = null");
}

/** Saves the progress, so that another process can continue. */
export async function saveMissedSearch(db: Database, search: Omit<MissedSearch, "firstStartedAt">): Promise<void> {
  const { sql, values } = SEARCH.assign(search, 1);
  await db.query(`update missed_search set ${sql}`, values);
}

/** What a page of the log tells. */
export interface FoundDeliveries {
  readonly missed: readonly MissedDelivery[];
  /** GUIDs of those that were delivered at a later attempt. */
  readonly delivered: readonly string[];
}

/**
 * Saves failed deliveries, except those that were stored after all. A later failed attempt makes a delivery wanted
 * again. One that was delivered is done, also where the app ignores what it is about and stored nothing.
 */
export async function saveMissed(db: Database, { missed, delivered }: FoundDeliveries, now: Date): Promise<void> {
  await db.query(
    `insert into missed_delivery (guid, delivery_id, rank, failed_at, found_at)
     select guid, delivery_id, rank, failed_at, $5
       from unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[]) as m (guid, delivery_id, rank, failed_at)
      where not exists (select from delivery d where d.guid = m.guid)
     on conflict (guid) do update set delivery_id = excluded.delivery_id, failed_at = excluded.failed_at
      where excluded.failed_at > missed_delivery.failed_at`,
    [
      missed.map(({ guid }) => guid),
      missed.map(({ deliveryId }) => deliveryId),
      missed.map(({ rank }) => rank),
      missed.map(({ failedAt }) => failedAt),
      now,
    ],
  );
  // A page further back may tell of the failure only after this.
  await db.query(
    `insert into missed_delivery (guid, delivery_id, rank, failed_at, found_at, is_done)
     select guid, '', 0, $2, $2, true from unnest($1::text[]) as m (guid)
     on conflict (guid) do update set is_done = true`,
    [delivered, now],
  );
}

/** How often a delivery is requested again. */
const MAX_TRIES = 3;

/**
 * Deletes deliveries that arrived after all, and those too old for GitHub to deliver again. Requests made since
 * `unhurried` stay, for they count against the pace.
 */
export async function forgetMissed(
  db: Database,
  { before, unhurried }: { readonly before: Date; readonly unhurried: Date },
): Promise<void> {
  await db.query(
    `delete from missed_delivery m
      where found_at < $1
         or (exists (select from delivery d where d.guid = m.guid) and (asked_at is null or asked_at < $2))`,
    [before, unhurried],
  );
}

/**
 * Deliveries to request again: those with a failure newer than the last request, and those requested before `stale`
 * that never arrived.
 */
export async function listWanted(
  db: Database,
  { stale, limit }: { readonly stale: Date; readonly limit: number },
): Promise<readonly MissedDelivery[]> {
  const rows = await db.query<Omit<MissedDelivery, "failedAt"> & { readonly failedAt: Date }>(
    `select guid, delivery_id as "deliveryId", rank, failed_at as "failedAt" from missed_delivery m
      where not is_done and tries < ${MAX_TRIES} and (asked_id is null or asked_id <> delivery_id or asked_at < $1)
        and not exists (select from delivery d where d.guid = m.guid)
      order by rank, failed_at, guid limit $2`,
    [stale, limit],
  );
  return rows.map((row) => ({ ...row, failedAt: row.failedAt.toISOString() }));
}

/** How many requests were made since a moment, by all processes. */
export async function countTries(db: Database, since: Date): Promise<number> {
  const [row] = await db.query<{ count: number }>("select count(*) as count from missed_delivery where asked_at > $1", [
    since,
  ]);
  return row?.count ?? 0;
}

/** Counts a try before the request, so that a try without an answer counts too. */
export async function saveTry(db: Database, missed: MissedDelivery, now: Date): Promise<void> {
  await db.query("update missed_delivery set tries = tries + 1, asked_id = $2, asked_at = $3 where guid = $1", [
    missed.guid,
    missed.deliveryId,
    now,
  ]);
}

/** For `/metrics`: failed deliveries that have not arrived yet, and those given up after the last try. */
export async function countMissed(
  db: Database,
  stale: Date,
): Promise<{ readonly wanted: number; readonly givenUp: number }> {
  const [row] = await db.query<{ wanted: number; givenUp: number }>(
    `select count(*) filter (where tries < ${MAX_TRIES} or asked_at >= $1) as wanted,
            count(*) filter (where tries >= ${MAX_TRIES} and asked_at < $1) as "givenUp"
       from missed_delivery m where not is_done and not exists (select from delivery d where d.guid = m.guid)`,
    [stale],
  );
  return row ?? { wanted: 0, givenUp: 0 };
}
