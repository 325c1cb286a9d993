import { parseConfigFile } from "../core/config-file.ts";
import type { ConfigProblem } from "../core/config-problem.ts";
import type { PullRequest } from "../core/pull-request.ts";
import { toAddress } from "../core/repository.ts";
import { findBranchConfig, saveBranchText } from "../store/branch-config.ts";
import type { Context } from "./context.ts";
import type { Scene } from "./scene.ts";

/**
 * The problems of the configuration a pull request proposes: only where a push to its branch touched the file, one read per
 * push. A version that is not on the default branch is data to report on, never in force; a fork's is left to the dashboard.
 */
export async function listBranchProblems(
  context: Context,
  { repository }: Scene,
  pull: PullRequest,
): Promise<readonly ConfigProblem[]> {
  if (pull.headRepositoryId !== pull.repositoryId || pull.state === "closed") return [];
  const branch = await findBranchConfig(context.db, pull.repositoryId, pull.headRef);
  if (!branch) return [];
  if (branch.text !== null) return parseConfigFile(branch.text).problems;

  const { owner, name } = repository;
  const file = await context.github.readConfigFile(toAddress(repository), { owner, name, commit: branch.commit });
  const text = file?.text ?? "";
  await saveBranchText(context.db, { repositoryId: pull.repositoryId, ref: pull.headRef, commit: branch.commit, text });
  return parseConfigFile(text).problems;
}
