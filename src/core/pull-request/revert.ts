import type { PullRequest } from "./pull-request.ts";

/** What a merge or a push reverts. */
export interface Reverted {
  /** Pull requests of the same repository. */
  readonly numbers: readonly number[];
  /** Commits, in full or shortened to at least seven characters. */
  readonly shas: readonly string[];
}

/**
 * What a pull request reverts, by the three signs GitHub and git leave: "Reverts owner/repo#12", "This reverts commit
 * …", and the branch name of the revert button. Several may be named; text that only talks about reverting does not
 * count.
 */
export function findReverted(
  pull: PullRequest,
  repository: { readonly owner: string; readonly name: string },
): Reverted {
  const byBranch = /^revert-(\d+)-/.exec(pull.headRef)?.[1];
  const named = [...pull.body.matchAll(/^\s*(?:[-*]\s+)?Reverts:? (?:([\w.-]+)\/([\w.-]+))?#(\d+)\b/gim)];
  const here = named.filter(([, owner, name]) => owner === undefined || isSame(repository, owner, name ?? ""));
  const numbers = [...here.map((match) => Number(match[3])), ...(byBranch === undefined ? [] : [Number(byBranch)])];
  return { numbers: [...new Set(numbers)], shas: findRevertedCommits(pull.body) };
}

function isSame(repository: { readonly owner: string; readonly name: string }, owner: string, name: string): boolean {
  return repository.owner.toLowerCase() === owner.toLowerCase() && repository.name.toLowerCase() === name.toLowerCase();
}

/** The commits that a `git revert` message names. */
export function findRevertedCommits(message: string): readonly string[] {
  const matches = [...message.matchAll(/This reverts commit ([0-9a-f]{7,40})\b/gi)];
  return [...new Set(matches.map((match) => (match[1] ?? "").toLowerCase()))];
}

/** The numbers of the same repository that a description mentions: "#12", "owner/repo#12", a link; at most 20. */
export function findNamed(
  body: string,
  { owner, name }: { readonly owner: string; readonly name: string },
): readonly number[] {
  const full = `${owner}/${name}`.toLowerCase();
  const references = [...body.matchAll(/(?<![\w/-])([\w.-]+\/[\w.-]+)?#(\d{1,9})\b/g)];
  const links = [...body.matchAll(/https?:\/\/[^\s/]+\/([\w.-]+\/[\w.-]+)\/pull\/(\d{1,9})\b/g)];
  const here = [...references, ...links].filter(([, where]) => where === undefined || where.toLowerCase() === full);
  return [...new Set(here.map((match) => Number(match[2])))].slice(0, 20);
}
