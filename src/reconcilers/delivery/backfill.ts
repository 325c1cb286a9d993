import { findBackfillSpan, findBackfillTime, takeBackfilled } from "../../core/delivery/backfill.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import { pullKey, type ReconcileKeyParts } from "../../core/reconcile-key.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { forEachStorable } from "../../engine/each.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import { listUnrecorded, markPullRequest, savePullRequest } from "../../store/pull-request.ts";
import { findRepository, saveBackfilledAt, saveBackfillProgress } from "../../store/repository.ts";
import { readRepositoryContext } from "../repository/repository-context.ts";

/**
 * Compares merged pull requests with the records, once a day: a missing merge is recorded from what was read. One page at a
 * time, so that a comparison of many goes on where it stopped, and keeps no other work waiting. What was merged since its
 * beginning is left to the next.
 */
export async function reconcileBackfill(context: Context, { id: repositoryId }: ReconcileKeyParts): Promise<Result> {
  const repository = await findRepository(context.db, repositoryId);
  const repo = repository && (await readRepositoryContext(context, repository));
  // A repository that becomes active starts its own backfill.
  if (!repo?.settings.isActive) return DONE;

  const { activeSince, backfilledAt, backfill } = repo.repository;
  const begunAt = backfill ? new Date(backfill.begunAt) : context.now;
  const compared = findBackfillSpan(begunAt, { activeSince: activeSince ?? begunAt, backfilledAt });
  const page = await context.github.listMergedPullRequests(toAddress(repo.repository), backfill?.cursor ?? null);
  const { merged, mayBeMore } = takeBackfilled(page.pulls, compared);
  // @removal missed-merge-recorded
  await takeUnrecorded(context, repositoryId, merged);
  if (mayBeMore && page.next !== null) {
    await saveBackfillProgress(context.db, repositoryId, { begunAt: toUtcText(begunAt), cursor: page.next });
    return requeueAtFirst(context.now);
  }
  await saveBackfilledAt(context.db, repositoryId, begunAt);
  return requeueAtFirst(findBackfillTime(repositoryId, context.now));
}

async function takeUnrecorded(context: Context, repositoryId: number, merged: readonly PullRequest[]): Promise<void> {
  const numbers = await listUnrecorded(
    context.db,
    repositoryId,
    merged.map(({ number }) => number),
  );
  const unrecorded = merged.filter(({ number }) => numbers.includes(number));
  await forEachStorable(context, unrecorded, async (pull) => {
    context.log.info({ repository: repositoryId, number: pull.number }, "found a missed merge");
    await context.db.transaction(async (db) => {
      await savePullRequest(db, pull, { needsRead: false });
      await markPullRequest(db, pull, { isMergeUnrecorded: true, isFoundLate: true, isCommentDue: true });
      await enqueue({ ...context, db }, pullKey(repositoryId, pull.number));
    });
  });
}
