import { findEarliestShipment } from "../../core/clock/comparison.ts";
import { findAnywayDate } from "../../core/outcome/clock.ts";
import { type OutcomeEvent, transition } from "../../core/outcome/life-cycle.ts";
import { type Outcome, toStatement } from "../../core/outcome/outcome.ts";
import { recordMerge } from "../../core/pull-request/merge.ts";
import { clockKey, outcomeKey, type ReconcileKeyParts } from "../../core/reconcile-key.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { checkResource, commentResource, type ResourceKey } from "../../core/resource-key.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import type { KnownResource } from "../../engine/managed-resource.ts";
import { DONE, type Result, requeueAtFirst, tryPart } from "../../engine/result.ts";
import { listResources } from "../../store/managed-resource.ts";
import { findOutcome, saveOutcome } from "../../store/outcome.ts";
import {
  findPullRequest,
  type KeptPullRequest,
  markPullRequest,
  saveChanged,
  savePullRequest,
  saveSkippedMerge,
} from "../../store/pull-request.ts";
import { findRepository } from "../../store/repository.ts";
import { reopenShipments } from "../../store/shipment.ts";
import { enqueueOutcomeChange } from "../outcome/enqueue-change.ts";
import { type RepositoryContext, readRepositoryContext } from "../repository/repository-context.ts";
import { giveResponses } from "../responses.ts";
import { ensureCheck } from "./check.ts";
import { ensureComment } from "./comment.ts";
import { type EvaluatedPullRequest, evaluatePullRequest } from "./evaluate.ts";
import { noteNaming } from "./naming.ts";
import { applyRevertingMerge, settleReverts } from "./revert.ts";
import { findSimilarOnce } from "./similar-outcomes.ts";
import { takePullRequestActions } from "./user-actions.ts";

/** Reconciles a pull request: applies user actions, records a merge, and makes its check and comment match. */
export async function reconcilePullRequest(
  context: Context,
  { id: repositoryId, rest }: ReconcileKeyParts,
): Promise<Result> {
  const number = Number(rest);
  const before = await load(context, repositoryId, number);
  if (!before) return DONE;
  const tookAny = await takePullRequestActions(context, before.repo, before.kept);
  const after = tookAny ? await load(context, repositoryId, number) : before;
  if (!after) return DONE;

  const read = await readIfNeeded(context, after.repo, after.kept);
  if (!read) return DONE;
  const kept = await readPathsIfNeeded(context, after.repo, read);
  const evaluated = await recordIfMerged(context, after.repo, await evaluatePullRequest(context, after.repo, kept));
  const shown = await showOnPullRequest(context, after.repo, evaluated);
  const responsesAt = await giveResponses(context, after.repo.repository, number);
  return { ...shown, ...requeueAtFirst(shown.requeueAt, responsesAt) };
}

interface Loaded {
  readonly repo: RepositoryContext;
  readonly kept: KeptPullRequest;
}

async function load(context: Context, repositoryId: number, number: number): Promise<Loaded | undefined> {
  const repository = await findRepository(context.db, repositoryId);
  const kept = await findPullRequest(context.db, repositoryId, number);
  if (!repository || !kept) return undefined;
  const repo = await readRepositoryContext(context, repository);
  if (repo?.settings.isActive) return { repo, kept };
  // Events in an inactive repository are dropped: an outcome begins only with a merge while the repository is active.
  await markPullRequest(context.db, kept.pull, { isMergeUnrecorded: false, isCommentDue: false });
  return undefined;
}

async function readIfNeeded(
  context: Context,
  { repository }: RepositoryContext,
  kept: KeptPullRequest,
): Promise<KeptPullRequest | undefined> {
  if (!kept.needsRead) return kept;
  const pull = await context.github.readPullRequest(toAddress(repository), kept.pull.number);
  if (!pull) return undefined;
  await savePullRequest(context.db, pull, { needsRead: false });
  return { ...kept, pull, needsRead: false };
}

/** The changed paths are read only when the configuration needs them, once per head. */
async function readPathsIfNeeded(
  context: Context,
  repo: RepositoryContext,
  kept: KeptPullRequest,
): Promise<KeptPullRequest> {
  const { pull } = kept;
  const isWanted = repo.settings.config.skip.paths.length > 0 && pull.state === "open";
  if (!isWanted || kept.changed?.sha === pull.headSha) return kept;
  const paths = await context.github.listChangedPaths(toAddress(repo.repository), pull.number);
  const changed = { sha: pull.headSha, paths };
  await saveChanged(context.db, pull, changed);
  return { ...kept, changed };
}

/**
 * Adds the record to an evaluated pull request: creates it with the merge, and accepts a measure that is added late.
 */
