import { findCompared, findComparisonTime, takeCompared } from "../../core/delivery/backfill.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { listUnrecorded, markPullRequest, savePullRequest } from "../../store/pull-request.ts";
import { findRepository, saveComparedAt } from "../../store/repository.ts";
import { findScene } from "../repository/repository-context.ts";

/** More than a hundred merges in one day are rare, thousands are after a long absence: the rest is for the next look. */
const PAGES = 10;

/**
 * Compares merged pull requests with the records, once a day: one we never heard of is recorded from what was read
 * (DESIGN 7.2). Each is kept before the day counts as compared, so that it begins anew where it was cut off.
 */
export async function reconcileBackfill(context: Context, repositoryId: number): Promise<void> {
  const repository = await findRepository(context.db, repositoryId);
  const scene = repository && (await findScene(context, repository));
  // One that becomes active begins anew.
  if (!scene?.settings.isActive) return;

  const { activeSince, comparedAt } = scene.repository;
  const compared = findCompared(context.now, { activeSince: activeSince ?? context.now, comparedAt });
  let cursor: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const { pulls, next } = await context.github.listMergedPullRequests(toAddress(scene.repository), cursor);
    const { merged, mayBeMore } = takeCompared(pulls, compared);
    await takeUnrecorded(context, repositoryId, merged);
    if (!mayBeMore || next === null) break;
    cursor = next;
  }
  await saveComparedAt(context.db, repositoryId, context.now);
  await enqueue(context, `comparison/${repositoryId}`, findComparisonTime(repositoryId, context.now));
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
      await markPullRequest(db, pull, { isMergeNews: true, isFoundLate: true, isCommentDue: true });
      await enqueue({ ...context, db }, `pull/${repositoryId}/${pull.number}`);
    });
  }
}
