import { dashboardKey, reportKey } from "../../core/reconcile-key.ts";
import { findReportTime, toMonth } from "../../core/report/month.ts";
import { type Context, enqueueAll } from "../../engine/context.ts";

/** Where the first of a month begins first. */
const FIRST_ZONE = "Etc/GMT-14";

/**
 * An outcome changed: the dashboard shows it now, the report tells of it when the month is over. The report's own reconciler
 * knows the repository's time zone; it is enqueued for the earliest moment that can be meant.
 */
export async function enqueueOutcomeChange(context: Context, repositoryId: number): Promise<void> {
  const reportAt = findReportTime(toMonth(context.now, FIRST_ZONE), FIRST_ZONE);
  await enqueueAll(context, [
    { key: dashboardKey(repositoryId), runAt: context.now },
    { key: reportKey(repositoryId), runAt: reportAt },
  ]);
}
