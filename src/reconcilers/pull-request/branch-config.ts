import { parseConfigFile } from "../../core/config/config-file.ts";
import type { ConfigProblem } from "../../core/config/config-problem.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import { toAddress } from "../../core/repository/repository.ts";
import type { Context } from "../../engine/context.ts";
import { findBranchConfig, saveAnnotated, saveBranchText } from "../../store/branch-config.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/** The problems of a proposed configuration, and whether the check of this head has them as remarks already. */
export interface BranchProblems {
  readonly problems: readonly ConfigProblem[];
  readonly isShown: boolean;
}

const NO_PROBLEMS: BranchProblems = { problems: [], isShown: true };

/**
 * The problems of the configuration a pull request proposes: only where a push to its branch touched the file, one read per
 * push. A version that is not on the default branch is data to report on, never in force; a fork's is left to the dashboard.
 */
export async function readBranchProblems(
  context: Context,
  { repository }: RepositoryContext,
  pull: PullRequest,
): Promise<BranchProblems> {
  if (pull.headRepositoryId !== pull.repositoryId || pull.state === "closed") return NO_PROBLEMS;
  const branch = await findBranchConfig(context.db, pull.repositoryId, pull.headRef);
  if (!branch) return NO_PROBLEMS;
  const isShown = branch.annotatedSha === pull.headSha;
  if (branch.text !== null) return { problems: parseConfigFile(branch.text).problems, isShown };

  const { owner, name } = repository;
  const file = await context.github.readConfigFile(toAddress(repository), { owner, name, commit: branch.commit });
  const text = file?.text ?? "";
  await saveBranchText(context.db, { repositoryId: pull.repositoryId, ref: pull.headRef, commit: branch.commit, text });
  return { problems: parseConfigFile(text).problems, isShown };
}

/** The problems were put on the lines of the pull request. */
export async function noteShown({ db }: Context, pull: PullRequest): Promise<void> {
  await saveAnnotated(db, { repositoryId: pull.repositoryId, ref: pull.headRef, sha: pull.headSha });
}
