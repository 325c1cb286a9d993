import { weighSnapshot } from "../../core/pull-request/snapshot.ts";
import { type Repository, toAddress } from "../../core/repository/repository.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { findPullRequest, listOpenNumbers, savePullRequest } from "../../store/pull-request.ts";
import { clearDues, findRepository } from "../../store/repository.ts";
import { tellOrganization } from "../dashboard/organization-news.ts";
import { findScene } from "./repository-context.ts";

/** GitHub's page. */
const PAGE = 100;

/**
 * Looks at a repository: reads its files where they are to be read, lists its open pull requests when it became active,
 * and has what is open judged again after a change. None of this causes a comment.
 */
export async function reconcileRepository(context: Context, id: number): Promise<void> {
  const repository = await findRepository(context.db, id);
  const scene = repository && (await findScene(context, repository));
  if (!scene) return;
  // Its configuration says whether there is a page over all of them.
  if (scene.repository.name.toLowerCase() === ".github")
    await tellOrganization(context, scene.repository.installationId);
  // Read again: this look itself may have found out that it became active.
  const current = (await findRepository(context.db, id)) ?? scene.repository;
  if (!current.isListingDue && !current.isJudgingDue) return;
  if (current.isListingDue) await listOpenPullRequests(context, current);
  for (const number of await listOpenNumbers(context.db, id)) await enqueue(context, `pull/${id}/${number}`);
  await enqueue(context, `dashboard/${id}`);
  await clearDues(context.db, id);
}

async function listOpenPullRequests({ db, github }: Context, repository: Repository): Promise<void> {
  for (let page = 1, isLast = false; !isLast; page++) {
    const pulls = await github.listOpenPullRequests(toAddress(repository), page);
    for (const pull of pulls) {
      const kept = await findPullRequest(db, pull.repositoryId, pull.number);
      if (weighSnapshot(kept?.pull, pull, null) !== "ignore") await savePullRequest(db, pull, { needsRead: false });
    }
    isLast = pulls.length < PAGE;
  }
}
