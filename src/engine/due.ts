import type { Database } from "../store/database.ts";
import { listPendingKeys } from "../store/delivery.ts";
import { listComingWorkItems, listDueKeys } from "../store/work-item.ts";

/** Enough to keep every worker busy until the next sweep. */
export const AT_ONCE = 500;

/** The objects there is something to do about now: deliveries to take in, or an appointment to keep. */
export async function listDue(db: Database, now: Date): Promise<readonly string[]> {
  const pending = await listPendingKeys(db, now, AT_ONCE);
  const due = await listDueKeys(db, now, AT_ONCE);
  return [...new Set([...pending, ...due])];
}

/** What is due within so many milliseconds from now, and when. */
export async function listComing(
  db: Database,
  now: Date,
  withinMs: number,
): Promise<readonly { readonly key: string; readonly runAt: Date }[]> {
  return listComingWorkItems(db, { after: now, until: new Date(now.getTime() + withinMs), limit: AT_ONCE });
}
