import { COMING_DAYS, type DashboardFacts, SHOWN_MONTHS } from "../../core/dashboard/dashboard.ts";
import { addReasons } from "../../core/dashboard/numbers.ts";
import { addDuration } from "../../core/time/duration.ts";
import { findDateStart, listMonths, toCalendarDate } from "../../core/time/schedule.ts";
import type { Database } from "../../store/database.ts";
import { countPresent, countSpans, type Span } from "../../store/numbers.ts";
import { listShown } from "../../store/outcome-list.ts";

export interface Scope {
  readonly repositoryIds: readonly number[];
  /** The time zone of months and days. */
  readonly zone: string;
  readonly now: Date;
}

/** The facts a dashboard shows: aggregates and short lists, however many records there are. */
export async function viewDashboard(db: Database, { repositoryIds, zone, now }: Scope): Promise<DashboardFacts> {
  const today = toCalendarDate(now, zone);
  const months = listMonths(now, zone, SHOWN_MONTHS);
  const span = findShownSpan(now, zone);
  // Up to the end of a day, so that the list changes with the date, not with the hour.
  const until = findDateStart(addDuration(today, { amount: COMING_DAYS + 1, unit: "days" }), zone);
  const counted = await countSpans(db, repositoryIds, months);
  const { waiting, unshipped, asked, overdue, coming, put } = await countPresent(db, repositoryIds, { ...span, until });
  const reasons = addReasons(counted.map((month) => month.reasons));
  return {
    today,
    zone,
    months: counted.map(({ counts }, index) => ({ ...counts, month: months[index]?.month ?? "" })),
    openNow: { waiting, unshipped, asked, overdue },
    comingCount: coming,
    reasons: reasons.answered,
    asking: { asked: put, notAsked: reasons.notAsked },
    ...(await listShown(db, repositoryIds, { ...span, until })),
  };
}

/**
 * The months shown. The window moves by whole months and ends with the current one, so the numbers change only with the
 * records.
 */
export function findShownSpan(now: Date, zone: string): Span {
  const months = listMonths(now, zone, SHOWN_MONTHS);
  return { from: months[0]?.from ?? now, to: months.at(-1)?.to ?? now };
}
