import { dayOf } from "../time/day.ts";
import { toUtcText } from "../time/schedule.ts";
import { findAfterSpan, findBeforeSpan } from "./comparison.ts";
import type { Metric } from "./metric.ts";
import type { DaySpan, Series } from "./series.ts";
import type { Target } from "./target.ts";

/** Why a source gave no days: our own word for it, and the status it answered with. Never what it said. */
export interface ReadProblem {
  readonly kind: string;
  readonly status: number | null;
}

/** A metric of a merged pull request: what was hoped for, and the days before and since. Moments are ISO 8601. */
export interface MeasuredMetric {
  /** As it was defined when the clock started. */
  readonly metric: Metric;
  /** null when the author named none that is understood. */
  readonly target: Target | null;
  /** The day the clock started, in UTC. */
  readonly startedOn: string;
  /** It was configured after that. */
  readonly isLate: boolean;
  /** From when on `before` was to be read: when the clock started, or when it was configured. */
  readonly wantedSince: string;
  readonly before: Series | null;
  /** When `before` was settled, also by giving up. */
  readonly beforeReadAt: string | null;
  readonly after: Series | null;
  readonly afterReadAt: string | null;
  /** The days of the second look, and when they were settled. */
  readonly later: Series | null;
  readonly laterReadAt: string | null;
  /** Why the last read failed; null when it did not. */
  readonly problem: ReadProblem | null;
  /** When it is tried again; null when it need not be. */
  readonly retryAt: string | null;
  /** Other pull requests that were merged between the start of the clock and the last read. */
  readonly mergedMeanwhile: number;
}

/** When the numbers of an outcome are wanted: at the question, at the answer, and at the second look. ISO 8601. */
export interface WantedAt {
  readonly askedAt: string | null;
  readonly answeredAt: string | null;
  readonly lookedAt: string | null;
}

/** What is to be read of one metric now. */
export interface PlannedRead {
  readonly what: "before" | "after" | "later";
  readonly span: DaySpan;
  /** From when on it is given up; ISO 8601. */
  readonly giveUpAt: string;
}

const DAY_MS = 24 * 60 * 60_000;
/** How long a source that does not answer is asked again. */
const PATIENCE_MS = 7 * DAY_MS;

/** What is to be read of a metric now; null when nothing is. */
export function planRead(measured: MeasuredMetric, wanted: WantedAt, now: Date): PlannedRead | null {
  const { startedOn, wantedSince, beforeReadAt, afterReadAt, laterReadAt, retryAt } = measured;
  if (retryAt !== null && now < new Date(retryAt)) return null;
  if (beforeReadAt === null) {
    return { what: "before", span: findBeforeSpan(startedOn), giveUpAt: findGiveUp(wantedSince) };
  }
  const wantedAt = [wanted.askedAt, wanted.answeredAt]
    .filter((at) => at !== null)
    .toSorted()
    .at(-1);
  const span = findAfterSpan(startedOn, dayOf(now));
  if (wantedAt !== undefined && (afterReadAt === null || afterReadAt < wantedAt)) {
    return { what: "after", span, giveUpAt: findGiveUp(wantedAt) };
  }
  const isLookedAt = wanted.lookedAt !== null && laterReadAt === null;
  return isLookedAt ? { what: "later", span, giveUpAt: findGiveUp(wanted.lookedAt) } : null;
}

function findGiveUp(wantedAt: string): string {
  return new Date(Date.parse(wantedAt) + PATIENCE_MS).toISOString();
}

/** What a read gave: the days, or why there are none and when to try again. */
export interface TakenRead {
  readonly days: Series | null;
  readonly problem: ReadProblem | null;
  readonly retryAt: Date;
  /** Its source was not asked. */
  readonly isBusy: boolean;
  readonly now: Date;
}

/**
 * The metric with what was read, or why it was not; what is given up is settled too. Only a source that was asked can be
 * given up.
 */
export function takeRead(
  measured: MeasuredMetric,
  { what, giveUpAt }: PlannedRead,
  { days, problem, retryAt: again, isBusy, now }: TakenRead,
): MeasuredMetric {
  const isSettled = days !== null || (!isBusy && now.toISOString() >= giveUpAt);
  const readAt = isSettled ? toUtcText(now) : null;
  const retryAt = isSettled ? null : toUtcText(again);
  const taken = { ...measured, problem: isBusy ? measured.problem : problem, retryAt };
  switch (what) {
    case "before":
      return { ...taken, before: days, beforeReadAt: readAt };
    case "after":
      return { ...taken, after: days ?? measured.after, afterReadAt: readAt ?? measured.afterReadAt };
    case "later":
      return { ...taken, later: days, laterReadAt: readAt };
  }
}
