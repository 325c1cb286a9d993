import type { ConfigProblem } from "../../core/config/config-problem.ts";
import { NO_METRICS } from "../../core/metric/mention.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import { type CheckPart, isFollowed, planCheck } from "../../core/pull-request/check.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { CONFIG_PATH } from "../../core/repository/repository-files.ts";
import { checkResource } from "../../core/resource-key.ts";
import type { Context } from "../../engine/context.ts";
import { ensureResource, type KnownResource, type ResourceSpec } from "../../engine/managed-resource.ts";
import type { CheckAnnotation, CheckRun } from "../../github/github.ts";
import { quotePlain } from "../../render/neutral.ts";
import { type RenderedCheck, renderCheck, renderQueueCheck } from "../../render/pull-request/check.ts";
import { renderOutcomeCheck } from "../../render/pull-request/outcome-check.ts";
import { type KeptPullRequest, listOpenByHead, markPullRequest } from "../../store/pull-request.ts";
import { readClockProblem } from "../clock/clock-problem.ts";
import { findMetricsNow } from "../metric/check-numbers.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { noteShown, readBranchProblems } from "./branch-config.ts";
import { type EvaluatedPullRequest, evaluatePullRequest } from "./evaluate.ts";
import { findSimilarOnce, listSimilarOutcomes } from "./similar-outcomes.ts";

interface Shown {
  /** What is similar to it was looked for. */
  readonly evaluated: EvaluatedPullRequest;
  /** The check, as far as it is known to stand. */
  readonly known: KnownResource;
}

/** Makes the check on a pull request's head show its evaluation. Returns when to reconcile again, or null. */
export async function ensureCheck(
  context: Context,
  repo: RepositoryContext,
  { evaluated, known }: Shown,
): Promise<Date | null> {
  const { pull } = evaluated.kept;
  // Closed without a merge: its check no longer matters.
  if (pull.state === "closed" && pull.mergedAt === null) return null;
  const { settings, about } = repo;
  const { config } = settings;
  const branch = await readBranchProblems(context, repo, pull);
  const plan = planCheck(await listParts(context, repo, evaluated), config, [
    ...branch.problems,
    ...settings.problems.filter(({ path }) => path !== undefined),
  ]);
  if (!plan) return null;

  const followed = plan.parts.length === 1 ? findFollowed(evaluated.outcome) : null;
  const given = { config, about, clockProblem: await readClockProblem(context, repo) };
  const text = followed ? renderOutcomeCheck(followed, given) : renderCheck(plan, given);
  const check: CheckContent = {
    ...text,
    headSha: pull.headSha,
    externalId: `${pull.repositoryId}:${plan.parts[0]?.number ?? pull.number}`,
    conclusion: plan.conclusion,
    actions: plan.conclusion === "neutral" || plan.conclusion === "failure" ? [NOT_NEEDED] : [],
  };
  const annotations = branch.isShown ? [] : branch.problems.slice(0, MAX_ANNOTATIONS).map(toAnnotation);
  const requeueAt = await write(context, repo, { check, annotations, compared: followed ? text : check, known });
  if (annotations.length > 0 && requeueAt === null) await noteShown(context, pull);
  return requeueAt;
}

function findFollowed(outcome: Outcome | null): Outcome | null {
  return outcome && isFollowed(outcome) ? outcome : null;
}

/** The content of a check. Annotations are sent once and are not compared. */
type CheckContent = Omit<CheckRun, "annotations">;

/** GitHub's maximum per request. */
const MAX_ANNOTATIONS = 50;

const LONGEST_ANNOTATION = 1_000;

function toAnnotation({ line, severity, message }: ConfigProblem): CheckAnnotation {
  const level = severity === "error" ? "failure" : "warning";
  // A message quotes what stands in the file, which may be longer than GitHub takes.
  return { path: CONFIG_PATH, line, level, message: quotePlain(message, LONGEST_ANNOTATION) };
}

/** The button under a check; it does the same as `/outcome skip`. */
const NOT_NEEDED = {
  label: "Not needed",
  description: "This change needs no outcome",
  identifier: "not-needed",
};

/** This pull request and all other open ones with the same head. */
async function listParts(
  context: Context,
  repo: RepositoryContext,
  evaluated: EvaluatedPullRequest,
): Promise<readonly CheckPart[]> {
  const { pull } = evaluated.kept;
  const others = await listOpenByHead(context.db, pull.repositoryId, pull.headSha);
  const parts = [await toPart(context, repo, evaluated)];
  for (const other of others.filter((one) => one.pull.number !== pull.number)) {
    parts.push(await toPart(context, repo, await evaluateOther(context, repo, other)));
  }
  return parts;
}

async function evaluateOther(
  context: Context,
  repo: RepositoryContext,
  other: KeptPullRequest,
): Promise<EvaluatedPullRequest> {
  const evaluated = await evaluatePullRequest(context, repo, other);
  if (evaluated.evaluation.kind === "skipped") return evaluated;
  const similar = await findSimilarOnce(context, evaluated);
  if (similar !== other.similar) await markPullRequest(context.db, other.pull, { similar });
  return { ...evaluated, kept: { ...other, similar } };
}

async function toPart(context: Context, repo: RepositoryContext, evaluated: EvaluatedPullRequest): Promise<CheckPart> {
  const { kept, evaluation, parsed, outcome, checkBack } = evaluated;
  const similar = evaluation.kind === "skipped" ? [] : await listSimilarOutcomes(context, kept);
  const metrics = evaluation.kind === "skipped" ? NO_METRICS : await findMetricsNow(context, repo, { kept, parsed });
  return { number: kept.pull.number, evaluation, parsed, outcome, checkBack, metrics, similar };
}

/**
 * Makes the check on a merge queue's commit succeed: the queue waits for every required check on commits of its own.
 */
export async function ensureQueueCheck(
  context: Context,
  repo: RepositoryContext,
  headSha: string,
): Promise<Date | null> {
  const check: CheckContent = {
    ...renderQueueCheck(repo.about),
    headSha,
    externalId: `${repo.repository.id}:0`,
    conclusion: "success",
    actions: [],
  };
  return write(context, repo, { check, annotations: [], compared: check });
}

interface CheckWrite {
  readonly check: CheckContent;
  readonly annotations: readonly CheckAnnotation[];
  /** The part of it by which a change is noticed. */
  readonly compared: CheckContent | RenderedCheck;
  readonly known?: KnownResource;
}

async function write(
  context: Context,
  { repository }: RepositoryContext,
  { check, annotations, compared, known }: CheckWrite,
): Promise<Date | null> {
  const address = toAddress(repository);
  const { github } = context;
  const spec: ResourceSpec<CheckWrite["compared"]> = {
    key: checkResource(repository.id, check.headSha),
    repositoryId: repository.id,
    render: () => compared,
    create: async () => (await github.createCheckRun(address, { ...check, annotations })).id,
    update: (id) => github.updateCheckRun(address, id, { ...check, annotations }),
    adopt: async () => (await github.listCheckRuns(address, check.headSha))[0]?.id,
  };
  const ensured = await ensureResource(context, spec, known);
  return ensured.kind === "unknown" ? ensured.requeueAt : null;
}
