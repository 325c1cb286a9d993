import { isHeard } from "./app-permissions.ts";
import {
  type Account,
  type Actor,
  APP,
  type CheckRunRecord,
  type CommentRecord,
  findInstallation,
  type Installation,
  type Repository,
  type Thread,
  toFullName,
  type World,
} from "./world.ts";

// Objects as GitHub's REST API and webhooks show them, as far as the app reads them.
// Source: https://docs.github.com/webhooks/webhook-events-and-payloads

const SITE = "https://github.com";

/** A time as GitHub sends it: in UTC, to the second. */
export function showTime(date: Date): string;
export function showTime(date: Date | null): string | null;
export function showTime(date: Date | null): string | null {
  return date && `${date.toISOString().slice(0, 19)}Z`;
}

/** A user, bot or organization. */
export function showAccount(account: Account): { id: number; login: string; type: string; html_url: string } {
  const { id, login, type } = account;
  const path = type === "Bot" ? `apps/${login.replace(/\[bot\]$/, "")}` : login;
  return { id, login, type, html_url: `${SITE}/${path}` };
}

/** A repository as every payload carries it. */
export function showRepository(repository: Repository) {
  const fullName = toFullName(repository);
  return {
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: fullName,
    owner: showAccount(repository.owner),
    default_branch: repository.defaultBranch,
    private: repository.visibility !== "public",
    visibility: repository.visibility,
    archived: repository.isArchived,
    fork: repository.isFork,
    has_issues: repository.hasIssues,
    updated_at: showTime(repository.updatedAt),
    pushed_at: showTime(repository.pushedAt),
    html_url: `${SITE}/${fullName}`,
  };
}

/** A repository as installations list it. */
export function showShortRepository(repository: Repository) {
  const { id, node_id, name, full_name, private: isPrivate } = showRepository(repository);
  return { id, node_id, name, full_name, private: isPrivate };
}

/** An installation as its own events show it. */
export function showInstallation(installation: Installation) {
  return {
    id: installation.id,
    account: showAccount(installation.account),
    app_id: APP.appId,
    app_slug: APP.slug,
    target_id: installation.account.id,
    target_type: installation.account.type,
    repository_selection: installation.selection,
    permissions: {
      metadata: "read",
      contents: installation.withheld.includes("contents") ? "read" : "write",
      pull_requests: installation.withheld.includes("pull_requests") ? "read" : "write",
      ...(installation.withheld.includes("issues") ? {} : { issues: "write" }),
      ...(installation.withheld.includes("checks") ? {} : { checks: "write" }),
      ...(installation.withheld.includes("merge_queues") ? {} : { merge_queues: "read" }),
      ...(installation.withheld.includes("deployments") ? {} : { deployments: "read" }),
    },
  };
}

/** A pull request as `pull_request` events and its own page show it. */
export function showPullRequest(thread: Thread) {
  const { pull, repository } = thread;
  if (!pull) throw new Error(`#${thread.number} is no pull request`);
  return {
    id: pull.id,
    number: thread.number,
    title: thread.title,
    body: thread.body,
    state: thread.state,
    draft: pull.isDraft,
    locked: thread.isLocked,
    user: showAccount(thread.author),
    labels: showLabels(thread),
    assignees: thread.assignees.map(showAccount),
    base: { ref: pull.baseRef, sha: repository.headSha, repo: showRepository(repository) },
    head: {
      ref: pull.headRef,
      sha: pull.headSha,
      repo: pull.headRepositoryId === null ? null : { id: pull.headRepositoryId },
    },
    merged: pull.mergedAt !== null,
    merged_at: showTime(pull.mergedAt),
    merged_by: pull.mergedBy && showAccount(pull.mergedBy),
    merge_commit_sha: pull.mergeCommitSha,
    created_at: showTime(thread.createdAt),
    updated_at: showTime(thread.updatedAt),
    closed_at: showTime(thread.closedAt),
    html_url: toUrl(thread),
  };
}

