import { findBackfillTime } from "../../core/delivery/backfill.ts";
import { backfillKey, REDELIVERY_KEY } from "../../core/reconcile-key.ts";
import type { Database } from "../../store/database.ts";
import { wantSearch } from "../../store/missed-delivery.ts";
import { listWithoutBackfill } from "../../store/repository.ts";
import { saveWorkItem } from "../../store/work-item.ts";

/** Enqueues the search for what was missed: failed deliveries now, merges at their daily time. */
export async function searchForMissed(db: Database, now: Date): Promise<void> {
  await wantSearch(db);
  await saveWorkItem(db, REDELIVERY_KEY, now);
  for (const id of await listWithoutBackfill(db)) await saveWorkItem(db, backfillKey(id), findBackfillTime(id, now));
}
