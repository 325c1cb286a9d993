import type { Config } from "../config/config.ts";
import { compareSeries } from "../metric/comparison.ts";
import type { MeasuredMetric } from "../metric/measured.ts";
import { addDuration } from "../time/duration.ts";
import { toAskingTime, toCalendarDate, toWorkingDay } from "../time/schedule.ts";
import { currentQuestion, findAnswer, type Outcome, type SecondFinding, type SecondLook } from "./outcome.ts";
import type { Verdict } from "./verdict.ts";

/** Is it worth a second look, or is what a second look asks about still what stands? */
export function hasWorked(verdict: Verdict | undefined): boolean {
  return verdict === "worked" || verdict === "partly";
}

/** After so long nobody remembers: what was missed, for example while the app was away, is let be. */
const LATEST_MS = 14 * 24 * 60 * 60_000;

/** When a second look is due; null when there is to be none, or it is too late. It counts from the day of the first question. */
export function findSecondLookTime(
  outcome: Outcome,
  { "follow-up": followUp, "time-zone": zone }: Config,
  now: Date,
): Date | null {
  const after = followUp["second-look"];
  const { askedAt } = outcome.questions[0];
  // A change that was reverted since has nothing that could last.
  const isWanted = outcome.secondLook === null && outcome.reason === null && hasWorked(findAnswer(outcome)?.verdict);
  if (after === null || askedAt === null || !isWanted || currentQuestion(outcome).issueNumber === null) return null;
  const date = toWorkingDay(addDuration(toCalendarDate(askedAt, zone), after), followUp["weekdays-only"]);
  const at = new Date(toAskingTime(date, zone));
  return now.getTime() > at.getTime() + LATEST_MS ? null : at;
}

/** A metric of a second look, which may or may not be shown and compared. */
export interface LookedAt extends MeasuredMetric {
  /** Its numbers may stand where they are shown, and it is defined as it was. */
  readonly isComparable: boolean;
}

/**
 * What the numbers of a second look say: `lost` when a target that was reached is not any more, `held` otherwise;
 * `asked` when no number can be read, and a person has to say.
 */
export function judgeSecondLook(metrics: readonly LookedAt[]): Exclude<SecondFinding, "pending"> {
  const readable = metrics.filter(
    ({ later, isComparable }) => isComparable && later?.some(({ value }) => value !== null),
  );
  if (readable.length === 0) return "asked";
  return readable.some(isLost) ? "lost" : "held";
}

/** Was a target reached when the question was answered, and is not any more? */
export function isLost({ metric, target, before, after, later }: MeasuredMetric): boolean {
  if (target === null || after === null || later === null) return false;
  const judge = (days: typeof after) => compareSeries({ metric, target, before: before ?? [], after: days }).verdict;
  const verdict = judge(later);
  return judge(after) === "reached" && (verdict === "not-reached" || verdict === "other-way");
}

/** A new answer after a second look: a miss means that it did not last, anything better that it did. */
export function takeSecondAnswer(
  secondLook: SecondLook | null,
  verdict: Verdict | undefined,
  at: string,
): SecondLook | null {
  if (secondLook === null || verdict === undefined || verdict === "unclear") return secondLook;
  return { ...secondLook, lostAt: verdict === "missed" ? (secondLook.lostAt ?? at) : null };
}
