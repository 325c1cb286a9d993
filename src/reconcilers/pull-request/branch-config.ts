import { parseConfigFile } from "../../core/config/config-file.ts";
import type { ConfigProblem } from "../../core/config/config-problem.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import { toAddress } from "../../core/repository/repository.ts";
import type { Context } from "../../engine/context.ts";
import { findBranchConfig, saveAnnotated, saveBranchText } from "../../store/branch-config.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/** The problems of a proposed configuration, and whether the check of this head already has them as annotations. */
export interface BranchProblems {
  readonly problems: readonly ConfigProblem[];
  readonly isShown: boolean;
}

const NO_PROBLEMS: BranchProblems = { problems: [], isShown: true };

/**
 * Reads the problems of the configuration a pull request proposes: only when a push to its branch touched the file,
 * with one read per push. A version outside the default branch is only reported on and never in force; for forks only
 * the dashboard reports problems.
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

/** Records that the problems were shown as annotations. */
export async function noteShown({ db }: Context, pull: PullRequest): Promise<void> {
  await saveAnnotated(db, { repositoryId: pull.repositoryId, ref: pull.headRef, sha: pull.headSha });
}
