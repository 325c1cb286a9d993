import type { MissedDelivery } from "../core/delivery/missed-delivery.ts";
import { defineColumns, plain } from "./columns.ts";
import type { Database } from "./database.ts";

/** Progress of the search for failed deliveries. */
export interface MissedSearch {
  readonly firstStartedAt: Date;
  /** The id of the newest attempt that was searched; null before the first complete search. */
  readonly lastId: number | null;
  readonly searchedAt: Date | null;
  /** The page to continue with; null when no search is running. */
  readonly cursor: string | null;
  /** The `lastId` once the running search is complete. */
  readonly nextLastId: number | null;
}

const SEARCH = defineColumns<MissedSearch>({
  firstStartedAt: plain(),
  lastId: plain(),
  searchedAt: plain(),
  cursor: plain(),
  nextLastId: plain(),
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

/**
 * Saves failed deliveries, except those that were stored after all. A later failed attempt makes a delivery wanted
 * again.
 */
export async function saveMissed(db: Database, missed: readonly MissedDelivery[], now: Date): Promise<void> {
  await db.query(
    `insert into missed_delivery (guid, delivery_id, rank, found_at)
     select guid, delivery_id, rank, $4
       from unnest($1::text[], $2::bigint[], $3::int[]) as m (guid, delivery_id, rank)
      where not exists (select from delivery d where d.guid = m.guid)
     on conflict (guid) do update set delivery_id = greatest(missed_delivery.delivery_id, excluded.delivery_id)`,
    [missed.map(({ guid }) => guid), missed.map(({ deliveryId }) => deliveryId), missed.map(({ rank }) => rank), now],
  );
}

/** How often a delivery is requested again. */
const MAX_TRIES = 3;

/** Deletes deliveries that arrived after all, and those too old for GitHub to deliver again. */
export async function forgetMissed(db: Database, before: Date): Promise<void> {
  await db.query(
    `delete from missed_delivery m
      where found_at < $1 or exists (select from delivery d where d.guid = m.guid)`,
    [before],
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
  return db.query<MissedDelivery>(
    `select guid, delivery_id as "deliveryId", rank from missed_delivery m
      where tries < ${MAX_TRIES} and (asked_id is null or asked_id < delivery_id or asked_at < $1)
        and not exists (select from delivery d where d.guid = m.guid)
      order by rank, delivery_id limit $2`,
    [stale, limit],
  );
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
       from missed_delivery m where not exists (select from delivery d where d.guid = m.guid)`,
    [stale],
  );
  return row ?? { wanted: 0, givenUp: 0 };
}