async function recordIfMerged(
  context: Context,
  repo: RepositoryContext,
  evaluated: EvaluatedPullRequest,
): Promise<EvaluatedPullRequest> {
  const { pull, isMergeUnrecorded } = evaluated.kept;
  if (pull.mergedAt === null) return evaluated;
  const outcome = (await findOutcome(context.db, pull.repositoryId, pull.number)) ?? null;
  if (outcome?.state === "unstated") return restate(context, repo, { evaluated, outcome });
  if (isMergeUnrecorded) {
    await applyRevertingMerge(context, repo, pull);
    await noteNaming(context, repo, pull);
  }
  if (outcome || !isMergeUnrecorded) return { ...evaluated, outcome };
  if (evaluated.evaluation.kind === "skipped") {
    await saveSkippedMerge(context.db, pull, evaluated.evaluation.reason.kind);
    return evaluated;
  }
  const begun = recordMerge({ ...pull, mergedAt: pull.mergedAt }, evaluated.parsed, repo.settings.config);
  const recorded = await settleReverts(context, repo, { ...begun, isReadLate: evaluated.kept.isFoundLate });
  return { ...evaluated, outcome: await saveRecord(context, repo, recorded) };
}

/** A measure added after the merge but before the due date is accepted and marked as late. */
async function restate(
  context: Context,
  repo: RepositoryContext,
  { evaluated, outcome }: { readonly evaluated: EvaluatedPullRequest; readonly outcome: Outcome },
): Promise<EvaluatedPullRequest> {
  const { dueAt } = outcome.dueAt === null ? (findAnywayDate(outcome, repo.settings.config) ?? outcome) : outcome;
  const isInTime = dueAt === null || context.now < new Date(dueAt);
  const event: OutcomeEvent = { kind: "restated", statement: toStatement(evaluated.parsed) };
  const stated = isInTime ? transition(outcome, event, toUtcText(context.now)) : null;
  if (!stated) return { ...evaluated, outcome };
  const restated = await settleReverts(context, repo, stated);
  // Marked first: if the process dies here, the next reconcile still has something to show.
  await markPullRequest(context.db, evaluated.kept.pull, { isMergeUnrecorded: true });
  const saved = await saveRecord(context, repo, restated);
  return { ...evaluated, kept: { ...evaluated.kept, isMergeUnrecorded: true }, outcome: saved };
}

async function saveRecord(context: Context, repo: RepositoryContext, outcome: Outcome): Promise<Outcome> {
  const { repositoryId, number } = outcome;
  return context.db.transaction(async (db) => {
    const saved = await saveOutcome(db, outcome);
    const inside = { ...context, db };
    await enqueue(inside, outcomeKey(repositoryId, number));
    await enqueueOutcomeChange(inside, repositoryId);
    if (repo.settings.config.clock.starts !== "merge") await awaitShipping(inside, outcome);
    return saved;
  });
}

/** What shipped before the merge was heard of may contain it all the same. */
async function awaitShipping(context: Context, { repositoryId, mergedAt }: Outcome): Promise<void> {
  await reopenShipments(context.db, repositoryId, findEarliestShipment(mergedAt));
  await enqueue(context, clockKey(repositoryId));
}

async function showOnPullRequest(
  context: Context,
  repo: RepositoryContext,
  given: EvaluatedPullRequest,
): Promise<Result> {
  const { pull, isMergeUnrecorded } = given.kept;
  // After the merge the statement is frozen: what was shown stays until there is something new to show. From then on the
  // outcome's reconciler writes the check.
  if (pull.mergedAt !== null && !isMergeUnrecorded) return unmark(context, given.kept, given.kept);
  const { evaluated, check: knownCheck, comment: knownComment } = await prepare(context, given);
  const check = await tryPart(() => ensureCheck(context, repo, { evaluated, known: knownCheck }));
  const comment = await tryPart(() => ensureComment(context, repo, { evaluated, known: knownComment }));
  // A blocked part is shown once its blocker is gone.
  if ("blocked" in check) return { blocked: check.blocked };
  if ("blocked" in comment) return { blocked: comment.blocked };
  const result = requeueAtFirst(check.value, comment.value);
  if (result.requeueAt) return result;
  return unmark(context, given.kept, evaluated.kept);
}

interface Prepared {
  readonly evaluated: EvaluatedPullRequest;
  readonly check: KnownResource;
  readonly comment: KnownResource;
}

/** What is similar to a pull request, and what of ours stands on it. */
async function prepare(context: Context, evaluated: EvaluatedPullRequest): Promise<Prepared> {
  const { kept, evaluation } = evaluated;
  const { repositoryId, number, headSha } = kept.pull;
  const similar = evaluation.kind === "skipped" ? kept.similar : await findSimilarOnce(context, evaluated);
  const keys = [checkResource(repositoryId, headSha), commentResource(repositoryId, number)] as const;
  const resources = await listResources(context.db, keys);
  const find = (key: ResourceKey) => ({ resource: resources.find((one) => one.key === key) });
  return { evaluated: { ...evaluated, kept: { ...kept, similar } }, check: find(keys[0]), comment: find(keys[1]) };
}

/** Everything is shown: nothing is left to be done, and what was found need not be looked for again. */
async function unmark({ db }: Context, before: KeptPullRequest, { similar }: KeptPullRequest): Promise<Result> {
  const { pull, isMergeUnrecorded, isCommentDue } = before;
  const marks = {
    ...((isMergeUnrecorded || isCommentDue) && { isMergeUnrecorded: false, isCommentDue: false }),
    ...(similar !== before.similar && similar !== null && { similar }),
  };
  if (Object.keys(marks).length > 0) await markPullRequest(db, pull, marks);
  return DONE;
}
