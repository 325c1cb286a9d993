import { isRefusal } from "../../core/external-error.ts";
import { choosePace, isToBeAsked, type Onboarding } from "../../core/onboarding/onboarding.ts";
import type { RepositoryStart } from "../../core/onboarding/repository-start.ts";
import { onboardingKey, type ReconcileKeyParts } from "../../core/reconcile-key.ts";
import type { Repository } from "../../core/repository/repository.ts";
import { onboardingResource } from "../../core/resource-key.ts";
import { findDayStart, findNextAskingTime } from "../../core/time/schedule.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { type Ensured, ensureResource, findSettledAt } from "../../engine/managed-resource.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import { deleteResource, findResource } from "../../store/managed-resource.ts";
import {
  beginOnboarding,
  countOnboardings,
  deleteOnboarding,
  findOnboarding,
  lockOnboardings,
  saveOnboarding,
} from "../../store/onboarding.ts";
import { findRepository } from "../../store/repository.ts";
import { type RepositoryContext, readRepositoryContext, resolveKnown } from "../repository/repository-context.ts";
import { endOnboarding, enqueueOthers, followOnboarding } from "./onboarding-end.ts";
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
  if (onboarding && onboarding.state !== "begun") return followOnboarding(context, repository, onboarding);
  const pace = onboarding ? NOW : await findPace(context, repository);
  if (!pace.isNow) return requeueAtFirst(pace.requeueAt);

  const repo = await readRepositoryContext(context, repository);
  if (!repo) return DONE;
  const start = isToBeAsked(repo.repository, repo.settings) ? await readStart(context, repo) : undefined;
  if (!start) return withdraw(context, repo, onboarding);
  const begun = onboarding ?? (await begin(context, repo));
  return "isNow" in begun ? requeueAtFirst(begun.requeueAt) : propose(context, repo, { start, onboarding: begun });
}

/**
 * Whether a repository is asked now. If not, when to check again; null when the end of another onboarding enqueues it.
 */
interface Pace {
  readonly isNow: boolean;
  readonly requeueAt: Date | null;
}

const NOW: Pace = { isNow: true, requeueAt: null };
const NEVER: Pace = { isNow: false, requeueAt: null };

/** Uses only the records: a repository that waits for weeks costs no call to GitHub. */
async function findPace(context: Context, repository: Repository): Promise<Pace> {
  const settings = resolveKnown(repository);
  if (settings && !isToBeAsked(repository, settings)) return NEVER;
  return findRoom(context, repository, settings?.config["time-zone"] ?? "UTC");
}

/** Takes the room in a transaction, so that two repositories cannot take the same. */
async function begin(context: Context, { repository, settings }: RepositoryContext): Promise<Onboarding | Pace> {
  return context.db.transaction(async (db) => {
    await lockOnboardings(db, repository.installationId);
    const pace = await findRoom({ ...context, db }, repository, settings.config["time-zone"]);
    if (!pace.isNow) return pace;
    await beginOnboarding(db, repository.id, context.now);
    return (await findOnboarding(db, repository.id)) ?? NEVER;
  });
}

/**
 * Without room for today, checks again the next morning. A repository that waits for another is enqueued when that one
 * ends.
 */
async function findRoom({ db, now }: Context, { installationId }: Repository, zone: string): Promise<Pace> {
  const pace = choosePace(await countOnboardings(db, installationId, findDayStart(now, zone)));
  if (pace === "later") return { isNow: false, requeueAt: findNextAskingTime(now, zone) };
  return pace === "now" ? NOW : NEVER;
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
async function withdraw(
  context: Context,
  repo: RepositoryContext,
  onboarding: Onboarding | undefined,
): Promise<Result> {
  if (!onboarding) return DONE;
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
  await enqueueOthers(context, repo.repository);
  return DONE;
}
