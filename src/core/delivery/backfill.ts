import type { PullRequest } from "../pull-request/pull-request.ts";

const DAY_S = 24 * 60 * 60;
/** Spreads consecutive ids over the whole day: Knuth's multiplicative hashing. */
const SPREAD = 2_654_435_761;
/** A merge and its event are not simultaneous, and clocks differ. */
const OVERLAP_MS = 60 * 60_000;

/** The next backfill of a repository: once a day, at a second of the day that follows from its id. */
export function findBackfillTime(repositoryId: number, now: Date): Date {
  const second = Number((BigInt(repositoryId) * BigInt(SPREAD)) % BigInt(DAY_S));
  const today = new Date(now.getTime());
  today.setUTCHours(0, 0, second, 0);
  return today > now ? today : new Date(today.getTime() + DAY_S * 1_000);
}

/** A merge is backfilled only after its event had time to arrive. */
const DELIVERIES_TAKE_MS = 10 * 60_000;

/** A span of time; `from` is inclusive, `to` exclusive. */
export interface BackfillSpan {
  readonly from: Date;
  readonly to: Date;
}

/** The merges to backfill: those since the last backfill, and never those from before the repository became active. */
export function findBackfillSpan(
  now: Date,
  { activeSince, backfilledAt }: { activeSince: Date; backfilledAt: Date | null },
): BackfillSpan {
  const from = Math.max(activeSince.getTime(), (backfilledAt?.getTime() ?? 0) - OVERLAP_MS);
  return { from: new Date(from), to: new Date(now.getTime() - DELIVERIES_TAKE_MS) };
}

/** Of a page of merged pull requests, those merged within the span, and whether a later page may hold more. */
export function takeBackfilled(
  pulls: readonly PullRequest[],
  { from, to }: BackfillSpan,
): { readonly merged: readonly PullRequest[]; readonly mayBeMore: boolean } {
  const isCompared = (at: string) => Date.parse(at) >= from.getTime() && Date.parse(at) < to.getTime();
  const merged = pulls.filter(({ mergedAt }) => mergedAt !== null && isCompared(mergedAt));
  // A pull request merged since `from` was also updated since then, and pages are ordered by update.
  const mayBeMore = pulls.every(({ updatedAt }) => Date.parse(updatedAt) >= from.getTime());
  return { merged, mayBeMore };
}
