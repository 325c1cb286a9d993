import { Refusal } from "../../core/external-error.ts";
import { isToBeAsked, judgePace, type Onboarding } from "../../core/onboarding/onboarding.ts";
import type { RepositoryStart } from "../../core/onboarding/repository-start.ts";
import type { Repository } from "../../core/repository/repository.ts";
import { findDayStart, findNextAskingTime } from "../../core/time/schedule.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { type Ensured, ensureResource, findSettledAt } from "../../engine/managed-resource.ts";
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
import { findScene, resolveKnown, type Scene } from "../repository/repository-context.ts";
import { endOnboarding, enqueueOthers, followOnboarding } from "./onboarding-end.ts";
import {
  findOnboardingIssue,
  findPull,
  fingerprint,
  onboardingIssueSpec,
  onboardingPullSpec,
  readStart,
  viewOnboarding,
} from "./onboarding-writing.ts";

/**
 * Looks whether a repository is to be asked to begin: by one pull request, or one issue where the app may not propose
 * files. Once for a repository and for good; what people make of it is respected.
 */
export async function reconcileOnboarding(context: Context, id: number): Promise<void> {
  const repository = await findRepository(context.db, id);
  if (!repository) return;
  const onboarding = await findOnboarding(context.db, id);
  if (onboarding && onboarding.state !== "begun") return followOnboarding(context, repository, onboarding);
  if (!onboarding && !(await isWorthReading(context, repository))) return;

  const scene = await findScene(context, repository);
  if (!scene) return;
  const start = isToBeAsked(scene.repository, scene.settings) ? await readStart(context, scene) : undefined;
  if (!start) return withdraw(context, scene, onboarding);
  const begun = onboarding ?? (await begin(context, scene));
  if (begun) await propose(context, scene, { start, onboarding: begun });
}

/** Only the records are asked: whoever waits for weeks costs GitHub nothing. */
async function isWorthReading(context: Context, repository: Repository): Promise<boolean> {
  const settings = resolveKnown(repository);
  if (settings && !isToBeAsked(repository, settings)) return false;
  return hasRoom(context, repository, settings?.config["time-zone"] ?? "UTC");
}

/** Takes the room there is, in a transaction: no two repositories take the same. */
async function begin(context: Context, { repository, settings }: Scene): Promise<Onboarding | undefined> {
  return context.db.transaction(async (db) => {
    await lockOnboardings(db, repository.installationId);
    if (!(await hasRoom({ ...context, db }, repository, settings.config["time-zone"]))) return undefined;
    await beginOnboarding(db, repository.id, context.now);
    return findOnboarding(db, repository.id);
  });
}

/** Without room it is looked at again in the morning; whoever waits for another repository is told by that one. */
async function hasRoom(context: Context, { id, installationId }: Repository, zone: string): Promise<boolean> {
  const { db, now } = context;
  const pace = judgePace(await countOnboardings(db, installationId, findDayStart(now, zone)));
  if (pace === "later") await enqueue(context, `onboarding/${id}`, findNextAskingTime(now, zone));
  return pace === "now";
}

interface Task {
  readonly start: RepositoryStart;
  readonly onboarding: Onboarding;
}

async function propose(context: Context, scene: Scene, { start, onboarding }: Task): Promise<void> {
  const ensured = await ensureAsked(context, scene, { start, onboarding });
  const now = (await findOnboarding(context.db, onboarding.repositoryId)) ?? onboarding;
  const templates = fingerprint(scene);
  switch (ensured.kind) {
    case "unknown":
      return enqueue(context, `onboarding/${onboarding.repositoryId}`, ensured.requeueAt);
    case "stands":
      return endOnboarding(context, scene.repository, { ...now, state: "open", number: ensured.githubId, templates });
    case "dismissed":
      return endOnboarding(context, scene.repository, { ...now, state: "declined" });
    case "refused":
      return endOnboarding(context, scene.repository, { ...now, state: "impossible" });
  }
}

/** A pull request, or else an issue, or else nothing. */
async function ensureAsked(
  context: Context,
  scene: Scene,
  { start, onboarding }: Task,
): Promise<Ensured | typeof REFUSED> {
  const view = viewOnboarding(scene, start);
  if (onboarding.kind === "pull") {
    const asked = await unlessRefused(ensureResource(context, onboardingPullSpec(context, scene, view)));
    if (asked.kind !== "refused") return asked;
    // Remembered, so that a process that dies here does not knock at the closed door again.
    await saveOnboarding(context.db, { ...onboarding, kind: "issue" });
  }
  return unlessRefused(ensureResource(context, onboardingIssueSpec(context, scene, view)));
}

const REFUSED = { kind: "refused" } as const;

/** A clear "no": permissions withheld, a rule of the repository, issues switched off. */
async function unlessRefused(work: Promise<Ensured>): Promise<Ensured | typeof REFUSED> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refusal && error.kind !== "limited" && error.kind !== "unanswered") return REFUSED;
    throw error;
  }
}

/** It was about to be asked, and is not to be any more. What may have been written all the same is looked for first. */
async function withdraw(context: Context, scene: Scene, onboarding: Onboarding | undefined): Promise<void> {
  if (!onboarding) return;
  const { repositoryId } = onboarding;
  const object = `onboarding/${repositoryId}` as const;
  const resource = await findResource(context.db, object);
  if (resource) {
    const settledAt = findSettledAt(resource.intendedAt);
    if (context.now < settledAt) return enqueue(context, object, settledAt);
    const find = onboarding.kind === "pull" ? findPull : findOnboardingIssue;
    const number = resource.githubId ?? (await find(context, scene, resource.key));
    if (number !== undefined) {
      await saveOnboarding(context.db, { ...onboarding, state: "open", number });
      return enqueue(context, object);
    }
    await deleteResource(context.db, object);
  }
  await deleteOnboarding(context.db, repositoryId);
  await enqueueOthers(context, scene.repository);
}
