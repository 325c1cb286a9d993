import { findBackfillSpan, findBackfillTime, takeBackfilled } from "../../core/delivery/backfill.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import { pullKey, type ReconcileKeyParts } from "../../core/reconcile-key.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import { listUnrecorded, markPullRequest, savePullRequest } from "../../store/pull-request.ts";
import { findRepository, saveBackfilledAt } from "../../store/repository.ts";
import { readRepositoryContext } from "../repository/repository-context.ts";

/** More than a hundred merges in one day are rare, thousands are after a long absence: the rest is for the next look. */
const PAGES = 10;

/**
 * Compares merged pull requests with the records, once a day: one we never heard of is recorded from what was read
 * (DESIGN 7.2). Each is kept before the day counts as compared, so that it begins anew where it was cut off.
 */
export async function reconcileBackfill(context: Context, { id: repositoryId }: ReconcileKeyParts): Promise<Result> {
  const repository = await findRepository(context.db, repositoryId);
  const repo = repository && (await readRepositoryContext(context, repository));
  // One that becomes active begins anew.
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
