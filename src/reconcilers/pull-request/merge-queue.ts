import type { ReconcileKeyParts } from "../../core/reconcile-key.ts";
import type { Context } from "../../engine/context.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import { findRepository } from "../../store/repository.ts";
import { readRepositoryContext } from "../repository/repository-context.ts";
import { ensureQueueCheck } from "./check.ts";

/** Answers a merge queue, which waits for our check on a commit of its own. */
export async function reconcileMergeQueue(context: Context, { id, rest }: ReconcileKeyParts): Promise<Result> {
  const repository = await findRepository(context.db, id);
  const repo = repository && (await readRepositoryContext(context, repository));
  return repo?.settings.isActive ? requeueAtFirst(await ensureQueueCheck(context, repo, rest)) : DONE;
}
