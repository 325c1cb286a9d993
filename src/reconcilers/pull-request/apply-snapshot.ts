import { weighSnapshot } from "../../core/pull-request/snapshot.ts";
import { onboardingKey } from "../../core/reconcile-key.ts";
import type { Arrival } from "../../engine/apply-deliveries.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { findPullRequest, markPullRequest, savePullRequest } from "../../store/pull-request.ts";

/** Saves what a delivery shows of a pull request, if it is newer than the stored snapshot. */
export async function applySnapshot(
  context: Context,
  { event, identity: { botLogin } }: Arrival<"pull">,
): Promise<void> {
  const { db } = context;
  const { pull } = event;
  const kept = await findPullRequest(db, pull.repositoryId, pull.number);
  const verdict = weighSnapshot(kept?.pull, pull, event.bodyBefore);
  // A merge always counts, even if its snapshot is outdated.
  const marks = { isCommentDue: true, ...(event.isMerge ? { isMergeUnrecorded: true } : {}) };
  if (verdict === "take") await savePullRequest(db, pull, { needsRead: false, ...marks });
  else await markPullRequest(db, pull, { ...marks, ...(verdict === "read" ? { needsRead: true } : {}) });
  // Merging, closing or reopening is the response to our proposal.
  if (pull.author.login === botLogin) await enqueue(context, onboardingKey(pull.repositoryId));
}
