import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import { emit } from "./payloads.ts";
import { demand } from "./permissions.ts";
import { enter, getPull, type OnRepository, type OnThread, turnToOwn } from "./person.ts";
import { closeThread, touchAndEmit } from "./thread-acts.ts";
import { type Actor, nextSha, type Repository, type World } from "./world.ts";

// User actions on branches.

/** One commit as a `push` event lists it. */
export interface PushedCommit {
  readonly sha: string;
  readonly message: string;
  readonly added?: readonly string[];
  readonly modified?: readonly string[];
  readonly removed?: readonly string[];
}

/**
 * Pushes a commit to a pull request's branch. `touches` are the paths it changes, `config` is the configuration file
 * after it, `files` are changes to one of the app's branches.
 */
export function push(
  world: World,
  {
    config,
    files = {},
    touches = config === undefined ? Object.keys(files) : [CONFIG_PATH],
    message = "More work",
    ...where
  }: OnThread & {
    touches?: readonly string[];
    message?: string;
    config?: string;
    files?: Readonly<Record<string, string | null>>;
  },
): string {
  const { repository, thread, actor } = turnToOwn(world, where, { what: "push to", least: "write" });
  const pull = getPull(thread);
  const before = pull.headSha;
  pull.headSha = nextSha(world, repository);
  const modified = touches.length > 0 ? touches : ["src/shop.ts"];
  const commit = { sha: pull.headSha, message, modified };
  for (const path of modified) pull.paths.add(path);
  const branch = pull.headRepositoryId === repository.id ? repository.branches.get(pull.headRef) : undefined;
  if (branch) {
    Object.assign(branch, { headSha: pull.headSha, isHeadByApp: false });
    for (const [path, text] of Object.entries(files)) branch.changes.set(path, text);
  }
  if (config !== undefined) repository.branchConfigs.set(pull.headSha, config);
  // This repository gets no event for a push to a fork.
  if (pull.headRepositoryId === repository.id)
    emitPush(world, actor, repository, { branch: pull.headRef, before, commit });
  touchAndEmit(world, actor, thread, "synchronize", { before, after: pull.headSha });
  return pull.headSha;
}

/** Commits files straight to the default branch; null removes a file. Returns the sha. */
export function commitFile(
  world: World,
  {
    files,
    message = "Change files",
    ...where
  }: OnRepository & {
    files: Readonly<Record<string, string | null>>;
    message?: string;
  },
): string {
  const { repository, actor } = enter(world, where);
  demand(repository, actor.account, "write", "push");
  const before = repository.headSha;
  const changed = changeFiles(repository, files);
  const sha = nextSha(world, repository);
  repository.headSha = sha;
  const branch = repository.defaultBranch;
  emitPush(world, actor, repository, { branch, before, commit: { sha, message, ...changed } });
  return sha;
}

/** Deletes a branch that the app made. An open pull request from it closes. */
export function deleteBranch(world: World, { branch: name, ...where }: OnRepository & { branch: string }): void {
  const { repository, actor } = enter(world, where);
  demand(repository, actor.account, "write", "delete a branch");
  if (!repository.branches.delete(name)) throw new Error(`there is no branch ${name}`);
  for (const thread of repository.threads.values()) {
    if (thread.pull?.headRef === name && thread.pull.headRepositoryId === repository.id) {
      closeThread(world, actor, thread);
    }
  }
}

/** Sends `push`. */
export function emitPush(
  world: World,
  by: Actor,
  repository: Repository,
  { branch, before, commit }: { branch: string; before: string | null; commit: PushedCommit },
): void {
  const { sha, message, added = [], modified = [], removed = [] } = commit;
  const author = { name: by.account.login, username: by.account.login };
  const shown = { id: sha, message, author, committer: author, distinct: true, added, modified, removed };
  emit(world, repository, "push", by, {
    ref: `refs/heads/${branch}`,
    before: before ?? "0".repeat(40),
    after: sha,
    created: before === null,
    deleted: false,
    forced: false,
    commits: [shown],
    head_commit: shown,
    pusher: { name: by.account.login },
  });
}

/** Changes the files of the default branch. Returns the added, modified and removed paths. */
export function changeFiles(
  { files: known }: Repository,
  files: Readonly<Record<string, string | null>>,
): Omit<PushedCommit, "sha" | "message"> {
  const added: string[] = [];
  const modified: string[] = [];
  const removed: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    if (text === null) {
      removed.push(path);
      known.delete(path);
    } else {
      (known.has(path) ? modified : added).push(path);
      known.set(path, text);
    }
  }
  return { added, modified, removed };
}
