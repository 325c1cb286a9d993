import type { Reason } from "../outcome/reason.ts";
import type { Verdict } from "../outcome/verdict.ts";

/** The counts of a time span: merges by merge date, ended outcomes by the date they ended. The two are never mixed. */
export interface Counted {
  readonly stated: number;
  readonly unstated: number;
  readonly exempt: number;
  /** Skipped pull requests; not part of any total. */
  readonly skipped: number;
  readonly worked: number;
  readonly partly: number;
  readonly missed: number;
  readonly unclear: number;
  readonly unanswered: number;
  readonly reverted: number;
  readonly dropped: number;
  readonly notAsked: number;
}

/** The counts of what is open now; they belong to no time span. */
export interface OpenNow {
  readonly waiting: number;
  /** A part of the waiting ones: what has not reached its users yet. */
  readonly unshipped: number;
  readonly asked: number;
}

export interface Numbers extends Counted, OpenNow {}

/** The counts of one repository among several. */
export interface CountedRepository extends Numbers {
  readonly repositoryId: number;
  /** The number of the repository's own dashboard issue; null when there is none. */
  readonly dashboardNumber: number | null;
}

/** How many answers give a reason; `why` is null for answers without one. */
export interface ReasonCount {
  readonly verdict: Verdict;
  readonly why: Reason | null;
  readonly count: number;
}

/** What became of the questions that fell due in a time span: how many were asked, and why the others were not. */
export interface Asking {
  readonly asked: number;
  readonly notAsked: readonly { readonly reason: string | null; readonly count: number }[];
}

/** Reasons with their counts, most frequent first. */
export interface Reasons {
  /** Reasons of answers other than "worked". */
  readonly answered: readonly ReasonCount[];
  readonly notAsked: Asking["notAsked"];
}

/** All counts at zero. */
export const NOTHING_COUNTED: Counted = {
  stated: 0,
  unstated: 0,
  exempt: 0,
  skipped: 0,
  worked: 0,
  partly: 0,
  missed: 0,
  unclear: 0,
  unanswered: 0,
  reverted: 0,
  dropped: 0,
  notAsked: 0,
};

const KINDS = Object.keys(NOTHING_COUNTED) as readonly (keyof Counted)[];

/** Sums the counts of time spans that do not overlap. */
export function addCounts(spans: readonly Counted[]): Counted {
  return spans.reduce((sum, one) => addTwo(sum, one), NOTHING_COUNTED);
}

function addTwo(one: Counted, other: Counted): Counted {
  const sums = KINDS.map((kind) => [kind, one[kind] + other[kind]] as const);
  return { ...one, ...Object.fromEntries(sums) };
}

/** Sums the reasons of several time spans. */
export function addReasons(spans: readonly Reasons[]): Reasons {
  return {
    answered: addAlike(spans.flatMap(({ answered }) => answered)),
    notAsked: addAlike(spans.flatMap(({ notAsked }) => notAsked)),
  };
}

/** Merges entries that differ only in their count. Of equally frequent entries, the one named first comes first. */
function addAlike<One extends { readonly count: number }>(ones: readonly One[]): readonly One[] {
  const sums = new Map<string, One>();
  for (const one of ones) {
    const name = JSON.stringify({ ...one, count: 0 });
    const before = sums.get(name);
    sums.set(name, before ? { ...before, count: before.count + one.count } : one);
  }
  return [...sums.values()].sort((one, other) => other.count - one.count);
}

/** A percentage of fewer answers than this would claim more than is known. */
const FEWEST_FOR_A_RATE = 5;

/** The merged pull requests that count: all but the skipped ones. */
export function countMerged(numbers: Counted): number {
  return numbers.stated + numbers.unstated + numbers.exempt;
}

/** The answered questions. `partly` is among them, but is never counted as worked. */
export function countAnswered(numbers: Counted): number {
  return numbers.worked + numbers.partly + numbers.missed + numbers.unclear;
}

/** The outcomes that ended, in whatever way. */
export function countEnded(numbers: Counted): number {
  return countAnswered(numbers) + numbers.unanswered + numbers.reverted + numbers.dropped + numbers.notAsked;
}

/** The outcomes that have not ended yet. */
export function countOpen(numbers: OpenNow): number {
  return numbers.waiting + numbers.asked;
}

/** A share in whole percent; null when the whole is too small for a percentage. */
export function findRate(part: number, whole: number): number | null {
  return whole < FEWEST_FOR_A_RATE ? null : Math.round((100 * part) / whole);
}
