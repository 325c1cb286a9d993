/** The pace of an installation's reads in one process. Milliseconds. */
export interface ReadPace {
  /** When the reads so far would be over if they went evenly. */
  spentUntil: number;
  /** When the last of those that were sent away comes back. */
  waitingUntil: number;
}

/** Five a second: GitHub bears nine hundred points a minute of REST, and of GraphQL two thousand. */
const READ_GAP_MS = 200;
/** So many at once are nothing: a repository costs a few, and many become known together only once. */
const BURST_MS = 100 * READ_GAP_MS;
/** Nothing is sent away for longer. */
const LONGEST_WAIT_MS = 60 * 60_000;

/** Nothing was read yet. */
export function startPace(): ReadPace {
  return { spentUntil: 0, waitingUntil: 0 };
}

/**
 * Takes room for a read. Null when it may go; else when to come back, for each at another moment: thousands of repositories
 * that become known together are read one after the other, and keep neither workers nor the hour's calls from others.
 */
export function takeRead(pace: ReadPace, now: number): number | null {
  const spentUntil = startFrom(pace.spentUntil, { now, longestMs: BURST_MS });
  if (spentUntil + READ_GAP_MS <= now + BURST_MS) {
    pace.spentUntil = spentUntil + READ_GAP_MS;
    return null;
  }
  const waitingUntil = startFrom(pace.waitingUntil, { now, longestMs: LONGEST_WAIT_MS });
  pace.waitingUntil = waitingUntil + READ_GAP_MS;
  return pace.waitingUntil;
}

/** Where the next one begins: after those before it, or now. What is further ahead than can be was noted by another clock. */
function startFrom(until: number, { now, longestMs }: { readonly now: number; readonly longestMs: number }): number {
  return until > now + longestMs ? now : Math.max(until, now);
}
