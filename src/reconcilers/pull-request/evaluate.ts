import type { CheckBack } from "../../core/outcome/check-back.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import { type Evaluation, evaluateStatement } from "../../core/pull-request/evaluation.ts";
import { parseCheckBackField } from "../../core/pull-request/merge.ts";
import { findSkipReason } from "../../core/pull-request/skip.ts";
import { type ParsedDescription, parseDescription } from "../../description/parsed-description.ts";
import type { KeptPullRequest } from "../../store/pull-request.ts";
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
export function evaluatePullRequest(
  kept: KeptPullRequest,
  { settings, defaultBranch, botLogin }: RepositoryContext,
): EvaluatedPullRequest {
  const { config, templates } = settings;
  const parsed = parseDescription({ body: kept.pull.body, templates, fields: config.fields });
  const paths = kept.changed?.sha === kept.pull.headSha ? kept.changed.paths : null;
  const { pull, skippedBy } = kept;
  const reason = findSkipReason({ pull, config, defaultBranch, skippedBy, paths, ownLogin: botLogin });
  const evaluation: Evaluation = reason ? { kind: "skipped", reason } : evaluateStatement(parsed, config);
  // Relative to the day the pull request was opened, so that the result does not depend on the day it is parsed.
  const checkBack = parseCheckBackField(parsed, new Date(kept.pull.createdAt), config["time-zone"]);
  return { kept, parsed, evaluation, outcome: null, checkBack };
}
