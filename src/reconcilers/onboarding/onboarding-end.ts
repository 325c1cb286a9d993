import { ignoreRefusal } from "../../core/external-error.ts";
import type { Onboarding, OnboardingState } from "../../core/onboarding/onboarding.ts";
import type { PullRequest } from "../../core/pull-request/pull-request.ts";
import { type Repository, toAddress } from "../../core/repository/repository.ts";
import { onboardingResource } from "../../core/resource-key.ts";
import type { Context } from "../../engine/context.ts";
import { ensureResource } from "../../engine/managed-resource.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import type { IssueChange } from "../../github/github.ts";
import { renderOnboardingDone } from "../../render/onboarding/onboarding.ts";
import { findResource } from "../../store/managed-resource.ts";
import { saveOnboarding } from "../../store/onboarding.ts";
import { findPullRequest, savePullRequest } from "../../store/pull-request.ts";
import { completeUserAction, listPendingUserActions } from "../../store/user-action.ts";
import { isOpeningOfBot, undoBotClosing } from "../bot-closing.ts";
import { type RepositoryContext, readRepositoryContext } from "../repository/repository-context.ts";
import { enqueueTurns } from "./onboarding-turns.ts";
import { fingerprint, onboardingPullSpec, readStart, viewOnboarding } from "./onboarding-writing.ts";

/** Applies people's response to the onboarding, and keeps the proposal up to date until a person works on it. */
export async function followOnboarding(
  context: Context,
  repository: Repository,
  onboarding: Onboarding,
): Promise<Result> {
  // A person who closed it may open it again.
  if (onboarding.state !== "open" && onboarding.state !== "declined") return DONE;
  const state = await takeEnd(context, repository, onboarding);
  if (state !== onboarding.state) return endOnboarding(context, repository, { ...onboarding, state });
  if (state !== "open") return DONE;

  const repo = await readRepositoryContext(context, repository);
  if (!repo) return DONE;
  if (repo.settings.isActive) return supersede(context, repo, onboarding);
  const isOutdated = onboarding.kind === "pull" && fingerprint(repo) !== onboarding.templates;
  return isOutdated ? renew(context, repo, onboarding) : DONE;
}

/** Saves the result. Once people decided, or it failed, other repositories get their turn. */
export async function endOnboarding(context: Context, repository: Repository, onboarding: Onboarding): Promise<Result> {
  await context.db.transaction(async (db) => {
    await saveOnboarding(db, onboarding);
    if (onboarding.state !== "open") await enqueueTurns({ ...context, db }, repository);
  });
  return DONE;
}

async function takeEnd(context: Context, repository: Repository, onboarding: Onboarding): Promise<OnboardingState> {
  const { kind, number, state } = onboarding;
  if (number === null) return state;
  if (kind === "issue") return readIssueActions(context, onboarding, number);
  const kept = await findPullRequest(context.db, repository.id, number);
  if (!kept?.needsRead) return kept ? findPullState(kept.pull) : state;
  // Two events of the same second: it is unknown which was last.
  const pull = await context.github.readPullRequest(toAddress(repository), number);
  if (!pull) return "declined";
  await savePullRequest(context.db, pull, { needsRead: false });
  return findPullState(pull);
}

function findPullState({ mergedAt, state }: PullRequest): OnboardingState {
  if (mergedAt !== null) return "accepted";
  return state === "open" ? "open" : "declined";
}

async function readIssueActions(context: Context, onboarding: Onboarding, number: number): Promise<OnboardingState> {
  let { state } = onboarding;
  for (const { guid, action } of await listPendingUserActions(context.db, onboarding.repositoryId, number)) {
    const isUndone = await undoBotClosing(context, { repositoryId: onboarding.repositoryId, number, action });
    if ((action.kind === "closed-issue" && !isUndone) || action.kind === "removed-issue") state = "declined";
    if (action.kind === "reopened-issue" && !isOpeningOfBot(action)) state = "open";
    // Saved first: a process that dies here applies the action again, with the same result.
    await saveOnboarding(context.db, { ...onboarding, state });
    await completeUserAction(context.db, guid, { response: null, at: context.now });
  }
  return state;
}

/**
 * The repository became active without the proposal. If no person worked on the proposal, it is closed with a comment;
 * otherwise it stays open.
 */
async function supersede(context: Context, repo: RepositoryContext, onboarding: Onboarding): Promise<Result> {
  const { repository } = repo;
  const end = (state: OnboardingState) => endOnboarding(context, repository, { ...onboarding, state });
  if (onboarding.kind === "issue") {
    await close(context, onboarding, { repo, reason: "completed" });
    return end("accepted");
  }
  const { github } = context;
  const pull = await github.readPullRequest(toAddress(repository), onboarding.number ?? 0);
  if (!pull) return end("declined");
  const state = findPullState(pull);
  if (state !== "open") return end(state);
  const head = await github.readBranch(toAddress(repository), pull.headRef);
  if (head?.isOurs) await close(context, onboarding, { repo });
  return end("superseded");
}

interface Closing {
  readonly repo: RepositoryContext;
  readonly reason?: IssueChange["stateReason"];
}

async function close(
  { db, github }: Context,
  { repositoryId, number }: Onboarding,
  { repo, reason }: Closing,
): Promise<void> {
  const resource = await findResource(db, onboardingResource(repositoryId));
  const body = renderOnboardingDone(resource?.idempotencyKey ?? "");
  const change: IssueChange = { state: "closed", body, ...(reason && { stateReason: reason }) };
  await github.updateIssue(toAddress(repo.repository), number ?? 0, change).catch(ignoreRefusal);
}

/** The templates changed since the proposal: it is made again, unless a person worked on its branch. */
async function renew(context: Context, repo: RepositoryContext, onboarding: Onboarding): Promise<Result> {
  const { repository } = repo;
  const renewed = { ...onboarding, templates: fingerprint(repo) };
  const start = await readStart(context, repo);
  if (!start) {
    await saveOnboarding(context.db, renewed);
    return DONE;
  }
  const view = await viewOnboarding(context, repo, start);
  const ensured = await ensureResource(context, onboardingPullSpec(context, repo, view));
  switch (ensured.kind) {
    case "unknown":
      return requeueAtFirst(ensured.requeueAt);
    case "stands":
      await saveOnboarding(context.db, renewed);
      return DONE;
    case "dismissed":
      return endOnboarding(context, repository, { ...renewed, state: "declined" });
    case "refused":
      return DONE;
  }
}
