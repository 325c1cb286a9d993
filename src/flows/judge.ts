import type { CheckBack } from "../core/check-back.ts";
import { type Judgement, judgeStatement } from "../core/judgement.ts";
import { readCheckBack } from "../core/merge.ts";
import type { Outcome } from "../core/outcome.ts";
import { type Reading, readDescription } from "../core/reading.ts";
import { findSkipReason } from "../core/skip.ts";
import type { KeptPullRequest } from "../store/pull-request.ts";
import type { Scene } from "./scene.ts";

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
