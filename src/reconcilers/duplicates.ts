import { ignoreRefusal } from "../core/external-error.ts";
import type { ReconcileKeyParts } from "../core/reconcile-key.ts";
import { type Repository, toAddress } from "../core/repository/repository.ts";
import { ownerOf, parseResourceKey, RESOURCE_KINDS, type ResourceKind } from "../core/resource-key.ts";
import { type Context, enqueue } from "../engine/context.ts";
import { DONE, type Result } from "../engine/result.ts";
import { listDuplicates, settleDuplicate } from "../store/managed-resource.ts";
import { moveQuestion } from "../store/outcome.ts";
import { findRepository } from "../store/repository.ts";
import { moveAnswers } from "../store/user-action.ts";

/**
 * Removes duplicates. A write that reached GitHub after it was abandoned and repeated leaves two of the same resource.
 * The lower number stays, regardless of which event came first; the other comment is deleted, or the other issue is
 * closed as a duplicate and its answers are moved (decision 3).
 */
export async function reconcileDuplicates(context: Context, { id }: ReconcileKeyParts): Promise<Result> {
  const repository = await findRepository(context.db, id);
  if (!repository) return DONE;
  for (const { key, githubId, duplicateId } of await listDuplicates(context.db, id)) {
    const [kept, other] = [Math.min(githubId, duplicateId), Math.max(githubId, duplicateId)];
    const { kind, rest } = parseResourceKey(key);
    if (!(await remove(context, repository, { kind, other }))) continue;
    await context.db.transaction(async (db) => {
      await settleDuplicate(db, key, kept);
      if (kind !== "follow-up") return;
      await moveQuestion(db, { repositoryId: id, number: Number(rest), issueNumber: kept });
      await moveAnswers(db, { repositoryId: id, from: other, to: kept });
    });
    // It is unknown which of the two has which content, so the remaining one is written again.
    const owner = ownerOf(key);
    if (owner) await enqueue(context, owner);
  }
  return DONE;
}

/** False for kinds without a duplicate that can be removed. */
async function remove(
  { github }: Context,
  repository: Repository,
  { kind, other }: { readonly kind: ResourceKind; readonly other: number },
): Promise<boolean> {
  const address = toAddress(repository);
  switch (RESOURCE_KINDS[kind]) {
    case "comment":
      // @removal duplicate-comment-deleted
      await github.deleteComment(address, other).catch(ignoreRefusal);
      return true;
    case "issue":
      await github.updateIssue(address, other, { state: "closed", stateReason: "duplicate" }).catch(ignoreRefusal);
      return true;
    case "check":
    case "proposal":
      return false;
  }
}
