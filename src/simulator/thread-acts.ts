import { ExternalError } from "../core/external-error.ts";
import type { Issue } from "../github/github.ts";
import { emit, showComment, showIssue, showPullRequest, showReview } from "./payloads.ts";
import type { Account, Actor, CommentRecord, Pull, Repository, Thread, World } from "./world.ts";

// Changes to issues and pull requests alike, by people and by the app. Each changes the state, then sends the webhooks
// GitHub would send.

const MAX_TITLE = 256;
const MAX_BODY = 65_536;
const MAX_ASSIGNEES = 10;

/** What a new issue or pull request starts with. */
export interface NewThread {
  readonly title: string;
  readonly body: string | null;
  readonly labels?: readonly string[];
  readonly assignees?: readonly Account[];
  readonly pull?: Pull;
}

/** Opens an issue or pull request under the next free number. */
export function openThread(world: World, by: Actor, repository: Repository, start: NewThread): Thread {
  checkText(start.title, start.body);
  const assignees = keepAssignable(world, repository, start.assignees ?? []);
  const now = world.now();
  const thread: Thread = {
    id: world.nextId(),
    repository,
    number: ++repository.lastNumber,
    title: start.title,
    body: start.body,
    state: "open",
    stateReason: null,
    author: by.account,
    isByApp: by.isApp,
    labels: [...new Set(start.labels ?? [])],
    assignees,
    isLocked: false,
    comments: [],
    reviews: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    pull: start.pull ?? null,
  };
  repository.threads.set(thread.number, thread);
  emitThread(world, by, thread, "opened");
  for (const name of thread.labels) emitThread(world, by, thread, "labeled", { label: { name } });
  for (const assignee of assignees) emitThread(world, by, thread, "assigned", { assignee: toSender(assignee) });
  return thread;
}

/** Changes title, description or base. Sends nothing when nothing changes. */
export function editThread(
  world: World,
  by: Actor,
  thread: Thread,
  edit: { readonly title?: string; readonly body?: string | null; readonly base?: string },
): void {
  checkText(edit.title ?? thread.title, edit.body ?? null);
  const changes: Record<string, unknown> = {};
  if (edit.title !== undefined && edit.title !== thread.title) {
    changes.title = { from: thread.title };
    thread.title = edit.title;
  }
  if (edit.body !== undefined && (edit.body ?? "") !== (thread.body ?? "")) {
    changes.body = { from: thread.body ?? "" };
    thread.body = edit.body;
  }
  if (thread.pull && edit.base !== undefined && edit.base !== thread.pull.baseRef) {
    changes.base = { ref: { from: thread.pull.baseRef } };
    thread.pull.baseRef = edit.base;
  }
  if (Object.keys(changes).length > 0) touchAndEmit(world, by, thread, "edited", { changes });
}

/** Closes a thread. On a closed one only the reason changes, without a webhook. */
export function closeThread(world: World, by: Actor, thread: Thread, reason?: Issue["stateReason"]): void {
  if (!thread.pull) thread.stateReason = reason ?? (thread.state === "open" ? "completed" : thread.stateReason);
  if (thread.state === "closed") return;
  thread.state = "closed";
  thread.closedAt = world.now();
  thread.closedBy = by.account;
  touchAndEmit(world, by, thread, "closed");
}

/** Reopens a closed thread. */
export function reopenThread(world: World, by: Actor, thread: Thread): void {
  if (thread.state === "open") return;
  if (thread.pull?.mergedAt) throw new ExternalError("invalid", "a merged pull request cannot be reopened");
  thread.state = "open";
  thread.closedAt = null;
  thread.closedBy = null;
  if (!thread.pull) thread.stateReason = "reopened";
  touchAndEmit(world, by, thread, "reopened");
}

/** Adds a label, and creates it where the repository has none of that name. */
export function addLabel(world: World, by: Actor, thread: Thread, name: string): void {
  if (thread.labels.includes(name)) return;
  thread.labels.push(name);
  touchAndEmit(world, by, thread, "labeled", { label: { name } });
}

/** Removes a label. */
export function removeLabel(world: World, by: Actor, thread: Thread, name: string): void {
  if (!thread.labels.includes(name)) return;
  thread.labels = thread.labels.filter((label) => label !== name);
  touchAndEmit(world, by, thread, "unlabeled", { label: { name } });
}

/** Sets the assignees. People who cannot be assigned are dropped silently or refused, depending on the options. */
export function setAssignees(world: World, by: Actor, thread: Thread, accounts: readonly Account[]): void {
  const wanted = keepAssignable(world, thread.repository, accounts, thread);
  const before = thread.assignees;
  for (const account of before.filter((one) => !wanted.includes(one))) {
    thread.assignees = thread.assignees.filter((one) => one !== account);
    touchAndEmit(world, by, thread, "unassigned", { assignee: toSender(account) });
  }
  for (const account of wanted.filter((one) => !before.includes(one))) {
    thread.assignees = [...thread.assignees, account];
    touchAndEmit(world, by, thread, "assigned", { assignee: toSender(account) });
  }
}

