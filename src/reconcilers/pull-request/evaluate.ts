import type { CheckBack } from "../../core/outcome/check-back.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import { type Evaluation, evaluateStatement } from "../../core/pull-request/evaluation.ts";
import { parseCheckBackField } from "../../core/pull-request/merge.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import { verifySigns } from "../../core/pull-request/revert.ts";
import { findRevertSigns, findRevertWords } from "../../core/pull-request/revert-signs.ts";
import { findSkipReason } from "../../core/pull-request/skip.ts";
import { type ParsedDescription, parseDescription } from "../../description/parsed-description.ts";
import type { Context } from "../../engine/context.ts";
import type { KeptPullRequest } from "../../store/pull-request.ts";
import { listKnownMerges } from "../../store/revert.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/** A pull request with its evaluation. */
export interface EvaluatedPullRequest {
  readonly kept: KeptPullRequest;
  readonly parsed: ParsedDescription;
  readonly evaluation: Evaluation;
  readonly checkBack: CheckBack | null;
  /** The record, once merged. */
  readonly outcome: Outcome | null;
}

/** Parses and evaluates a pull request under the settings in force. */
export async function evaluatePullRequest(
  context: Context,
  repo: RepositoryContext,
  kept: KeptPullRequest,
): Promise<EvaluatedPullRequest> {
  const { settings, defaultBranch, botLogin } = repo;
  const { config, templates } = settings;
  const parsed = parseDescription({ body: kept.pull.body, templates, fields: config.fields });
  const paths = kept.changed?.sha === kept.pull.headSha ? kept.changed.paths : null;
  const { pull, skippedBy } = kept;
  const revert = await findRevert(context, repo, pull);
  const reason = findSkipReason({ pull, config, defaultBranch, skippedBy, paths, ownLogin: botLogin, revert });
  const evaluation: Evaluation = reason ? { kind: "skipped", reason } : evaluateStatement(parsed, config);
  // Relative to the day the pull request was opened, so that the result does not depend on the day it is parsed.
  const checkBack = parseCheckBackField(parsed, new Date(kept.pull.createdAt), config["time-zone"]);
  return { kept, parsed, evaluation, outcome: null, checkBack };
}

/** The sign by which it is a revert. Where the check blocks merging, the sign must name what was really merged. */
async function findRevert(
  { db }: Context,
  { repository, settings }: RepositoryContext,
  pull: PullRequest,
): Promise<string | null> {
  const signs = findRevertSigns(pull, repository);
  const words = findRevertWords(signs);
  // @removal excused-by-a-line
  if (words !== undefined && settings.config.enforcement !== "require") return words;
  if (words === undefined && !signs.branch) return null;
  const verified = verifySigns(signs, await listKnownMerges(db, pull.repositoryId, signs));
  return findRevertWords(verified) ?? (verified.branch ? pull.headRef : null);
}
