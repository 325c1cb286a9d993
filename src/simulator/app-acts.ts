import { parsePullRequest } from "../core/delivery/payload.ts";
import { ExternalError } from "../core/external-error.ts";
import type { PullRequest } from "../core/pull-request/pull-request.ts";
import { CONFIG_PATH, type RepositoryFiles } from "../core/repository/repository-files.ts";
import { parseComment, parseIssue } from "../github/answers.ts";
import type {
  CheckRun,
  CheckRunChange,
  Comment,
  ConfigFileText,
  Issue,
  IssueChange,
  MergedPage,
  Permission,
  Reaction,
  StandingCheckRun,
} from "../github/github.ts";
import type { IssueDatesPage, IssueDatesRequest } from "../github/opened-issue.ts";
import { emit, showCheckRun, showComment, showIssue, showPullRequest, showTime, toReviewNodeId } from "./payloads.ts";
import { findPermission } from "./permissions.ts";
import { showFiles } from "./shown-files.ts";
import {
  addComment,
  closeThread,
  editThread,
  openThread,
  react,
  removeComment,
  reopenThread,
  rewriteComment,
  setAssignees,
} from "./thread-acts.ts";
import {
  adoptComment,
  type CheckRunRecord,
  type CommentRecord,
  ensureAccount,
  type Repository,
  type Thread,
  type World,
} from "./world.ts";

// The effect of each call of the app, after its permission was checked.

const PAGE = 100;

/** Templates and configuration of the repository and of its owner's `.github`. */
export function readFiles(world: World, repository: Repository): RepositoryFiles {
  const candidates = [...world.repositories.values()];
  const shared = candidates.find(({ owner, name }) => owner === repository.owner && name === ".github");
  return {
    ...showFiles(repository),
    defaultBranch: repository.defaultBranch,
    isFork: repository.isFork,
    isArchived: repository.isArchived,
    hasIssues: repository.hasIssues,
    owner: shared ? showFiles(shared) : null,
  };
}

/** The configuration file of a repository, at a commit or on its default branch. */
export function readConfigFile(
  world: World,
  asking: Repository,
  file: { readonly owner: string; readonly name: string; readonly commit: string | null },
): ConfigFileText | undefined {
  const found = [...world.repositories.values()].find(
    ({ owner, name }) => owner.login === file.owner && name === file.name,
  );
  if (!found || (found.visibility !== "public" && found.owner !== asking.owner)) return undefined;
  const text = file.commit === null ? undefined : found.branchConfigs.get(file.commit);
  return { text: text ?? found.files.get(CONFIG_PATH) ?? null, visibility: found.visibility };
}

/** The open pull requests, newest first. */
export function listOpenPullRequests(repository: Repository, page: number): readonly PullRequest[] {
  return [...repository.threads.values()]
    .filter(({ pull, state }) => pull && state === "open")
    .toReversed()
    .slice((page - 1) * PAGE, page * PAGE)
    .map((thread) => parsePullRequest(showPullRequest(thread), repository.id));
}

/** Merged pull requests, the last updated first. A cursor is the index of the first entry on its page. */
export function listMergedPullRequests(repository: Repository, cursor: string | null): MergedPage {
  const merged = [...repository.threads.values()]
    .filter(({ pull }) => pull?.mergedAt)
    .toSorted((one, other) => other.updatedAt.getTime() - one.updatedAt.getTime() || other.number - one.number);
  const first = Number(cursor ?? 0);
  return {
    pulls: merged.slice(first, first + PAGE).map((thread) => parsePullRequest(showPullRequest(thread), repository.id)),
    next: merged.length > first + PAGE ? String(first + PAGE) : null,
  };
}

/** The paths a pull request changes; null for more than a page of them. */
export function listChangedPaths(repository: Repository, number: number): readonly string[] | null {
  const paths = [...(repository.threads.get(number)?.pull?.paths ?? [])];
  return paths.length > PAGE ? null : paths;
}

/** The pull request in its current state. */
export function readPullRequest(repository: Repository, number: number): PullRequest | undefined {
  const thread = repository.threads.get(number);
  return thread?.pull ? parsePullRequest(showPullRequest(thread), repository.id) : undefined;
}

