import type { Database } from "../store/database.ts";
import { listPendingKeys } from "../store/delivery.ts";
import { listComingWorkItems, listDueKeys } from "../store/work-item.ts";

/** Enough to keep the worker busy until the next poll. */
export const AT_ONCE = 500;

/** Lists keys that are due now, because of a pending delivery or a work item. */
export async function listDue(db: Database, now: Date): Promise<readonly string[]> {
  const pending = await listPendingKeys(db, now, AT_ONCE);
  const due = await listDueKeys(db, now, AT_ONCE);
  return [...new Set([...pending, ...due])];
}

/** Lists work items that become due within the given time. */
export async function listComing(
  db: Database,
  now: Date,
  withinMs: number,
): Promise<readonly { readonly key: string; readonly runAt: Date }[]> {
  return listComingWorkItems(db, { after: now, until: new Date(now.getTime() + withinMs), limit: AT_ONCE });
}
