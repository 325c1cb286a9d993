import type { CheckBack } from "../../core/outcome/check-back.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import { type Judgement, judgeStatement } from "../../core/pull-request/evaluation.ts";
import { readCheckBack } from "../../core/pull-request/merge.ts";
import { findSkipReason } from "../../core/pull-request/skip.ts";
import { type Reading, readDescription } from "../../description/parsed-description.ts";
import type { KeptPullRequest } from "../../store/pull-request.ts";
import type { Scene } from "../repository/repository-context.ts";

/** A pull request with what was made of it. */
export interface JudgedPullRequest {
  readonly kept: KeptPullRequest;
  readonly reading: Reading;
  readonly judgement: Judgement;
  readonly checkBack: CheckBack | null;
  /** The record, once merged. */
  readonly outcome: Outcome | null;
}

/** Reads and judges a pull request by what is in force. */
export function judgePullRequest(
  kept: KeptPullRequest,
  { settings, defaultBranch, botLogin }: Scene,
): JudgedPullRequest {
  const { config, templates } = settings;
  const reading = readDescription({ body: kept.pull.body, templates, fields: config.fields });
  const paths = kept.changed?.sha === kept.pull.headSha ? kept.changed.paths : null;
  const { pull, skippedBy } = kept;
  const reason = findSkipReason({ pull, config, defaultBranch, skippedBy, paths, ownLogin: botLogin });
  const judgement: Judgement = reason ? { kind: "skipped", reason } : judgeStatement(reading, config);
  // A check-back is read as of the day the pull request was opened: what it says does not change with the day it is read.
  const checkBack = readCheckBack(reading, new Date(kept.pull.createdAt), config["time-zone"]);
  return { kept, reading, judgement, outcome: null, checkBack };
}
