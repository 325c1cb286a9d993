import { weighSnapshot } from "../../core/pull-request/snapshot.ts";
import { onboardingKey } from "../../core/reconcile-key.ts";
import type { Arrival } from "../../engine/apply-deliveries.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { findPullRequest, markPullRequest, savePullRequest } from "../../store/pull-request.ts";

/** Keeps what a delivery shows of a pull request, where it is newer than what is known. */
export async function applySnapshot(
  context: Context,
  { event, identity: { botLogin } }: Arrival<"pull">,
): Promise<void> {
  const { db } = context;
  const { pull } = event;
  const kept = await findPullRequest(db, pull.repositoryId, pull.number);
  const verdict = weighSnapshot(kept?.pull, pull, event.bodyBefore);
  if (verdict === "take") await savePullRequest(db, pull, { needsRead: false });
  if (verdict === "read") await markPullRequest(db, pull, { needsRead: true });
  // A merge is never old news, even where its snapshot is.
  await markPullRequest(
    db,
    pull,
    event.isMerge ? { isCommentDue: true, isMergeUnrecorded: true } : { isCommentDue: true },
  );
  // Merged, closed or opened again: the answer to what we proposed.
  if (pull.author.login === botLogin) await enqueue(context, onboardingKey(pull.repositoryId));
}