/** An issue as `issues` and `issue_comment` events show it. A pull request is shown in the same way. */
export function showIssue(thread: Thread) {
  return {
    id: thread.id,
    node_id: `I_${thread.id}`,
    number: thread.number,
    title: thread.title,
    body: thread.body,
    state: thread.state,
    state_reason: thread.stateReason,
    user: showAccount(thread.author),
    performed_via_github_app: showApp(thread.isByApp),
    labels: showLabels(thread),
    assignees: thread.assignees.map(showAccount),
    locked: thread.isLocked,
    comments: thread.comments.length,
    created_at: showTime(thread.createdAt),
    updated_at: showTime(thread.updatedAt),
    closed_at: showTime(thread.closedAt),
    closed_by: thread.closedBy && showAccount(thread.closedBy),
    html_url: toUrl(thread),
    ...(thread.pull && { pull_request: { html_url: toUrl(thread), merged_at: showTime(thread.pull.mergedAt) } }),
  };
}

/** The id of a review in GraphQL. */
export function toReviewNodeId({ id }: Pick<CommentRecord, "id">): string {
  return `PRR_${id}`;
}

/** A review of a pull request. */
export function showReview(review: CommentRecord) {
  return {
    id: review.id,
    node_id: toReviewNodeId(review),
    body: review.body === "" ? null : review.body,
    state: "commented",
    user: showAccount(review.author),
    submitted_at: showTime(review.createdAt),
    html_url: `${toUrl(review.thread)}#pullrequestreview-${review.id}`,
  };
}

/** A comment on an issue or pull request. */
export function showComment(comment: CommentRecord) {
  return {
    id: comment.id,
    body: comment.body,
    user: showAccount(comment.author),
    performed_via_github_app: showApp(comment.isByApp),
    created_at: showTime(comment.createdAt),
    updated_at: showTime(comment.updatedAt),
    html_url: `${toUrl(comment.thread)}#issuecomment-${comment.id}`,
  };
}

/** One of the app's own check runs. */
export function showCheckRun(repository: Repository, run: CheckRunRecord) {
  return {
    id: run.id,
    name: "Outcome",
    head_sha: run.headSha,
    external_id: run.externalId,
    status: "completed",
    conclusion: run.conclusion,
    completed_at: showTime(run.completedAt),
    output: { title: run.title, summary: run.summary, text: null },
    app: showApp(true),
    check_suite: showCheckSuite(repository, run.headSha),
    pull_requests: listPullsAt(repository, run.headSha),
    html_url: `${SITE}/${toFullName(repository)}/runs/${run.id}`,
  };
}

/** The check suite that the app's runs on a commit belong to. */
export function showCheckSuite(repository: Repository, headSha: string) {
  const pulls = listPullsAt(repository, headSha);
  const headBranch = pulls[0]?.head.ref ?? null;
  return { id: repository.id, head_branch: headBranch, head_sha: headSha, app: showApp(true), pull_requests: pulls };
}

/** The `performed_via_github_app` of what the app wrote. */
function showApp(isByApp: boolean): { id: number; slug: string } | null {
  return isByApp ? { id: APP.appId, slug: APP.slug } : null;
}

/** Sends an event of a repository, if the app is installed there, not suspended, and has the permission. */
export function emit(world: World, repository: Repository, event: string, by: Actor, extra: object): void {
  const installation = findInstallation(world, repository);
  if (!installation || installation.isSuspended || !isHeard(world, repository, event)) return;
  const shown = showRepository(repository);
  // A push alone says in seconds since 1970 when it was.
  const pushed_at = event === "push" ? Math.floor(repository.pushedAt.getTime() / 1_000) : shown.pushed_at;
  world.hooks.send(event, {
    ...extra,
    repository: { ...shown, pushed_at },
    sender: showAccount(by.account),
    installation: { id: installation.id },
  });
}

function showLabels(thread: Thread) {
  return thread.labels.map((name) => ({ name }));
}

function toUrl(thread: Thread): string {
  return `${SITE}/${toFullName(thread.repository)}/${thread.pull ? "pull" : "issues"}/${thread.number}`;
}

function listPullsAt(repository: Repository, headSha: string) {
  return [...repository.threads.values()]
    .filter(({ pull, state }) => pull?.headSha === headSha && state === "open")
    .map(showPullRequest)
    .map(({ id, number, head, base }) => ({
      id,
      number,
      head: { ref: head.ref, sha: head.sha },
      base: { ref: base.ref },
    }));
}
