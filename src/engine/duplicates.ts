import { ignoreGone } from "../core/external-error.ts";
import { parseReconcileKey, type ReconcileKey } from "../core/reconcile-key.ts";
import { type Repository, toAddress } from "../core/repository/repository.ts";
import { listTwins, settleTwin } from "../store/managed-resource.ts";
import { moveFollowUp } from "../store/outcome.ts";
import { findRepository } from "../store/repository.ts";
import { moveAnswers } from "../store/user-action.ts";
import { type Context, enqueue } from "./context.ts";

/** What of ours is a comment, by the first part of its name; the others are issues. */
const COMMENTS: readonly string[] = ["comment", "again", "nudge", "reply"];
const ISSUES: readonly string[] = ["follow-up", "report"];

/**
 * A write that got to GitHub after it was given up and made again leaves two of one thing. The lower number stays,
 * whichever was heard of first; the other comment is deleted, the other issue closed as its duplicate, and the answers it got are
 * taken (DESIGN 7.3).
 */
export async function reconcileDuplicates(context: Context, repositoryId: number): Promise<void> {
  const repository = await findRepository(context.db, repositoryId);
  if (!repository) return;
  for (const { object, githubId, twinId } of await listTwins(context.db, repositoryId)) {
    const [kept, other] = [Math.min(githubId, twinId), Math.max(githubId, twinId)];
    const { kind, rest } = parseReconcileKey(object);
    if (!(await remove(context, repository, { kind, other }))) continue;
    await context.db.transaction(async (db) => {
      await settleTwin(db, object, kept);
      if (kind !== "follow-up") return;
      await moveFollowUp(db, { repositoryId, number: Number(rest), followUpNumber: kept });
      await moveAnswers(db, { repositoryId, from: other, to: kept });
    });
    await enqueue(context, findOwner(repositoryId, kind, rest));
  }
}

/** False for what is no business of this. */
async function remove(
  { github }: Context,
  repository: Repository,
  { kind, other }: { readonly kind: string; readonly other: number },
): Promise<boolean> {
  const address = toAddress(repository);
  if (COMMENTS.includes(kind)) await github.deleteComment(address, other).catch(ignoreGone);
  if (ISSUES.includes(kind)) {
    await github.updateIssue(address, other, { state: "closed", stateReason: "duplicate" }).catch(ignoreGone);
  }
  return COMMENTS.includes(kind) || ISSUES.includes(kind);
}

/** Whose look writes the one that stays: nobody knows which of the two said what. */
function findOwner(repositoryId: number, kind: string, rest: string): ReconcileKey {
  if (kind === "report") return `report/${repositoryId}`;
  return kind === "comment" ? `pull/${repositoryId}/${Number(rest)}` : `outcome/${repositoryId}/${Number(rest)}`;
}
