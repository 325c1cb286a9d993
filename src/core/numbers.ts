/**
 * The counts of a time span, each by its own date and never mixed (DESIGN 2): what was merged by merge date, what ended
 * by the date of its end. What is open has no date: it is open now.
 */
export interface Numbers {
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
  readonly waiting: number;
  readonly asked: number;
}

/** Below so many answers a percentage says more than anybody knows. */
const FEWEST_FOR_A_RATE = 5;

/** Pull requests merged that are looked at. */
export function countMerged(numbers: Numbers): number {
  return numbers.stated + numbers.unstated + numbers.exempt;
}

/** Questions somebody answered; `partly` is among them and never among the worked. */
export function countAnswered(numbers: Numbers): number {
  return numbers.worked + numbers.partly + numbers.missed + numbers.unclear;
}

/** Outcomes that came to an end, whatever it was. */
export function countEnded(numbers: Numbers): number {
  return countAnswered(numbers) + numbers.unanswered + numbers.reverted + numbers.dropped + numbers.notAsked;
}

/** Outcomes that did not come to an end yet. */
export function countOpen(numbers: Numbers): number {
  return numbers.waiting + numbers.asked;
}

/** A share in whole percent, null where the whole is too small to say so. */
export function findRate(part: number, whole: number): number | null {
  return whole < FEWEST_FOR_A_RATE ? null : Math.round((100 * part) / whole);
}
