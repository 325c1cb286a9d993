import { weighSnapshot } from "../../core/pull-request/snapshot.ts";
import { clockKey, dashboardKey, pullKey, type ReconcileKeyParts, reportKey } from "../../core/reconcile-key.ts";
import { type Repository, toAddress } from "../../core/repository/repository.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { forEachStorable } from "../../engine/each.ts";
import { DONE, type Result } from "../../engine/result.ts";
import { saveMeasuredWorkItems } from "../../store/outcome-metric.ts";
import { findPullRequest, listOpenNumbers, savePullRequest } from "../../store/pull-request.ts";
import { clearDues, findRepository } from "../../store/repository.ts";
import { saveUnshippedWorkItems } from "../../store/shipment.ts";
import { enqueueOrganization } from "../dashboard/enqueue-organization.ts";
import { hasBecomePublic, hideNumbers } from "../report/hide-numbers.ts";
import { readRepositoryContext } from "./repository-context.ts";

/** GitHub's page size. */
const PAGE = 100;

/**
 * Reconciles a repository: reads its files if needed, lists its open pull requests after it became active, and enqueues
 * everything open for evaluation after a change. None of this causes a comment.
 */
export async function reconcileRepository(context: Context, { id }: ReconcileKeyParts): Promise<Result> {
  const repository = await findRepository(context.db, id);
  const repo = repository && (await readRepositoryContext(context, repository));
  if (!repo) return DONE;
  // The configuration of `.github` says whether there is a page over all repositories.
  if (repo.repository.name.toLowerCase() === ".github")
    await enqueueOrganization(context, repo.repository.installationId);
  // Read again: this reconcile may itself have found that the repository became active.
  const current = (await findRepository(context.db, id)) ?? repo.repository;
  if (!current.isListingDue && !current.isEvaluationDue) return DONE;
  if (current.isListingDue) await saveOpenPullRequests(context, current);
  // What has no date yet follows the clock that is configured now.
  await saveUnshippedWorkItems(context.db, id, context.now);
  // Who may see the numbers may have changed.
  await saveMeasuredWorkItems(context.db, id, context.now);
  if (hasBecomePublic(repo)) await hideNumbers(context, repo);
  await enqueue(context, clockKey(id));
  for (const number of await listOpenNumbers(context.db, id)) await enqueue(context, pullKey(id, number));
  await enqueue(context, dashboardKey(id));
  await enqueue(context, reportKey(id));
  await clearDues(context.db, { id, lastVisibility: repo.repository.files?.visibility ?? null });
  return DONE;
}

async function saveOpenPullRequests(context: Context, repository: Repository): Promise<void> {
  const { db, github } = context;
  for (let page = 1, isLast = false; !isLast; page++) {
    const pulls = await github.listOpenPullRequests(toAddress(repository), page);
    await forEachStorable(context, pulls, async (pull) => {
      const kept = await findPullRequest(db, pull.repositoryId, pull.number);
      if (weighSnapshot(kept?.pull, pull, null) !== "ignore") await savePullRequest(db, pull, { needsRead: false });
    });
    isLast = pulls.length < PAGE;
  }
}
