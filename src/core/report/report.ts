import { countEnded, countMerged, type Numbers } from "../dashboard/numbers.ts";
import type { Outcome } from "../outcome/outcome.ts";
import type { NextStep, Reason } from "../outcome/reason.ts";
import type { Verdict } from "../outcome/verdict.ts";
import type { MonthName } from "./month.ts";

/** What is counted of a month. */
export interface MonthCounts {
  readonly month: MonthName;
  readonly numbers: Numbers;
  /** Questions put; one put again counts when it was put last. */
  readonly asked: number;
  /** The date from which we were told, where that is within the month; null for a whole month. */
  readonly heardFrom: string | null;
}

/** So many answers of one kind. */
export interface AnswerCount {
  readonly verdict: Verdict;
  readonly why: Reason | null;
  readonly next: NextStep | null;
  readonly count: number;
}

/** Pull requests that had nothing to measure for the same reason, and the latest of them. */
export interface Exemption {
  readonly reason: string | null;
  readonly count: number;
  readonly repositoryId: number;
  readonly number: number;
  readonly title: string;
}

/** Questions that were never put for the same reason. */
export interface NotAsked {
  readonly reason: string | null;
  readonly count: number;
}

/** What a month's report tells. The counts are whole; the lists are cut to what anybody reads. */
export interface Report {
  readonly zone: string;
  readonly month: MonthCounts;
  /** The month before; null when nobody listened then. */
  readonly before: MonthCounts | null;
  readonly answers: readonly AnswerCount[];
  /** What was answered, unanswered, reverted or dropped. */
  readonly ended: readonly Outcome[];
  /** What was answered and is to be removed or worked on. */
  readonly toChange: readonly Outcome[];
  readonly notAsked: readonly NotAsked[];
  readonly exemptions: readonly Exemption[];
  /** What will be asked in the month that begins, the next first. */
  readonly coming: readonly Outcome[];
  readonly comingCount: number;
}

/** A month in which nothing was asked, ended or merged with a statement is not told. */
export function isWorthTelling({ numbers, asked }: MonthCounts): boolean {
  return asked + countEnded(numbers) + numbers.stated > 0;
}

/**
 * The month before, where there is something to compare with: zeros would say that nothing happened where nobody listened,
 * and where nothing happened there is nothing to compare.
 */
export function findComparable({ before }: Pick<Report, "before">): MonthCounts | null {
  if (before === null) return null;
  const { numbers, asked } = before;
  return countMerged(numbers) + countEnded(numbers) + numbers.skipped + asked === 0 ? null : before;
}

/** How many answers are of such a kind. */
export function sumAnswers(answers: readonly AnswerCount[], isMeant: (answer: AnswerCount) => boolean): number {
  return answers.filter(isMeant).reduce((sum, { count }) => sum + count, 0);
}