/** The issue in its current state. */
export function readIssue(repository: Repository, number: number): Issue | undefined {
  demandIssues(repository);
  const thread = repository.threads.get(number);
  return thread && parseIssue(showIssue(thread));
}

/** The person's role in the repository. */
export function readPermission(world: World, repository: Repository, login: string): Permission {
  return findPermission(repository, ensureAccount(world, login));
}

/** Comments changed since that moment, newest first. */
export function listComments(repository: Repository, number: number, since: Date): readonly Comment[] {
  const from = Math.floor(since.getTime() / 1_000) * 1_000;
  return findThread(repository, number)
    .comments.filter(({ updatedAt }) => updatedAt.getTime() >= from)
    .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime() || other.id - one.id)
    .slice(0, PAGE)
    .map((comment) => parseComment(showComment(comment)));
}

/** Issues with the label, newest first. */
export function listIssues(repository: Repository, label: string): readonly Issue[] {
  demandIssues(repository);
  return [...repository.threads.values()]
    .filter(({ pull, labels }) => !pull && labels.includes(label))
    .toSorted((one, other) => other.number - one.number)
    .slice(0, PAGE)
    .map((thread) => parseIssue(showIssue(thread)));
}

/** When issues with all of the labels were opened, newest first. A cursor is the number of the page. */
export function listIssueDates(repository: Repository, { labels, since, cursor }: IssueDatesRequest): IssueDatesPage {
  demandIssues(repository);
  const wanted = labels.map((label) => label.toLowerCase());
  const recent = [...repository.threads.values()]
    .filter(({ pull, createdAt }) => !pull && createdAt >= new Date(since))
    .filter((thread) => wanted.every((label) => thread.labels.some((one) => one.toLowerCase() === label)))
    .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime() || other.number - one.number)
    .map(({ number, createdAt }) => ({ number, createdAt: showTime(createdAt) }));
  const page = Number(cursor ?? 1);
  const next = recent.length > page * PAGE ? String(page + 1) : null;
  return { issues: recent.slice((page - 1) * PAGE, page * PAGE), next };
}

/** The app's check runs on a commit, newest first. */
export function listCheckRuns(repository: Repository, headSha: string): readonly StandingCheckRun[] {
  return repository.checkRuns
    .filter((run) => run.headSha === headSha)
    .map(({ id, externalId, conclusion, title, summary }) => ({ id, externalId, conclusion, title, summary }))
    .toReversed();
}

/** Creates a check run on an existing commit. */
export function createCheckRun(world: World, repository: Repository, check: CheckRun): { id: number } {
  checkLimits(check);
  if (!repository.commits.has(check.headSha))
    throw new ExternalError("invalid", `No commit found for SHA: ${check.headSha}`);
  const run: CheckRunRecord = { ...check, id: world.nextId(), completedAt: world.now() };
  repository.checkRuns.push(run);
  for (const action of ["created", "completed"]) {
    emit(world, repository, "check_run", world.app, { action, check_run: showCheckRun(repository, run) });
  }
  return { id: run.id };
}

/** Rewrites a check run. */
export function updateCheckRun(world: World, repository: Repository, id: number, change: CheckRunChange): void {
  const run = repository.checkRuns.find((candidate) => candidate.id === id);
  if (!run) throw new ExternalError("not-found", "Not Found");
  const check = { ...run, annotations: [], ...change };
  checkLimits(check);
  // A check run stays on its commit: GitHub ignores the sha of an update.
  const { conclusion, title, summary, actions, externalId } = check;
  // GitHub never removes an annotation: those of an update are added.
  const annotations = [...run.annotations, ...check.annotations];
  Object.assign(run, { conclusion, title, summary, actions, annotations, externalId, completedAt: world.now() });
}

/** Completes a check run again as it stands. */
export function repeatCheckRun(world: World, repository: Repository, { id }: StandingCheckRun): void {
  const run = repository.checkRuns.find((candidate) => candidate.id === id);
  if (!run) throw new ExternalError("not-found", "Not Found");
  Object.assign(run, { completedAt: world.now() });
}

