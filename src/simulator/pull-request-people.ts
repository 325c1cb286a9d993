import { changeFiles } from "./branch-people.ts";
import { addCommit, findHead, keepCommit, setHead } from "./commits.ts";
import { demand } from "./permissions.ts";
import { enter, getPull, type OnRepository, type OnThread, turnTo, turnToOwn } from "./person.ts";
import { emitPush } from "./pushes.ts";
import { addLabel, closeThread, editThread, openThread, removeLabel, touchAndEmit } from "./thread-acts.ts";
import type { Pull, Repository, Thread, World } from "./world.ts";

// User actions on pull requests.

/** A new pull request, opened by a person. */
export interface NewPullRequest extends OnRepository {
  readonly title: string;
  /** null for an empty description, as GitHub sends it. */
  readonly body?: string | null;
  readonly base?: string;
  readonly branch?: string;
  readonly draft?: boolean;
  /** The paths it changes. */
  readonly touches?: readonly string[];
  readonly labels?: readonly string[];
  /** From a fork; "gone" for a fork that was deleted later. */
  readonly fork?: boolean | "gone";
  /** To share the head commit of another pull request. */
  readonly headSha?: string;
}

/** Opens a pull request. Returns its number. */
export function openPullRequest(world: World, start: NewPullRequest): number {
  const { repository, actor } = enter(world, start);
  demand(repository, actor.account, "read", "open a pull request");
  const { title, body = null, labels = [] } = start;
  return openThread(world, actor, repository, { title, body, labels, pull: makePull(world, repository, start) }).number;
}

/** Changes title, description or base. */
export function editPullRequest(
  world: World,
  { title, body, base, ...where }: OnThread & { title?: string; body?: string | null; base?: string },
): void {
  const { thread, actor } = turnToOwn(world, where, { what: "edit", least: "write" });
  editThread(world, actor, thread, {
    ...(title !== undefined && { title }),
    ...(body !== undefined && { body }),
    ...(base !== undefined && { base }),
  });
}

/** Adds a label. */
export function label(world: World, { label: name, ...where }: OnThread & { label: string }): void {
  const { repository, thread, actor } = turnTo(world, where);
  demand(repository, actor.account, "triage", "label");
  addLabel(world, actor, thread, name);
}

/** Removes a label. */
export function unlabel(world: World, { label: name, ...where }: OnThread & { label: string }): void {
  const { repository, thread, actor } = turnTo(world, where);
  demand(repository, actor.account, "triage", "label");
  removeLabel(world, actor, thread, name);
}

/** Converts the pull request to a draft. */
export function convertToDraft(world: World, where: OnThread): void {
  const { thread, actor } = turnToOwn(world, where, { what: "convert", least: "write" });
  getPull(thread).isDraft = true;
  touchAndEmit(world, actor, thread, "converted_to_draft");
}

/** Marks a draft as ready for review. */
export function readyForReview(world: World, where: OnThread): void {
  const { thread, actor } = turnToOwn(world, where, { what: "convert", least: "write" });
  getPull(thread).isDraft = false;
  touchAndEmit(world, actor, thread, "ready_for_review");
}

/** Merges: with a merge commit, or with one commit that leaves those of the branch behind. Returns the sha. */
export function merge(
  world: World,
  { method = "merge", ...where }: OnThread & { method?: "merge" | "squash" | "rebase" },
): string {
  const { repository, thread, actor } = turnTo(world, where);
  const pull = getPull(thread);
  demand(repository, actor.account, "write", `merge #${where.number}`);
  if (thread.state === "closed" || pull.isDraft) throw new Error(`#${where.number} cannot be merged`);

  const { baseRef, headSha } = pull;
  const before = findHead(repository, baseRef) ?? repository.headSha;
  const parents = method === "merge" ? [before, headSha] : [before];
  const changed = baseRef === repository.defaultBranch ? mergeFiles(repository, pull) : {};
  const sha = addCommit(world, repository, { parents, message: nameMerge(thread, pull, method), ...changed });
  Object.assign(pull, { mergedAt: world.now(), mergedBy: actor.account, mergeCommitSha: sha });
  setHead(repository, baseRef, sha);
  closeThread(world, actor, thread);
  emitPush(world, actor, repository, { ref: `refs/heads/${baseRef}`, before, after: sha, commits: [sha] });
  return sha;
}

function nameMerge({ number, author, title }: Thread, { headRef }: Pull, method: string): string {
  if (method !== "merge") return `${title} (#${number})`;
  return `Merge pull request #${number} from ${author.login}/${headRef}\n\n${title}`;
}

/** Copies the files of the branch to the default branch, where they are known. */
function mergeFiles(repository: Repository, { headRef, headRepositoryId }: Pull) {
  const branch = headRepositoryId === repository.id ? repository.branches.get(headRef) : undefined;
  return branch ? changeFiles(repository, Object.fromEntries(branch.changes)) : {};
}

/** Closes without merging. */
export function closePullRequest(world: World, where: OnThread): void {
  const { thread, actor } = turnToOwn(world, where, { what: "close", least: "triage" });
  closeThread(world, actor, thread);
}

/** Reopens a pull request that was closed without merging. */
export function reopenPullRequest(world: World, where: OnThread): void {
  const { thread, actor } = turnToOwn(world, where, { what: "reopen", least: "triage" });
  thread.state = "open";
  touchAndEmit(world, actor, thread, "reopened");
}

function makePull(world: World, repository: Repository, start: NewPullRequest): Pull {
  const { fork = false, base = repository.defaultBranch } = start;
  const forkId = fork === "gone" ? null : world.nextId();
  return {
    id: world.nextId(),
    isDraft: start.draft ?? false,
    baseRef: base,
    headRef: start.branch ?? `change-${repository.lastNumber + 1}`,
    headSha: makeHead(world, repository, { ...start, base }),
    headRepositoryId: fork === false ? repository.id : forkId,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    paths: new Set(start.touches ?? ["src/shop.ts"]),
  };
}

/** The commit a pull request is opened with: that of a branch that is there already, or a new one on top of the base. */
function makeHead(
  world: World,
  repository: Repository,
  { headSha, branch, fork, base }: NewPullRequest & { readonly base: string },
): string {
  const parents = [findHead(repository, base) ?? repository.headSha];
  if (headSha === undefined) {
    const standing = branch === undefined || fork ? undefined : findMade(repository, branch);
    return standing ?? addCommit(world, repository, { parents });
  }
  if (!repository.commits.has(headSha)) keepCommit(world, repository, headSha, { parents });
  return headSha;
}

/** The head of a branch that exists apart from its pull requests. */
function findMade(repository: Repository, name: string): string | undefined {
  return name === repository.defaultBranch || repository.heads.has(name) ? findHead(repository, name) : undefined;
}
