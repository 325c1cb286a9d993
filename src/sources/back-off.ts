import type { SourceError } from "./source.ts";

const MINUTE_MS = 60_000;
const LONGEST_MINUTES = 30;
/** A failure as old as this says nothing any more. */
const FORGOTTEN_MS = 60 * MINUTE_MS;

interface Failure {
  readonly times: number;
  readonly until: Date;
}

/** How long a source is left alone after failures; kept in memory, as it is a matter of minutes. */
export interface BackOff {
  /** Until when the query is not asked; null when it may be. */
  findRetryTime(query: string, now: Date): Date | null;
  noteSuccess(query: string): void;
  /** Returns when the query may be asked again. */
  noteFailure(query: string, error: SourceError, now: Date): Date;
}

/**
 * Failures of the source keep all queries back; what may be the fault of a query keeps back only that one, or a repository
 * with a bad query would take the numbers from all others. Two queries in a row that take too long are the source's fault; they
 * come back after the others, since it may still be theirs.
 */
export function createBackOff(): BackOff {
  const ofQuery = new Map<string, Failure>();
  const slow = new Set<string>();
  let ofSource: Failure | null = null;

  function countSlow(query: string, { kind }: SourceError): boolean {
    if (kind === "timeout") slow.add(query);
    return slow.size > 1;
  }

  /** The source is left alone, and its slow queries for longer. */
  function noteSlow(error: SourceError, now: Date): void {
    ofSource = addFailure(ofSource, error, now);
    const last = new Date(ofSource.until.getTime() + MINUTE_MS);
    for (const query of slow) {
      const { times, until } = ofQuery.get(query) ?? { times: 1, until: last };
      ofQuery.set(query, { times, until: until > last ? until : last });
    }
  }

  return {
    findRetryTime(query, now) {
      const times = [ofSource, ofQuery.get(query)].flatMap((failure) => (failure ? [failure.until] : []));
      const latest = times.toSorted((one, other) => other.getTime() - one.getTime())[0];
      return latest && latest > now ? latest : null;
    },
    noteSuccess(query) {
      ofSource = null;
      slow.clear();
      ofQuery.delete(query);
    },
    noteFailure(query, error, now) {
      for (const [old, { until }] of ofQuery) if (now.getTime() - until.getTime() > FORGOTTEN_MS) ofQuery.delete(old);
      if (isOfSource(error)) {
        ofSource = addFailure(ofSource, error, now);
        return ofSource.until;
      }
      const failure = addFailure(ofQuery.get(query) ?? null, error, now);
      ofQuery.set(query, failure);
      if (countSlow(query, error)) noteSlow(error, now);
      return ofQuery.get(query)?.until ?? failure.until;
    },
  };
}

function isOfSource({ kind, status }: SourceError): boolean {
  if (kind === "refused") return status === 401 || status === 403;
  return ["unreachable", "limited", "redirected"].includes(kind);
}

/** 1, 2, 4 … minutes, or longer where the source says so. Requests that fail together are one failure. */
function addFailure(before: Failure | null, { retryAt }: SourceError, now: Date): Failure {
  const isNext = before !== null && now.getTime() - before.until.getTime() <= FORGOTTEN_MS;
  const times = !isNext ? 1 : now < before.until ? before.times : before.times + 1;
  const minutes = Math.min(2 ** (times - 1), LONGEST_MINUTES);
  const ours = new Date(now.getTime() + minutes * MINUTE_MS);
  const until = [ours, retryAt ?? ours, isNext ? before.until : ours].reduce((a, b) => (a > b ? a : b));
  return { times, until };
}
