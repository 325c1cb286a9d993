import type { ParsedDescription } from "../../description/parsed-description.ts";
import type { Config } from "../config/config.ts";
import type { ConfigProblem } from "../config/config-problem.ts";
import type { MentionedMetrics } from "../metric/mention.ts";
import type { CheckBack } from "../outcome/check-back.ts";
import type { Outcome } from "../outcome/outcome.ts";
import type { Evaluation } from "./evaluation.ts";

/** What a check says about one pull request. */
export interface CheckPart {
  readonly number: number;
  readonly evaluation: Evaluation;
  readonly parsed: ParsedDescription;
  /** The outcome, once merged. */
  readonly outcome: Outcome | null;
  /** What the author's check-back says; null when there is none. */
  readonly checkBack: CheckBack | null;
  /** What its metrics say now. */
  readonly metrics: MentionedMetrics;
  /** Similar outcomes, most similar first; at most three. */
  readonly similar: readonly Outcome[];
}

export type Conclusion = "success" | "neutral" | "failure" | "skipped";

/** The check that should exist on a head commit: one part for each open pull request with that head. */
export interface CheckPlan {
  readonly conclusion: Conclusion;
  readonly parts: readonly CheckPart[];
  /** Problems of the configuration that the branch proposes, and files that are taken for one. */
  readonly problems: readonly ConfigProblem[];
}

/** Worst first: when several pull requests share a commit, the worst conclusion wins. */
const WORST_FIRST: readonly Conclusion[] = ["failure", "neutral", "success", "skipped"];

/** Plans the check of a commit; null when there should be none. Configuration problems do not affect the conclusion. */
export function planCheck(
  parts: readonly CheckPart[],
  config: Config,
  problems: readonly ConfigProblem[] = [],
): CheckPlan | null {
  if (config.enforcement === "off" || parts.length === 0) return null;

  const conclusions = parts.map((part) => conclude(part.evaluation, config));
  const conclusion = WORST_FIRST.find((candidate) => conclusions.includes(candidate)) ?? "skipped";
  const byWorst = (part: CheckPart) => WORST_FIRST.indexOf(conclude(part.evaluation, config));
  return { conclusion, problems, parts: [...parts].sort((a, b) => byWorst(a) - byWorst(b) || a.number - b.number) };
}

function conclude(evaluation: Evaluation, config: Config): Conclusion {
  switch (evaluation.kind) {
    case "complete":
    case "exempt":
      return "success";
    case "incomplete":
    // Whether it says enough nobody knows, and its author can make it shorter.
    case "unread":
      return config.enforcement === "require" ? "failure" : "neutral";
    case "skipped":
      return "skipped";
  }
}

/**
 * Does the check of a merged pull request follow its outcome? Without a measure there is no question, and the check says
 * what it said before the merge.
 */
export function isFollowed(outcome: Outcome): boolean {
  return outcome.state !== "unstated" && outcome.state !== "exempt";
}
