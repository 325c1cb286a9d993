import { noneIfLocked } from "../../core/external-error.ts";
import { isSameMetric } from "../../core/metric/metric.ts";
import { currentQuestion, findAnswer, type Outcome, type SecondFinding } from "../../core/outcome/outcome.ts";
import { hasWorked, judgeSecondLook } from "../../core/outcome/second-look.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { secondLookResource } from "../../core/resource-key.ts";
import type { Context } from "../../engine/context.ts";
import { ensureResource } from "../../engine/managed-resource.ts";
import type { ShownMetric } from "../../render/metric/numbers.ts";
import { renderSecondLook } from "../../render/outcome/second-look.ts";
import { commentWrites } from "../pull-request/comment.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { type Progress, settled } from "./progress.ts";
import { saveTransition } from "./save-transition.ts";

interface Looking {
  readonly outcome: Outcome;
  readonly numbers: readonly ShownMetric[];
}

/**
 * Ends a second look once its numbers are read, or given up: says in one comment that it did not last, or asks where no
 * number tells. The outcome stays answered, whatever is found and whoever is silent.
 */
export async function endSecondLook(
  context: Context,
  repo: RepositoryContext,
  { outcome, numbers }: Looking,
): Promise<Progress> {
  if (outcome.state !== "answered") return settled(outcome);
  if (outcome.secondLook?.finding === "lost" && numbers.some(({ isHidden }) => isHidden)) {
    // The repository became public since: the comment is written anew without private numbers.
    return { outcome, requeueAt: await say(context, repo, { outcome, numbers, finding: "lost" }) };
  }
  if (outcome.secondLook?.finding !== "pending") return settled(outcome);
  // Somebody answered anew meanwhile, and there is nothing left that could last.
  if (!hasWorked(findAnswer(outcome)?.verdict)) return end(context, outcome, "held");
  // Their own reconciler reads them, and comes back.
  if (numbers.some(({ laterReadAt }) => laterReadAt === null)) return settled(outcome);
  const finding = judgeSecondLook(numbers.map((one) => ({ ...one, isComparable: isComparable(one) })));
  if (finding !== "held") {
    const requeueAt = await say(context, repo, { outcome, numbers, finding });
    if (requeueAt) return { outcome, requeueAt };
  }
  return end(context, outcome, finding);
}

async function end(context: Context, outcome: Outcome, finding: Exclude<SecondFinding, "pending">): Promise<Progress> {
  return settled(await saveTransition(context, outcome, { kind: "looked-again", finding }));
}

function isComparable({ metric, definedNow, isHidden }: ShownMetric): boolean {
  return !isHidden && definedNow !== null && isSameMetric(metric, definedNow);
}

/** In a locked conversation there is no comment. */
async function say(
  context: Context,
  { repository, settings }: RepositoryContext,
  { outcome, numbers, finding }: Looking & { readonly finding: "asked" | "lost" },
): Promise<Date | null> {
  const number = currentQuestion(outcome).issueNumber;
  if (number === null) return null;
  const after = settings.config["follow-up"]["second-look"];
  const ensuring = ensureResource<string>(context, {
    key: secondLookResource(outcome),
    repositoryId: outcome.repositoryId,
    render: (key) => renderSecondLook({ outcome, finding, numbers, after }, key),
    ...commentWrites(context, { address: toAddress(repository), number }),
  });
  const ensured = await ensuring.catch(noneIfLocked);
  return ensured?.kind === "unknown" ? ensured.requeueAt : null;
}