/** Writes a comment. */
export function addComment(world: World, by: Actor, thread: Thread, body: string): CommentRecord {
  checkComment(body);
  if (by.isApp && thread.isLocked)
    throw new ExternalError("locked", "Unable to create comment because issue is locked.");
  const comment = makeComment(world, by, thread, body);
  thread.comments.push(comment);
  thread.updatedAt = comment.createdAt;
  emitComment(world, by, comment, "created");
  return comment;
}

/** Submits a review of a pull request. */
export function addReview(world: World, by: Actor, thread: Thread, body: string): CommentRecord {
  const review = makeComment(world, by, thread, body);
  thread.reviews.push(review);
  emitReview(world, by, review, "submitted");
  return review;
}

function makeComment(world: World, by: Actor, thread: Thread, body: string): CommentRecord {
  const now = world.now();
  const written = { author: by.account, isByApp: by.isApp, createdAt: now, updatedAt: now };
  return { id: world.nextId(), thread, body, ...written, reactions: [] };
}

/** Rewrites the text of a review. */
export function rewriteReview(world: World, by: Actor, review: CommentRecord, body: string): void {
  const from = review.body;
  review.body = body;
  emitReview(world, by, review, "edited", { changes: { body: { from } } });
}

function emitReview(world: World, by: Actor, review: CommentRecord, action: string, extra: object = {}): void {
  const shown = { action, review: showReview(review), pull_request: showPullRequest(review.thread) };
  emit(world, review.thread.repository, "pull_request_review", by, { ...shown, ...extra });
}

/** Rewrites a comment. */
export function rewriteComment(world: World, by: Actor, comment: CommentRecord, body: string): void {
  checkComment(body);
  if (body === comment.body) return;
  const from = comment.body;
  comment.body = body;
  comment.updatedAt = world.now();
  emitComment(world, by, comment, "edited", { changes: { body: { from } } });
}

/** Deletes a comment. The webhook carries its last state. */
export function removeComment(world: World, by: Actor, comment: CommentRecord): void {
  const { thread } = comment;
  thread.comments = thread.comments.filter((candidate) => candidate !== comment);
  thread.updatedAt = world.now();
  emitComment(world, by, comment, "deleted");
}

/** Adds a reaction. GitHub sends no webhook for reactions. */
export function react(by: Actor, comment: CommentRecord, content: string): void {
  if (comment.thread.isLocked) throw new ExternalError("locked", "Reactions are disabled on locked conversations.");
  if (comment.reactions.some((one) => one.by === by.account && one.content === content)) return;
  comment.reactions.push({ by: by.account, content });
}

/** Sends `issues` or `pull_request` after the state changed. */
export function touchAndEmit(world: World, by: Actor, thread: Thread, action: string, extra: object = {}): void {
  thread.updatedAt = world.now();
  emitThread(world, by, thread, action, extra);
}

/** Sends `issues` or `pull_request`, depending on the thread. */
export function emitThread(world: World, by: Actor, thread: Thread, action: string, extra: object = {}): void {
  const { number, pull, repository } = thread;
  if (pull) {
    const shown = { action, number, pull_request: showPullRequest(thread) };
    emit(world, repository, "pull_request", by, { ...shown, ...extra });
  } else {
    emit(world, repository, "issues", by, { action, issue: showIssue(thread), ...extra });
  }
}

/** Can GitHub assign the account? It needs a role in the repository, or to take part in the thread. */
export function isAssignable(repository: Repository, account: Account, thread?: Thread): boolean {
  if (account.type !== "User" || account.login === "ghost") return false;
  if (account === repository.owner || repository.collaborators.has(account.id)) return true;
  return thread?.author === account || (thread?.comments.some(({ author }) => author === account) ?? false);
}

function keepAssignable(world: World, repository: Repository, accounts: readonly Account[], thread?: Thread) {
  const kept = accounts.filter((account) => isAssignable(repository, account, thread));
  if (kept.length < accounts.length && world.options.unassignable === "refuse") {
    throw new ExternalError("invalid", "assignees: invalid");
  }
  return [...new Set(kept)].slice(0, MAX_ASSIGNEES);
}

function emitComment(world: World, by: Actor, comment: CommentRecord, action: string, extra: object = {}): void {
  const { thread } = comment;
  const shown = { action, issue: showIssue(thread), comment: showComment(comment) };
  emit(world, thread.repository, "issue_comment", by, { ...shown, ...extra });
}

function toSender({ id, login, type }: Account) {
  return { id, login, type };
}

function checkText(title: string, body: string | null): void {
  if (title.trim() === "") throw new ExternalError("invalid", "title: missing");
  if (countCharacters(title) > MAX_TITLE)
    throw new ExternalError("invalid", "title is too long (maximum is 256 characters)");
  checkLength(body ?? "");
}

function checkComment(body: string): void {
  if (body.trim() === "") throw new ExternalError("invalid", "body: missing");
  checkLength(body);
}

function checkLength(body: string): void {
  if (countCharacters(body) > MAX_BODY)
    throw new ExternalError("invalid", "body is too long (maximum is 65536 characters)");
}

/** GitHub counts code points, not UTF-16 units. */
function countCharacters(text: string): number {
  return text.length > MAX_TITLE ? [...text].length : text.length;
}
