import { findMonthSpan, findReportedMonth, findReportTime, moveMonth } from "./month.ts";

/** The branch of every proposal of the ledger. */
export const LEDGER_BRANCH = "did-this-work/ledger";

/**
 * Why the ledger cannot be written:
 * - `forbidden`: the app may not write files or pull requests here
 * - `refused`: GitHub does not take it, a rule of the repository for example
 * - `taken`: the branch has work of somebody else that is not merged
 * - `too-large`: a month has more than fits
 */
export const LEDGER_PROBLEMS = ["forbidden", "refused", "taken", "too-large"] as const;
export type LedgerProblem = (typeof LEDGER_PROBLEMS)[number];

/** What is known of a repository's ledger. Months are "2026-10". */
export interface Ledger {
  readonly repositoryId: number;
  /** When somebody asked for it to be written now; null when that was done. */
  readonly requestedAt: Date | null;
  /** The newest month that was over and is written; null before the first. */
  readonly writtenThrough: string | null;
  /** The months of the proposal that was made last. */
  readonly months: readonly string[];
  /** Its pull request; null when there is none, or nobody knows. */
  readonly pullNumber: number | null;
  readonly digest: string | null;
  /** When a proposal was begun whose end nobody knows. */
  readonly intendedAt: Date | null;
  readonly problem: LedgerProblem | null;
  readonly retryAt: Date | null;
}

/** Months are caught up with after an outage, but not more than these. */
const MOST_MONTHS = 12;

interface Turn {
  readonly now: Date;
  readonly zone: string;
  /** Before that nobody listened. */
  readonly knownSince: Date;
  readonly writtenThrough: string | null;
}

/** The months that are over and to be written, the oldest first: each from the report's time on. A ledger begins with the last one. */
export function listDueMonths({ now, zone, knownSince, writtenThrough }: Turn): readonly string[] {
  const newest = findReportedMonth(now, zone);
  return Array.from({ length: writtenThrough === null ? 1 : MOST_MONTHS }, (_, index) => moveMonth(newest, -index))
    .filter((month) => knownSince < findMonthSpan(month, zone).to)
    .filter((month) => writtenThrough === null || month > writtenThrough)
    .reverse();
}

/** When the next month is due. */
export function findNextTurn(now: Date, zone: string): Date {
  return findReportTime(moveMonth(findReportedMonth(now, zone), 1), zone);
}

/** The path of a month's file. */
export function toLedgerPath(folder: string, month: string): string {
  return `${folder.replace(/\/+$/, "")}/${month}.csv`;
}
