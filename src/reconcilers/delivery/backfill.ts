import { findBackfillSpan, findBackfillTime, takeBackfilled } from "../../core/delivery/backfill.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import { pullKey, type ReconcileKeyParts } from "../../core/reconcile-key.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import { listUnrecorded, markPullRequest, savePullRequest } from "../../store/pull-request.ts";
import { findRepository, saveBackfilledAt } from "../../store/repository.ts";
import { readRepositoryContext } from "../repository/repository-context.ts";

/** Pages of 100 per reconcile. A thousand merges in one day are rare; what is beyond them is not compared. */
const PAGES = 10;

/**
 * Compares merged pull requests with the records, once a day: a missing merge is recorded from what was read. Each one
 * is saved before the day counts as compared, so an interrupted backfill starts over.
 */
export async function reconcileBackfill(context: Context, { id: repositoryId }: ReconcileKeyParts): Promise<Result> {
  const repository = await findRepository(context.db, repositoryId);
  const repo = repository && (await readRepositoryContext(context, repository));
  // A repository that becomes active starts its own backfill.
  if (!repo?.settings.isActive) return DONE;

  const { activeSince, backfilledAt } = repo.repository;
  const compared = findBackfillSpan(context.now, { activeSince: activeSince ?? context.now, backfilledAt });
  let cursor: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const { pulls, next } = await context.github.listMergedPullRequests(toAddress(repo.repository), cursor);
    const { merged, mayBeMore } = takeBackfilled(pulls, compared);
    // @removal missed-merge-recorded
    await takeUnrecorded(context, repositoryId, merged);
    if (!mayBeMore || next === null) break;
    cursor = next;
  }
  await saveBackfilledAt(context.db, repositoryId, context.now);
  return requeueAtFirst(findBackfillTime(repositoryId, context.now));
}

async function takeUnrecorded(context: Context, repositoryId: number, merged: readonly PullRequest[]): Promise<void> {
  const numbers = await listUnrecorded(
    context.db,
    repositoryId,
    merged.map(({ number }) => number),
  );
  for (const pull of merged.filter(({ number }) => numbers.includes(number))) {
    context.log.info({ repository: repositoryId, number: pull.number }, "a merge nobody told us of was found");
    await context.db.transaction(async (db) => {
      await savePullRequest(db, pull, { needsRead: false });
      await markPullRequest(db, pull, { isMergeUnrecorded: true, isFoundLate: true, isCommentDue: true });
      await enqueue({ ...context, db }, pullKey(repositoryId, pull.number));
    });
  }
}
