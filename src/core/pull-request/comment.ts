import type { Field } from "../../description/field.ts";
import type { Config } from "../config/config.ts";
import type { Outcome } from "../outcome/outcome.ts";
import { toMilliseconds } from "../time/duration.ts";
import type { Evaluation } from "./evaluation.ts";
import type { PullRequest } from "./pull-request.ts";

export interface CommentFacts {
  readonly pull: PullRequest;
  readonly evaluation: Evaluation;
  readonly outcome: Outcome | null;
  readonly config: Config;
  /** Does our comment exist now? */
  readonly isThere: boolean;
  readonly now: Date;
}

/** What the single comment on a pull request should be. */
export type CommentPlan =
  | { readonly kind: "none" }
  | { readonly kind: "asks"; readonly missing: readonly Field[] }
  /** Merged without its measure: it can still be stated until the date. */
  | { readonly kind: "merged"; readonly dueOn: string | null }
  /** It should be written, but not before. */
  | { readonly kind: "later"; readonly at: Date };

const NONE: CommentPlan = { kind: "none" };

/** Plans the comment, which exists only while something is missing on a pull request that is ready for review. */
export function planComment(facts: CommentFacts): CommentPlan {
  const { pull, evaluation, config, isThere } = facts;
  if (config.enforcement === "off" || !config.comment || pull.author.type === "Bot") return NONE;
  if (pull.mergedAt !== null) return planAfterMerge(facts);
  if (pull.state === "closed" || pull.isDraft || evaluation.kind !== "incomplete") return NONE;

  const at = new Date(Date.parse(pull.createdAt) + toMilliseconds(config["comment-after"]));
  if (!isThere && facts.now < at) return { kind: "later", at };
  return { kind: "asks", missing: evaluation.missing };
}

/** After the merge no comment is created. An existing one is edited once, and removed when the measure is added. */
function planAfterMerge({ outcome, isThere }: CommentFacts): CommentPlan {
  return isThere && outcome?.state === "unstated" ? { kind: "merged", dueOn: outcome.dueOn } : NONE;
}
