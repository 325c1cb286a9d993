import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import { addCommit, findHead, getCommit, listHistory, setHead } from "./commits.ts";
import { demand } from "./permissions.ts";
import { enter, getPull, type OnRepository, type OnThread, turnToOwn } from "./person.ts";
import { emitPush } from "./pushes.ts";
import { closeThread, touchAndEmit } from "./thread-acts.ts";
import type { Actor, Commit, Repository, World } from "./world.ts";

// User actions on branches.

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
  const modified = touches.length > 0 ? touches : ["src/shop.ts"];
  const after = addCommit(world, repository, { parents: [before], message, modified });
  pull.headSha = after;
  for (const path of modified) pull.paths.add(path);
  if (config !== undefined) repository.branchConfigs.set(after, config);
  // This repository gets no event for a push to a fork.
  if (pull.headRepositoryId === repository.id) {
    moveMade(repository, pull.headRef, after);
    for (const [path, text] of Object.entries(files)) repository.branches.get(pull.headRef)?.changes.set(path, text);
    emitPush(world, actor, repository, { ref: `refs/heads/${pull.headRef}`, before, after, commits: [after] });
  }
  touchAndEmit(world, actor, thread, "synchronize", { before, after });
  return after;
}

/** Moves a branch that exists apart from its pull requests. */
function moveMade(repository: Repository, name: string, sha: string): void {
  if (repository.branches.has(name) || repository.heads.has(name)) setHead(repository, name, sha);
}

/** Commits files straight to a branch, by default the default one; null removes a file. Returns the sha. */
export function commitFile(
  world: World,
  {
    files,
    message = "Change files",
    branch,
    ...where
  }: OnRepository & {
    files: Readonly<Record<string, string | null>>;
    message?: string;
    branch?: string;
  },
): string {
  const { repository, actor } = enter(world, where);
  demand(repository, actor.account, "write", "push");
  const name = branch ?? repository.defaultBranch;
  const before = findHead(repository, name) ?? null;
  const isDefault = name === repository.defaultBranch;
  const changed = isDefault ? changeFiles(repository, files) : { modified: Object.keys(files) };
  const after = addCommit(world, repository, { parents: [before], message, ...changed });
  moveTo(world, actor, repository, { name, after });
  emitPush(world, actor, repository, { ref: `refs/heads/${name}`, before, after, commits: [after] });
  return after;
}

/** A person names a branch. */
type OnBranch = OnRepository & { readonly branch: string };

/** Makes a branch from another one, a tag or a commit. Returns its head. */
export function createBranch(world: World, { branch, from, ...where }: OnBranch & { from?: string }): string {
  const { repository, actor } = enter(world, where);
  demand(repository, actor.account, "write", "create a branch");
  if (findHead(repository, branch) !== undefined) throw new Error(`there is a branch ${branch} already`);
  const after = getCommit(repository, from);
  setHead(repository, branch, after);
  emitPush(world, actor, repository, { ref: `refs/heads/${branch}`, before: null, after });
  return after;
}

/** Moves a branch to a commit, or to where another branch or a tag is. It takes `force` when that loses commits. Returns the commit. */
export function moveBranch(
  world: World,
  { branch, to, force = false, ...where }: OnBranch & { to: string; force?: boolean },
): string {
  const { repository, actor } = enter(world, where);
  demand(repository, actor.account, "write", "push");
  const before = getCommit(repository, `refs/heads/${branch}`);
  const after = getCommit(repository, to);
  const history = listHistory(repository, after);
  const forced = !history.includes(before);
  if (forced && !force) throw new Error(`${branch} cannot be moved to ${to}: it is no fast-forward`);
  const known = new Set(listHistory(repository, before));
  const commits = history.filter((sha) => !known.has(sha)).toReversed();
  moveTo(world, actor, repository, { name: branch, after });
  emitPush(world, actor, repository, { ref: `refs/heads/${branch}`, before, after, commits, forced });
  return after;
}

/** Deletes a branch that a person or the app made. An open pull request from it closes. */
export function deleteBranch(world: World, { branch: name, ...where }: OnBranch): void {
  const { repository, actor } = enter(world, where);
  demand(repository, actor.account, "write", "delete a branch");
  const before = findHead(repository, name) ?? null;
  const isKnown = repository.branches.delete(name) || repository.heads.delete(name);
  if (!isKnown) throw new Error(`there is no branch ${name}`);
  emitPush(world, actor, repository, { ref: `refs/heads/${name}`, before, after: null });
  for (const { thread } of listPullsFrom(repository, name)) closeThread(world, actor, thread);
}

/** Moves a branch, and the open pull requests from it. */
function moveTo(
  world: World,
  by: Actor,
  repository: Repository,
  { name, after }: { readonly name: string; readonly after: string },
): void {
  setHead(repository, name, after);
  for (const { thread, pull } of listPullsFrom(repository, name)) {
    const before = pull.headSha;
    pull.headSha = after;
    touchAndEmit(world, by, thread, "synchronize", { before, after });
  }
}

function listPullsFrom(repository: Repository, branch: string) {
  return [...repository.threads.values()].flatMap((thread) => {
    const { pull, state } = thread;
    const isFrom = state === "open" && pull?.headRef === branch && pull.headRepositoryId === repository.id;
    return isFrom ? [{ thread, pull }] : [];
  });
}

/** Changes the files of the default branch. Returns the added, modified and removed paths. */
export function changeFiles(
  { files: known }: Repository,
  files: Readonly<Record<string, string | null>>,
): Pick<Commit, "added" | "modified" | "removed"> {
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
