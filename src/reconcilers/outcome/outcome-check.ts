import { ExternalError } from "../../core/external-error.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import { isFollowed } from "../../core/pull-request/check.ts";
import { toAddress } from "../../core/repository/repository.ts";
import type { Context } from "../../engine/context.ts";
import { ensureResource, type ResourceSpec } from "../../engine/managed-resource.ts";
import type { ShownMetric } from "../../render/metric/numbers.ts";
import type { RenderedCheck } from "../../render/pull-request/check.ts";
import { renderOutcomeCheck } from "../../render/pull-request/outcome-check.ts";
import { findMergedCheck } from "../../store/managed-resource.ts";
import { readClockProblem } from "../clock/clock-problem.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/**
 * Makes the check of a merged pull request say what became of it, once the merge itself was shown. Its conclusion stays,
 * whatever the configuration says by now. A commit that is gone ends that.
 */
export async function ensureOutcomeCheck(
  context: Context,
  repo: RepositoryContext,
  { outcome, numbers }: { readonly outcome: Outcome; readonly numbers: readonly ShownMetric[] },
): Promise<Date | null> {
  const { repository, settings, about } = repo;
  const { config } = settings;
  if (!isFollowed(outcome) || config.enforcement === "off") return null;
  const resource = await findMergedCheck(context.db, outcome);
  if (!resource) return null;
  const address = toAddress(repository);
  const frame = { config, about, clockProblem: await readClockProblem(context, repo) };
  const spec: ResourceSpec<ComparedCheck> = {
    key: resource.key,
    repositoryId: outcome.repositoryId,
    render: () => toCompared(renderOutcomeCheck(outcome, frame), numbers),
    create: refuseToCreate,
    update: (id) => {
      const text = renderOutcomeCheck({ ...outcome, numbers }, frame);
      return context.github.updateCheckRun(address, id, text).catch(goneIfInvalid);
    },
    adopt: async () => undefined,
  };
  const ensured = await ensureResource(context, spec, { resource });
  return ensured.kind === "unknown" ? ensured.requeueAt : null;
}

/** By what a change is noticed: the state, and numbers that may not be shown any more. New numbers come with the next state. */
type ComparedCheck = RenderedCheck & { readonly hidden?: readonly string[] };

function toCompared(text: RenderedCheck, numbers: readonly ShownMetric[]): ComparedCheck {
  const hidden = numbers.filter(({ isHidden }) => isHidden).map(({ metric }) => metric.name);
  return hidden.length === 0 ? text : { ...text, hidden };
}

/** Only a check that stands follows its outcome. */
function refuseToCreate(): Promise<number> {
  throw new Error("a check that is known by its id cannot be new");
}

/** GitHub answers either way about a commit that is gone. */
function goneIfInvalid(error: unknown): never {
  if (!(error instanceof ExternalError) || error.kind !== "invalid") throw error;
  throw new ExternalError("not-found", error.message, { cause: error, detail: error.detail });
}
