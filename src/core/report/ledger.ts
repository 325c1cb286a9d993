import { trimEndOf } from "../../description/trim.ts";
import { findMonthSpan, findReportedMonth, findReportTime, moveMonth } from "./month.ts";

/** The branch of every ledger proposal. */
export const LEDGER_BRANCH = "did-this-work/ledger";

/**
 * Why the ledger cannot be written:
 * - `forbidden`: the app may not write files or pull requests here
 * - `refused`: GitHub rejects it, for example because of a repository rule
 * - `taken`: the branch holds unmerged work of another author
 * - `too-large`: a month exceeds what fits into a file
 */
export const LEDGER_PROBLEMS = ["forbidden", "refused", "taken", "too-large"] as const;
export type LedgerProblem = (typeof LEDGER_PROBLEMS)[number];

/** What is known of a repository's ledger. Months are "2026-10". */
export interface Ledger {
  readonly repositoryId: number;
  /** When a person asked to have it written now; null once that is done. */
  readonly requestedAt: Date | null;
  /** The newest complete month that is written; null before the first. */
  readonly writtenThrough: string | null;
  /** The months of the latest proposal. */
  readonly months: readonly string[];
  /** Its pull request; null when there is none or it is unknown. */
  readonly pullNumber: number | null;
  readonly digest: string | null;
  /** When a proposal was begun whose result is unknown. */
  readonly intendedAt: Date | null;
  readonly problem: LedgerProblem | null;
  readonly retryAt: Date | null;
}

/** At most this many months are caught up on after an outage. */
const MOST_MONTHS = 12;

interface Turn {
  readonly now: Date;
  readonly zone: string;
  /** No events were received before this. */
  readonly knownSince: Date;
  readonly writtenThrough: string | null;
}

/**
 * The complete months to write, oldest first; a month counts from its report time on. A new ledger begins with the
 * latest.
 */
export function listDueMonths({ now, zone, knownSince, writtenThrough }: Turn): readonly string[] {
  const newest = findReportedMonth(now, zone);
  return Array.from({ length: writtenThrough === null ? 1 : MOST_MONTHS }, (_, index) => moveMonth(newest, -index))
    .filter((month) => knownSince < findMonthSpan(month, zone).to)
    .filter((month) => writtenThrough === null || month > writtenThrough)
    .reverse();
}

/** When the next month falls due. */
export function findNextTurn(now: Date, zone: string): Date {
  return findReportTime(moveMonth(findReportedMonth(now, zone), 1), zone);
}

/** The path of a month's file. */
export function toLedgerPath(folder: string, month: string): string {
  return `${trimEndOf(folder, /\//)}/${month}.csv`;
}
