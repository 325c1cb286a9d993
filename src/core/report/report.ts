import { countEnded, countMerged, type Numbers } from "../dashboard/numbers.ts";
import type { Outcome } from "../outcome/outcome.ts";
import type { NextStep, Reason } from "../outcome/reason.ts";
import type { Verdict } from "../outcome/verdict.ts";
import type { MonthName } from "./month.ts";

/** The counts of a month. */
export interface MonthCounts {
  readonly month: MonthName;
  readonly numbers: Numbers;
  /** Questions asked; one asked again counts only when it was last asked. */
  readonly asked: number;
  /** The date from which events were received, when within the month; null for a complete month. */
  readonly countedFrom: string | null;
}

/** The number of answers of one kind. */
export interface AnswerCount {
  readonly verdict: Verdict;
  readonly why: Reason | null;
  readonly next: NextStep | null;
  readonly count: number;
}

/** Pull requests exempt for the same reason, and the latest of them. */
export interface Exemption {
  readonly reason: string | null;
  readonly count: number;
  readonly repositoryId: number;
  readonly number: number;
  readonly title: string;
}

/** Questions that were not asked for the same reason. */
export interface NotAsked {
  readonly reason: string | null;
  readonly count: number;
}

/** The content of a monthly report. Counts are complete; lists are cut to a readable length. */
export interface Report {
  readonly zone: string;
  readonly month: MonthCounts;
  /** The month before; null when no events were received then. */
  readonly before: MonthCounts | null;
  readonly answers: readonly AnswerCount[];
  /** Outcomes that were answered, unanswered, reverted or dropped. */
  readonly ended: readonly Outcome[];
  /** Answered outcomes whose change is to be removed or worked on. */
  readonly toChange: readonly Outcome[];
  /** What worked and did not last, found in the month, whenever it was answered. */
  readonly lost: readonly Outcome[];
  readonly notAsked: readonly NotAsked[];
  readonly exemptions: readonly Exemption[];
  /** What will be asked in the month that begins, soonest first. */
  readonly coming: readonly Outcome[];
  readonly comingCount: number;
}

/** Is a month worth a report? Only if something was asked, ended, or merged with a statement. */
export function isWorthTelling({ numbers, asked }: MonthCounts): boolean {
  return asked + countEnded(numbers) + numbers.stated > 0;
}

/**
 * The month before, if there is something to compare with. Zeros from a month without events would claim that nothing
 * happened, and where nothing happened there is nothing to compare.
 */
export function findComparable({ before }: Pick<Report, "before">): MonthCounts | null {
  if (before === null) return null;
  const { numbers, asked } = before;
  return countMerged(numbers) + countEnded(numbers) + numbers.skipped + asked === 0 ? null : before;
}

/** Counts the answers that match. */
export function sumAnswers(answers: readonly AnswerCount[], isMeant: (answer: AnswerCount) => boolean): number {
  return answers.filter(isMeant).reduce((sum, { count }) => sum + count, 0);
}
