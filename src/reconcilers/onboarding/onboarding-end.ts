import { ignoreGone } from "../../core/external-error.ts";
import type { Onboarding, OnboardingState } from "../../core/onboarding/onboarding.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import { type Repository, toAddress } from "../../core/repository/repository.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { ensureResource } from "../../engine/managed-resource.ts";
import type { IssueChange } from "../../github/github.ts";
import { renderOnboardingDone } from "../../render/onboarding/onboarding.ts";
import { findResource } from "../../store/managed-resource.ts";
import { listNeverAsked, saveOnboarding } from "../../store/onboarding.ts";
import { findPullRequest, savePullRequest } from "../../store/pull-request.ts";
import { listUntakenGestures, takeGesture } from "../../store/user-action.ts";
import { findScene, type Scene } from "../repository/repository-context.ts";
import { fingerprint, onboardingPullSpec, readStart, viewOnboarding } from "./onboarding-writing.ts";

/** Takes in what people made of being asked, and keeps the proposal fit to be merged as long as nobody worked on it. */
export async function followOnboarding(
  context: Context,
  repository: Repository,
  onboarding: Onboarding,
): Promise<void> {
  // Closed by a person, it may be opened again by one.
  if (onboarding.state !== "open" && onboarding.state !== "declined") return;
  const state = await hear(context, repository, onboarding);
  if (state !== onboarding.state) return endOnboarding(context, repository, { ...onboarding, state });
  if (state !== "open") return;

  const scene = await findScene(context, repository);
  if (!scene) return;
  if (scene.settings.isActive) return supersede(context, scene, onboarding);
  if (onboarding.kind === "pull" && fingerprint(scene) !== onboarding.templates)
    await renew(context, scene, onboarding);
}

/** Keeps what came of it. Where it went well, or came to nothing, others get their turn. */
export async function endOnboarding(context: Context, repository: Repository, onboarding: Onboarding): Promise<void> {
  await context.db.transaction(async (db) => {
    await saveOnboarding(db, onboarding);
    const { state } = onboarding;
    if (state === "open" || state === "declined") return;
    await enqueueOthers({ ...context, db }, repository);
  });
}

/** Whoever waits for this one looks again whether there is room. */
export async function enqueueOthers(context: Context, { installationId }: Repository): Promise<void> {
  for (const id of await listNeverAsked(context.db, installationId)) await enqueue(context, `onboarding/${id}`);
}

async function hear(context: Context, repository: Repository, onboarding: Onboarding): Promise<OnboardingState> {
  const { kind, number, state } = onboarding;
  if (number === null) return state;
  if (kind === "issue") return hearIssue(context, onboarding, number);
  const kept = await findPullRequest(context.db, repository.id, number);
  if (!kept?.needsRead) return kept ? judgePull(kept.pull) : state;
  // Two events of one second, and nobody knows which was the last.
  const pull = await context.github.readPullRequest(toAddress(repository), number);
  if (!pull) return "declined";
  await savePullRequest(context.db, pull, { needsRead: false });
  return judgePull(pull);
}

function judgePull({ mergedAt, state }: PullRequest): OnboardingState {
  if (mergedAt !== null) return "accepted";
  return state === "open" ? "open" : "declined";
}

async function hearIssue(context: Context, onboarding: Onboarding, number: number): Promise<OnboardingState> {
  let { state } = onboarding;
  for (const { guid, gesture } of await listUntakenGestures(context.db, onboarding.repositoryId, number)) {
    if (gesture.kind === "closed-issue" || gesture.kind === "removed-issue") state = "declined";
    if (gesture.kind === "reopened-issue") state = "open";
    // Kept before the gesture is taken: a process that dies in between hears it once more, to the same end.
    await saveOnboarding(context.db, { ...onboarding, state });
    await takeGesture(context.db, guid, { response: null, at: context.now });
  }
  return state;
}

/** The repository is at work without it. A proposal nobody worked on is closed with a word; any other is theirs. */
async function supersede(context: Context, scene: Scene, onboarding: Onboarding): Promise<void> {
  const { repository } = scene;
  const end = (state: OnboardingState) => endOnboarding(context, repository, { ...onboarding, state });
  if (onboarding.kind === "issue") {
    await close(context, onboarding, { scene, reason: "completed" });
    return end("accepted");
  }
  const { github } = context;
  const pull = await github.readPullRequest(toAddress(repository), onboarding.number ?? 0);
  if (!pull) return end("declined");
  const state = judgePull(pull);
  if (state !== "open") return end(state);
  const head = await github.readBranch(toAddress(repository), pull.headRef);
  if (head?.isOurs) await close(context, onboarding, { scene });
  return end("superseded");
}

interface Closing {
  readonly scene: Scene;
  readonly reason?: IssueChange["stateReason"];
}

async function close(
  { db, github }: Context,
  { repositoryId, number }: Onboarding,
  { scene, reason }: Closing,
): Promise<void> {
  const resource = await findResource(db, `onboarding/${repositoryId}`);
  const body = renderOnboardingDone(resource?.key ?? "");
  const change: IssueChange = { state: "closed", body, ...(reason && { stateReason: reason }) };
  await github.updateIssue(toAddress(scene.repository), number ?? 0, change).catch(ignoreGone);
}

/** The templates changed under the proposal: it is made anew, unless a person worked on its branch. */
async function renew(context: Context, scene: Scene, onboarding: Onboarding): Promise<void> {
  const { repository } = scene;
  const renewed = { ...onboarding, templates: fingerprint(scene) };
  const start = await readStart(context, scene);
  if (!start) return saveOnboarding(context.db, renewed);
  const ensured = await ensureResource(context, onboardingPullSpec(context, scene, viewOnboarding(scene, start)));
  switch (ensured.kind) {
    case "unknown":
      return enqueue(context, `onboarding/${repository.id}`, ensured.requeueAt);
    case "stands":
      return saveOnboarding(context.db, renewed);
    case "dismissed":
      return endOnboarding(context, repository, { ...renewed, state: "declined" });
  }
}
