import type { PullRequest } from "../pull-request/pull-request.ts";

const DAY_S = 24 * 60 * 60;
/** Spreads ids that follow each other over the whole day: Knuth's multiplicative hashing. */
const SPREAD = 2_654_435_761;
/** A merge and its news are not there at the same moment, and clocks differ. */
const OVERLAP_MS = 60 * 60_000;

/** The next time a repository is compared: once a day, each at a second of its own. */
export function findBackfillTime(repositoryId: number, now: Date): Date {
  const second = Number((BigInt(repositoryId) * BigInt(SPREAD)) % BigInt(DAY_S));
  const today = new Date(now.getTime());
  today.setUTCHours(0, 0, second, 0);
  return today > now ? today : new Date(today.getTime() + DAY_S * 1_000);
}

/** A merge is looked for once its news had time to come. */
const NEWS_TAKE_MS = 10 * 60_000;

/** A span of time: from included, to excluded. */
export interface BackfillSpan {
  readonly from: Date;
  readonly to: Date;
}

/** Which merges are compared: those since the last comparison, and never one from before the repository was active. */
export function findBackfillSpan(
  now: Date,
  { activeSince, backfilledAt }: { activeSince: Date; backfilledAt: Date | null },
): BackfillSpan {
  const from = Math.max(activeSince.getTime(), (backfilledAt?.getTime() ?? 0) - OVERLAP_MS);
  return { from: new Date(from), to: new Date(now.getTime() - NEWS_TAKE_MS) };
}

/** Of a page of merged pull requests, those merged in that span, and whether a later page may hold more of them. */
export function takeBackfilled(
  pulls: readonly PullRequest[],
  { from, to }: BackfillSpan,
): { readonly merged: readonly PullRequest[]; readonly mayBeMore: boolean } {
  const isCompared = (at: string) => Date.parse(at) >= from.getTime() && Date.parse(at) < to.getTime();
  const merged = pulls.filter(({ mergedAt }) => mergedAt !== null && isCompared(mergedAt));
  // What was merged since then was updated since then, and the page is in the order of the updates.
  const mayBeMore = pulls.every(({ updatedAt }) => Date.parse(updatedAt) >= from.getTime());
  return { merged, mayBeMore };
}
