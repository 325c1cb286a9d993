/** A circuit breaker for a repository whose calls go unanswered: one call at a time, with growing pauses. */
export interface Breaker {
  /** Number of unanswered calls in a row. */
  readonly failures: number;
  /** No call is made before then. */
  openUntil: number;
}

/** Any single call may get lost; this many in a row are no accident. */
const FAILURES_TO_OPEN = 3;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Records another unanswered call. */
export function recordFailure(breaker: Breaker | undefined, now: number): Breaker {
  const failures = (breaker?.failures ?? 0) + 1;
  if (failures < FAILURES_TO_OPEN) return { failures, openUntil: 0 };
  return { failures, openUntil: now + Math.min(FIRST_PAUSE_MS * 2 ** (failures - FAILURES_TO_OPEN), LONGEST_PAUSE_MS) };
}

/** Whether calls are refused for now. */
export function isOpen({ openUntil }: Breaker, now: number): boolean {
  return openUntil > now;
}

/** Lets one call through to test the repository while the others wait. */
export function halfOpen(breaker: Breaker, now: number): void {
  if (breaker.failures >= FAILURES_TO_OPEN) breaker.openUntil = now + FIRST_PAUSE_MS;
}
