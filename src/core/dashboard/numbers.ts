import type { Reason } from "../outcome/reason.ts";
import type { Verdict } from "../outcome/verdict.ts";

/**
 * The counts of a time span, each by its own date and never mixed (DESIGN 2): what was merged by merge date, what ended
 * by the date of its end.
 */
export interface Counted {
  readonly stated: number;
  readonly unstated: number;
  readonly exempt: number;
  /** Pull requests left alone; in no total. */
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

/** What is open has no date: it is open now. */
export interface OpenNow {
  readonly waiting: number;
  readonly asked: number;
}

export interface Numbers extends Counted, OpenNow {}

/** The counts of one repository among several. */
export interface CountedRepository extends Numbers {
  readonly repositoryId: number;
  /** The issue that is its own dashboard, null where there is none. */
  readonly dashboardNumber: number | null;
}

/** How many answers have one reason; null is nobody having said one. */
export interface ReasonCount {
  readonly verdict: Verdict;
  readonly why: Reason | null;
  readonly count: number;
}

/** What came of questions that fell due in a span: how many were put, and why the others were not. */
export interface Asking {
  readonly asked: number;
  readonly notAsked: readonly { readonly reason: string | null; readonly count: number }[];
}

/** Reasons with how many have them, the most frequent first. */
export interface Reasons {
  /** Of answers that were not "worked". */
  readonly answered: readonly ReasonCount[];
  readonly notAsked: Asking["notAsked"];
}

/** Nothing happened. */
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

/** The counts of several spans that do not overlap, together. */
export function addCounts(spans: readonly Counted[]): Counted {
  return spans.reduce((sum, one) => addTwo(sum, one), NOTHING_COUNTED);
}

function addTwo(one: Counted, other: Counted): Counted {
  const sums = KINDS.map((kind) => [kind, one[kind] + other[kind]] as const);
  return { ...one, ...Object.fromEntries(sums) };
}

/** The reasons of several spans together. */
export function addReasons(spans: readonly Reasons[]): Reasons {
  return {
    answered: addAlike(spans.flatMap(({ answered }) => answered)),
    notAsked: addAlike(spans.flatMap(({ notAsked }) => notAsked)),
  };
}

/** Those that differ in nothing but their count become one; of two that are as frequent the first named comes first. */
function addAlike<One extends { readonly count: number }>(ones: readonly One[]): readonly One[] {
  const sums = new Map<string, One>();
  for (const one of ones) {
    const name = JSON.stringify({ ...one, count: 0 });
    const before = sums.get(name);
    sums.set(name, before ? { ...before, count: before.count + one.count } : one);
  }
  return [...sums.values()].sort((one, other) => other.count - one.count);
}

/** Below so many answers a percentage says more than anybody knows. */
const FEWEST_FOR_A_RATE = 5;

/** Pull requests merged that are looked at. */
export function countMerged(numbers: Counted): number {
  return numbers.stated + numbers.unstated + numbers.exempt;
}

/** Questions somebody answered; `partly` is among them and never among the worked. */
export function countAnswered(numbers: Counted): number {
  return numbers.worked + numbers.partly + numbers.missed + numbers.unclear;
}

/** Outcomes that came to an end, whatever it was. */
export function countEnded(numbers: Counted): number {
  return countAnswered(numbers) + numbers.unanswered + numbers.reverted + numbers.dropped + numbers.notAsked;
}

/** Outcomes that did not come to an end yet. */
export function countOpen(numbers: OpenNow): number {
  return numbers.waiting + numbers.asked;
}

/** A share in whole percent, null where the whole is too small to say so. */
export function findRate(part: number, whole: number): number | null {
  return whole < FEWEST_FOR_A_RATE ? null : Math.round((100 * part) / whole);
}
