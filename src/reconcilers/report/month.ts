import { findMonthSpan, type MonthName, moveMonth } from "../../core/report/month.ts";
import { isWorthTelling, type MonthCounts, type Report } from "../../core/report/report.ts";
import type { Repository } from "../../core/repository/repository.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import type { Database } from "../../store/database.ts";
import {
  countAnswers,
  countAsked,
  countNotAsked,
  listEnded,
  listExemptions,
  listLost,
  listToChange,
} from "../../store/month.ts";
import { countNumbers } from "../../store/numbers.ts";
import { listComing } from "../../store/outcome.ts";

/** No report shows more rows of one kind. */
const MOST_ROWS = 15;

export interface AskedMonth {
  readonly repository: Pick<Repository, "id" | "knownSince">;
  readonly month: MonthName;
  readonly zone: string;
}

/** The report of a repository's month; null when there is nothing to tell. */
export async function findReport(db: Database, asked: AskedMonth): Promise<Report | null> {
  const { repository, month, zone } = asked;
  const { id } = repository;
  const counts = await countMonth(db, asked);
  if (counts === null || !isWorthTelling(counts)) return null;

  const span = { ...findMonthSpan(month, zone), limit: MOST_ROWS };
  const { to: before } = findMonthSpan(moveMonth(month, 1), zone);
  const coming = await listComing(db, id, { before, limit: MOST_ROWS });
  return {
    zone,
    month: counts,
    before: await countMonth(db, { ...asked, month: moveMonth(month, -1) }),
    answers: await countAnswers(db, id, span),
    ended: await listEnded(db, id, span),
    toChange: await listToChange(db, id, span),
    lost: await listLost(db, id, span),
    notAsked: await countNotAsked(db, id, span),
    exemptions: await listExemptions(db, id, span),
    coming: coming.outcomes,
    comingCount: coming.count,
  };
}

/** Null for a month before the app knew the repository: its counts would be wrong. */
async function countMonth(db: Database, { repository, month, zone }: AskedMonth): Promise<MonthCounts | null> {
  const span = findMonthSpan(month, zone);
  const { id, knownSince } = repository;
  if (knownSince >= span.to) return null;
  const countedFrom = toCalendarDate(knownSince, zone);
  return {
    month,
    numbers: await countNumbers(db, id, span),
    asked: await countAsked(db, id, span),
    countedFrom: countedFrom > `${month}-01` ? countedFrom : null,
  };
}
