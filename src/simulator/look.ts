import { viewDeployments, viewReleases } from "./look-shipments.ts";
import { showTime } from "./payloads.ts";
import { findPermission } from "./permissions.ts";
import { isAssignable } from "./thread-acts.ts";
import {
  type CheckRunRecord,
  type CommentRecord,
  ensureAccount,
  getRepository,
  getThread,
  type Repository,
  type Thread,
  toFullName,
  type World,
} from "./world.ts";

/** A comment as a reader sees it. */
export interface CommentView {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly at: string;
  readonly isEdited: boolean;
  readonly reactions: readonly { readonly by: string; readonly content: string }[];
}

/** A check run as the Checks tab shows it. */
export interface CheckView {
  readonly id: number;
  readonly headSha: string;
  readonly externalId: string;
  readonly conclusion: string;
  readonly title: string;
  readonly summary: string;
  readonly annotations: CheckRunRecord["annotations"];
  readonly buttons: readonly { readonly label: string; readonly description: string; readonly identifier: string }[];
}

/** An issue or pull request as its page shows it. */
export interface ThreadView {
  readonly repository: string;
  readonly kind: "issue" | "pull-request";
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed" | "merged";
  readonly stateReason: string | null;
  readonly isDraft: boolean;
  readonly author: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly isLocked: boolean;
  readonly isPinned: boolean;
  readonly comments: readonly CommentView[];
  readonly reviews: readonly CommentView[];
  readonly base: string | null;
  readonly headSha: string | null;
  /** The newest check run on the head of a pull request. */
  readonly check: CheckView | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** null for issues, and until the merge. */
  readonly mergedAt: string | null;
}

/** What a reader sees on GitHub. Nothing here counts as a call of the app. */
export function createLook(world: World) {
  const at = (name?: string) => getRepository(world, name);
  return {
    /** An issue or pull request; throws when there is none. */
    thread: (number: number, repository?: string): ThreadView => viewThread(getThread(at(repository), number)),
    /** All issues and pull requests, newest first. */
    threads: (repository?: string): ThreadView[] => [...at(repository).threads.values()].map(viewThread).toReversed(),
    /** Issues with a label, newest first. */
    issues: (label?: string, repository?: string): ThreadView[] =>
      [...at(repository).threads.values()]
        .filter(({ pull, labels }) => !pull && (label === undefined || labels.includes(label)))
        .map(viewThread)
        .toReversed(),
    comments: (number: number, repository?: string): readonly CommentView[] =>
      getThread(at(repository), number).comments.map(viewComment),
    /** The check runs on a commit, or all of the repository, oldest first. */
    checkRuns: (headSha?: string, repository?: string): CheckView[] =>
      at(repository)
        .checkRuns.filter((run) => headSha === undefined || run.headSha === headSha)
        .map(viewCheck),
    /** The releases, newest first. */
    releases: (repository?: string) => viewReleases(at(repository)),
    /** The deployments, newest first. */
    deployments: (repository?: string) => viewDeployments(at(repository)),
    repository: (name?: string) => viewRepository(world, at(name)),
    permission: (login: string, repository?: string) => findPermission(at(repository), ensureAccount(world, login)),
    isAssignable: (login: string, repository?: string) => isAssignable(at(repository), ensureAccount(world, login)),
    /** The numeric id behind a login. */
    accountId: (login: string) => ensureAccount(world, login).id,
  };
}

function viewThread(thread: Thread): ThreadView {
  const { repository, pull } = thread;
  const check = pull && repository.checkRuns.findLast(({ headSha }) => headSha === pull.headSha);
  return {
    repository: toFullName(repository),
    kind: pull ? "pull-request" : "issue",
    number: thread.number,
    title: thread.title,
    body: thread.body ?? "",
    state: pull?.mergedAt ? "merged" : thread.state,
    stateReason: thread.stateReason,
    isDraft: pull?.isDraft ?? false,
    author: thread.author.login,
    labels: [...thread.labels],
    assignees: thread.assignees.map(({ login }) => login),
    isLocked: thread.isLocked,
    isPinned: repository.pinnedNumbers.has(thread.number),
    comments: thread.comments.map(viewComment),
    reviews: thread.reviews.map(viewComment),
    base: pull?.baseRef ?? null,
    headSha: pull?.headSha ?? null,
    check: check ? viewCheck(check) : null,
    createdAt: showTime(thread.createdAt),
    updatedAt: showTime(thread.updatedAt),
    mergedAt: pull?.mergedAt ? showTime(pull.mergedAt) : null,
  };
}

function viewComment(comment: CommentRecord): CommentView {
  return {
    id: comment.id,
    author: comment.author.login,
    body: comment.body,
    at: showTime(comment.createdAt),
    isEdited: comment.updatedAt > comment.createdAt,
    reactions: comment.reactions.map(({ by, content }) => ({ by: by.login, content })),
  };
}

function viewCheck({ actions, ...run }: CheckRunRecord): CheckView {
  const { id, headSha, externalId, conclusion, title, summary, annotations } = run;
  return { id, headSha, externalId, conclusion, title, summary, annotations, buttons: actions };
}

function viewRepository(world: World, repository: Repository) {
  const accounts = [...world.accounts.values()];
  return {
    id: repository.id,
    fullName: toFullName(repository),
    headSha: repository.headSha,
    files: Object.fromEntries(repository.files),
    branches: Object.fromEntries(
      [...repository.branches].map(([name, { headSha, changes }]) => [
        name,
        { headSha, changes: Object.fromEntries(changes) },
      ]),
    ),
    collaborators: accounts.filter(({ id }) => repository.collaborators.has(id)).map(({ login }) => login),
    installationId: world.installations.get(repository.owner.id)?.id ?? null,
  };
}
