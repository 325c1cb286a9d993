import { isRefusal } from "../../core/external-error.ts";
import { isToBeAsked, type Onboarding } from "../../core/onboarding/onboarding.ts";
import type { RepositoryStart } from "../../core/onboarding/repository-start.ts";
import { onboardingKey, type ReconcileKeyParts } from "../../core/reconcile-key.ts";
import type { Repository } from "../../core/repository/repository.ts";
import { onboardingResource } from "../../core/resource-key.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { type Ensured, ensureResource, findSettledAt } from "../../engine/managed-resource.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import { deleteResource, findResource } from "../../store/managed-resource.ts";
import { deleteOnboarding, findOnboarding, saveOnboarding } from "../../store/onboarding.ts";
import { leaveOnboardingQueue, queueOnboarding } from "../../store/onboarding-queue.ts";
import { findRepository } from "../../store/repository.ts";
import { type RepositoryContext, readRepositoryContext, resolveKnown } from "../repository/repository-context.ts";
import { endOnboarding, followOnboarding } from "./onboarding-end.ts";
import { enqueueTurns } from "./onboarding-turns.ts";
import {
  adoptOnboardingIssue,
  findPull,
  fingerprint,
  onboardingIssueSpec,
  onboardingPullSpec,
  readStart,
  viewOnboarding,
} from "./onboarding-writing.ts";

/**
 * Asks a repository to begin: with one pull request, or with one issue when the app may not propose files. Only once
 * per repository; people's response is respected.
 */
export async function reconcileOnboarding(context: Context, { id }: ReconcileKeyParts): Promise<Result> {
  const repository = await findRepository(context.db, id);
  if (!repository) return DONE;
  const onboarding = await findOnboarding(context.db, id);
  if (!onboarding) return awaitTurn(context, repository);
  if (onboarding.state !== "begun") return followOnboarding(context, repository, onboarding);

  const repo = await readRepositoryContext(context, repository);
  if (!repo) return DONE;
  const start = isToBeAsked(repo.repository, repo.settings) ? await readStart(context, repo) : undefined;
  return start ? propose(context, repo, { start, onboarding }) : withdraw(context, repo, onboarding);
}

/** Uses only the records: what is read just now, or inherited, is read again when its turn has come. */
async function awaitTurn(context: Context, repository: Repository): Promise<Result> {
  const { db, now } = context;
  const settings = resolveKnown(repository);
  if (settings && !isToBeAsked(repository, settings)) {
    await leaveOnboardingQueue(db, repository.id);
    return DONE;
  }
  await queueOnboarding(db, repository.id, now);
  await enqueueTurns(context, repository);
  return DONE;
}

interface Task {
  readonly start: RepositoryStart;
  readonly onboarding: Onboarding;
}

async function propose(context: Context, repo: RepositoryContext, { start, onboarding }: Task): Promise<Result> {
  const ensured = await ensureAsked(context, repo, { start, onboarding });
  const now = (await findOnboarding(context.db, onboarding.repositoryId)) ?? onboarding;
  const templates = fingerprint(repo);
  switch (ensured.kind) {
    case "unknown":
      return requeueAtFirst(ensured.requeueAt);
    case "stands":
      return endOnboarding(context, repo.repository, { ...now, state: "open", number: ensured.githubId, templates });
    case "dismissed":
      return endOnboarding(context, repo.repository, { ...now, state: "declined" });
    case "refused":
      return endOnboarding(context, repo.repository, { ...now, state: "impossible" });
  }
}

/** Asks by pull request, otherwise by issue, otherwise not at all. */
async function ensureAsked(
  context: Context,
  repo: RepositoryContext,
  { start, onboarding }: Task,
): Promise<Ensured | typeof REFUSED> {
  const view = await viewOnboarding(context, repo, start);
  if (onboarding.kind === "pull") {
    const asked = await unlessRefused(ensureResource(context, onboardingPullSpec(context, repo, view)));
    if (asked.kind !== "refused") return asked;
    // Saved, so that a process that dies here does not try the pull request again.
    await saveOnboarding(context.db, { ...onboarding, kind: "issue" });
  }
  return unlessRefused(ensureResource(context, onboardingIssueSpec(context, repo, view)));
}

const REFUSED = { kind: "refused" } as const;

/** Turns a refusal into a result: missing permissions, a rule of the repository, issues switched off. */
async function unlessRefused(work: Promise<Ensured>): Promise<Ensured | typeof REFUSED> {
  try {
    return await work;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return REFUSED;
  }
}

/**
 * The repository was about to be asked, but must not be any more. A proposal that may have been written is looked up
 * first.
 */
async function withdraw(context: Context, repo: RepositoryContext, onboarding: Onboarding): Promise<Result> {
  const { repositoryId } = onboarding;
  const key = onboardingResource(repositoryId);
  const resource = await findResource(context.db, key);
  if (resource) {
    const settledAt = findSettledAt(resource.intendedAt);
    if (context.now < settledAt) return requeueAtFirst(settledAt);
    const find = onboarding.kind === "pull" ? findPull : adoptOnboardingIssue;
    const number = resource.githubId ?? (await find(context, repo, resource.idempotencyKey));
    if (number !== undefined) {
      await saveOnboarding(context.db, { ...onboarding, state: "open", number });
      await enqueue(context, onboardingKey(repositoryId));
      return DONE;
    }
    await deleteResource(context.db, key);
  }
  await deleteOnboarding(context.db, repositoryId);
  await enqueueTurns(context, repo.repository);
  return DONE;
}
