import { findComparisonTime } from "../../core/delivery/backfill.ts";
import type { Database } from "../../store/database.ts";
import { wantSearch } from "../../store/missed-delivery.ts";
import { listUncompared } from "../../store/repository.ts";
import { saveWorkItem } from "../../store/work-item.ts";

/** Has what was missed looked for: failed deliveries now, and merges on their day. */
export async function searchForMissed(db: Database, now: Date): Promise<void> {
  await wantSearch(db);
  await saveWorkItem(db, "redelivery/0", now);
  for (const id of await listUncompared(db)) await saveWorkItem(db, `comparison/${id}`, findComparisonTime(id, now));
}
