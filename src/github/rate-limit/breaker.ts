/** A repository whose calls are not answered: it is tried one call at a time, ever more rarely. */
export interface Breaker {
  /** How many calls in a row went unanswered. */
  readonly failures: number;
  /** Until then none is made. */
  openUntil: number;
}

/** Any call may be lost; so many in a row are no accident. */
const FAILURES_TO_OPEN = 3;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Another call went unanswered. */
export function recordFailure(breaker: Breaker | undefined, now: number): Breaker {
  const failures = (breaker?.failures ?? 0) + 1;
  if (failures < FAILURES_TO_OPEN) return { failures, openUntil: 0 };
  return { failures, openUntil: now + Math.min(FIRST_PAUSE_MS * 2 ** (failures - FAILURES_TO_OPEN), LONGEST_PAUSE_MS) };
}

/** Is it better not to ask now? */
export function isOpen({ openUntil }: Breaker, now: number): boolean {
  return openUntil > now;
}

/** One call finds out whether it is over; the others wait for it. */
export function halfOpen(breaker: Breaker, now: number): void {
  if (breaker.failures >= FAILURES_TO_OPEN) breaker.openUntil = now + FIRST_PAUSE_MS;
}
