import { createHash } from "node:crypto";
import type { Commit, Repository, World } from "./world.ts";

// Commits, and the references that name them.

/** A commit to be made; a parent that does not exist is left out. */
export interface NewCommit extends Partial<Omit<Commit, "parents" | "at">> {
  readonly parents: readonly (string | null)[];
}

/** Makes a commit and returns its sha. */
export function addCommit(world: World, repository: Repository, commit: NewCommit): string {
  const sha = createHash("sha1").update(`commit ${world.nextId()}`).digest("hex");
  keepCommit(world, repository, sha, commit);
  return sha;
}

/** Keeps a commit under a given sha. */
export function keepCommit(world: World, { commits }: Repository, sha: string, commit: NewCommit): void {
  const { parents, message = "More work", added = [], modified = [], removed = [] } = commit;
  const known = parents.filter((parent) => parent !== null);
  commits.set(sha, { parents: known, at: world.now(), message, added, modified, removed });
}

/** The commit that a sha, `refs/heads/…` or `refs/tags/…` names. */
export function findCommit(repository: Repository, revision: string): string | undefined {
  if (revision.startsWith("refs/heads/")) return findHead(repository, revision.slice("refs/heads/".length));
  if (revision.startsWith("refs/tags/")) return repository.tags.get(revision.slice("refs/tags/".length));
  return repository.commits.has(revision) ? revision : undefined;
}

/** The commit that a person means by a branch, a tag or a sha; by default the head of the default branch. Throws when there is none. */
export function getCommit(repository: Repository, name = repository.defaultBranch): string {
  const found = findHead(repository, name) ?? repository.tags.get(name) ?? findCommit(repository, name);
  if (found === undefined) throw new Error(`there is no commit ${name}`);
  return found;
}

/** The commit and everything it descends from, newest first. */
export function listHistory({ commits }: Repository, head: string): readonly string[] {
  const reached = new Set([head]);
  for (const sha of reached) for (const parent of commits.get(sha)?.parents ?? []) reached.add(parent);
  // Commits are kept in the order in which they were made, which has every parent before its children.
  return [...commits.keys()].filter((sha) => reached.has(sha)).toReversed();
}

/** The head of a branch: the default one, one that a person or the app made, or that of an open pull request. */
export function findHead(repository: Repository, name: string): string | undefined {
  if (name === repository.defaultBranch) return repository.headSha ?? undefined;
  return repository.branches.get(name)?.headSha ?? repository.heads.get(name) ?? findPullHead(repository, name);
}

/** Moves a branch, or makes it. The pull requests from it are left to the caller. */
export function setHead(repository: Repository, name: string, sha: string): void {
  const branch = repository.branches.get(name);
  if (name === repository.defaultBranch) repository.headSha = sha;
  else if (branch) Object.assign(branch, { headSha: sha, isHeadByApp: false });
  else repository.heads.set(name, sha);
}

/** The names of all branches, in GitHub's order. */
export function listBranchNames(repository: Repository): readonly string[] {
  const pulls = [...repository.threads.values()].flatMap(({ pull, state }) =>
    pull && state === "open" && pull.headRepositoryId === repository.id ? [pull.headRef] : [],
  );
  const made = [...repository.branches.keys(), ...repository.heads.keys(), ...pulls];
  return [...new Set(repository.headSha === null ? made : [repository.defaultBranch, ...made])].toSorted();
}

function findPullHead(repository: Repository, name: string): string | undefined {
  const threads = [...repository.threads.values()].filter(({ state }) => state === "open");
  const from = threads.filter(({ pull }) => pull?.headRef === name && pull.headRepositoryId === repository.id);
  return from.at(-1)?.pull?.headSha;
}
