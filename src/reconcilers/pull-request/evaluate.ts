import type { CheckBack } from "../../core/outcome/check-back.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import { type Evaluation, evaluateStatement } from "../../core/pull-request/evaluation.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import { UNREAD_WORDS } from "../../core/pull-request/pull-words.ts";
import { verifySigns } from "../../core/pull-request/revert.ts";
import { findRevertWords, type RevertSigns } from "../../core/pull-request/revert-signs.ts";
import { findSkipReason } from "../../core/pull-request/skip.ts";
import type { ParsedDescription } from "../../description/parsed-description.ts";
import { type Context, parseText } from "../../engine/context.ts";
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
  const { pull, skippedBy } = kept;
  const { body, headRef, createdAt } = pull;
  const { owner, name } = repo.repository;
  const frame = { repository: { owner, name }, zone: config["time-zone"], templates, fields: config.fields };
  const words = await parseText(context, "pull", [{ pull: { body, headRef, createdAt }, ...frame }]);
  const { parsed, checkBack, signs } = words ?? UNREAD_WORDS;
  const paths = kept.changed?.sha === pull.headSha ? kept.changed.paths : null;
  const revert = await findRevert(context, repo, { pull, signs });
  const reason = findSkipReason({ pull, config, defaultBranch, skippedBy, paths, ownLogin: botLogin, revert });
  const evaluation: Evaluation = reason ? { kind: "skipped", reason } : evaluateStatement(parsed, config);
  return { kept, parsed, evaluation, outcome: null, checkBack };
}

/** The sign by which it is a revert. Where the check blocks merging, the sign must name what was really merged. */
async function findRevert(
  { db }: Context,
  { settings }: RepositoryContext,
  { pull, signs }: { readonly pull: PullRequest; readonly signs: RevertSigns },
): Promise<string | null> {
  const words = findRevertWords(signs);
  if (words !== null && settings.config.enforcement !== "require") return words;
  if (words === null && !signs.branch) return null;
  const verified = verifySigns(signs, await listKnownMerges(db, pull.repositoryId, signs));
  return findRevertWords(verified) ?? (verified.branch ? pull.headRef : null);
}