/** Adds a comment. */
export function createComment(world: World, repository: Repository, number: number, body: string): { id: number } {
  return { id: addComment(world, world.app, findThread(repository, number), body).id };
}

/** Rewrites a comment. */
export function updateComment(world: World, repository: Repository, id: number, body: string): void {
  rewriteComment(world, world.app, getComment(repository, id), body);
}

/** Deletes a comment. */
export function deleteComment(world: World, repository: Repository, id: number): void {
  removeComment(world, world.app, getComment(repository, id));
}

/** Opens an issue. Assignees who cannot be assigned are dropped or refused, depending on the options. */
export function createIssue(
  world: World,
  repository: Repository,
  issue: { title: string; body: string; labels: readonly string[]; assignees: readonly string[] },
): Issue {
  demandIssues(repository);
  const assignees = issue.assignees.map((login) => ensureAccount(world, login));
  const { title, body, labels } = issue;
  return parseIssue(showIssue(openThread(world, world.app, repository, { title, body, labels, assignees })));
}

/** Changes an issue in one request. */
export function updateIssue(world: World, repository: Repository, number: number, change: IssueChange): Issue {
  demandIssues(repository);
  const thread = findThread(repository, number);
  const { title, body, state, stateReason, assignees } = change;
  // All or nothing: assignees may be refused, so they are set first.
  if (assignees) {
    const accounts = assignees.map((login) => ensureAccount(world, login));
    setAssignees(world, world.app, thread, accounts);
  }
  editThread(world, world.app, thread, { ...(title !== undefined && { title }), ...(body !== undefined && { body }) });
  if (state === "closed") closeThread(world, world.app, thread, stateReason);
  if (state === "open") reopenThread(world, world.app, thread);
  return parseIssue(showIssue(thread));
}

/** GitHub's limit of pinned issues per repository. */
const MOST_PINNED = 3;

/** Pins an issue. */
export function pinIssue(repository: Repository, number: number): void {
  demandIssues(repository);
  findThread(repository, number);
  if (repository.pinnedNumbers.has(number)) return;
  if (repository.pinnedNumbers.size >= MOST_PINNED)
    throw new ExternalError("invalid", "Maximum 3 pinned issues per repository");
  repository.pinnedNumbers.add(number);
}

/** Reacts to a comment. */
export function addReaction(world: World, repository: Repository, commentId: number, reaction: Reaction): void {
  react(world.app, getComment(repository, commentId), reaction);
}

/** Reacts to a review. */
export function addReviewReaction(
  world: World,
  repository: Repository,
  { nodeId, reaction }: { readonly nodeId: string; readonly reaction: Reaction },
): void {
  const reviews = [...repository.threads.values()].flatMap((thread) => thread.reviews);
  const found = reviews.find((review) => toReviewNodeId(review) === nodeId);
  if (!found) throw new ExternalError("invalid", "Could not resolve to a node");
  react(world.app, found, reaction);
}

/** GitHub answers 410 to everything about issues while they are switched off. */
function demandIssues(repository: Repository): void {
  if (!repository.hasIssues)
    throw new ExternalError("gone", "Issues are disabled for this repo", { blocker: "issues-off" });
}

function findThread(repository: Repository, number: number): Thread {
  const thread = repository.threads.get(number);
  if (!thread?.pull) demandIssues(repository);
  if (thread) return thread;
  if (repository.goneNumbers.has(number)) throw new ExternalError("gone", "This issue was deleted");
  throw new ExternalError("not-found", "Not Found");
}

function getComment(repository: Repository, id: number): CommentRecord {
  const comment = adoptComment(repository, id);
  if (!comment) throw new ExternalError("not-found", "Not Found");
  return comment;
}

/** https://docs.github.com/rest/checks/runs */
function checkLimits({ summary, actions, annotations }: Omit<CheckRun, "conclusion">): void {
  const isTooLong =
    Buffer.byteLength(summary) > 65_535 ||
    annotations.length > 50 ||
    actions.length > 3 ||
    actions.some(
      ({ label, description, identifier }) => label.length > 20 || description.length > 40 || identifier.length > 20,
    );
  if (isTooLong) throw new ExternalError("invalid", "the check run is over one of GitHub's limits");
}
