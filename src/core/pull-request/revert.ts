import type { Reverted, RevertSigns } from "./revert-signs.ts";

/** A merged pull request or a pushed commit, as something that can be taken back. */
export interface Change {
  /** Of the pull request; null for a pushed commit. */
  readonly number: number | null;
  /** Its commit on the base branch, as far as it is known. */
  readonly sha: string | null;
  readonly baseRef: string;
  /** ISO 8601 in UTC. */
  readonly mergedAt: string;
}

/** A change that takes others back. */
export interface Revert extends Change, Reverted {
  readonly repositoryId: number;
  /** "pull/12", or the pushed commit. */
  readonly id: string;
  /** The commit that merged a pushed commit; null for one that was pushed itself. */
  readonly mergedBy: string | null;
  /** Of the pull request, and the id of its author; null for a pushed commit. */
  readonly title: string | null;
  readonly authorId: number | null;
}

/** A revert as it is kept. */
export interface KeptRevert extends Revert {
  /** The commits that merged the pull requests it names, as far as they are known. */
  readonly namedShas: readonly string[];
}

/**
 * The revert that keeps a change out of its base branch; undefined when there is none, or when each was taken back
 * itself. `reverts` holds all that were merged since the change.
 */
export function findStandingRevert(change: Change, reverts: readonly KeptRevert[]): KeptRevert | undefined {
  const standing = new Map<string, boolean>();
  const findFor = (target: Target): KeptRevert | undefined =>
    reverts.find((revert) => takesBack(revert, target) && stands(revert));
  const stands = (revert: KeptRevert): boolean => {
    const known = standing.get(revert.id);
    if (known !== undefined) return known;
    // Pull requests that name each other end here.
    standing.set(revert.id, false);
    const stand = findFor(revert) === undefined;
    standing.set(revert.id, stand);
    return stand;
  };
  return findFor(change);
}

/**
 * What brought a change back that no revert stands against any more: the last of all that took it back, or took back one
 * another. undefined when nothing ever did.
 */
export function findRestoring(change: Change, reverts: readonly KeptRevert[]): KeptRevert | undefined {
  const found = new Set<KeptRevert>();
  const targets: Target[] = [change];
  for (let target = targets.pop(); target; target = targets.pop()) {
    for (const revert of reverts) {
      if (found.has(revert) || !takesBack(revert, target)) continue;
      found.add(revert);
      targets.push(revert);
    }
  }
  return [...found].toSorted((one, other) => Date.parse(one.mergedAt) - Date.parse(other.mergedAt)).at(-1);
}

/** What took a change back, as it is kept to be told. Builder and parser share a file so that they cannot drift apart. */
export function describeRevert({ number, title, baseRef }: Pick<Revert, "number" | "title" | "baseRef">): string {
  return number === null ? `a commit on ${baseRef}` : `“${title ?? ""}” (pull request ${number})`;
}

/** The pull request that such words tell of; undefined where a commit did it. */
export function parseRevertWords(words: string): { readonly number: number; readonly title: string } | undefined {
  const [, title, number] = /^“(.*)” \(pull request (\d+)\)$/su.exec(words) ?? [];
  return title === undefined ? undefined : { title, number: Number(number) };
}

type Target = Change & { readonly mergedBy?: string | null };

function takesBack(revert: KeptRevert, target: Target): boolean {
  if (revert.baseRef !== target.baseRef) return false;
  // A commit that is named exists already; a number can be named before it is merged.
  return namesCommit(revert, target) || (namesNumber(revert, target) && isLater(revert, target));
}

/** Does a revert name a change, whether or not it takes it back? */
export function namesChange(revert: KeptRevert, change: Target): boolean {
  return namesCommit(revert, change) || namesNumber(revert, change);
}

function namesCommit({ shas }: KeptRevert, target: Target): boolean {
  return shas.some((named) => listCommits(target).some((sha) => sha.startsWith(named)));
}

function namesNumber({ numbers, namedShas }: KeptRevert, target: Target): boolean {
  const isNamed = target.number !== null && numbers.includes(target.number);
  return isNamed || listCommits(target).some((sha) => namedShas.includes(sha));
}

function listCommits({ sha, mergedBy = null }: Target): readonly string[] {
  return [sha, mergedBy].filter((commit) => commit !== null);
}

/**
 * Of two merges in the same second the higher number counts as later, so that no pull request reverts itself, even in a
 * cycle.
 */
function isLater(one: Change, other: Change): boolean {
  const ms = Date.parse(one.mergedAt) - Date.parse(other.mergedAt);
  return ms > 0 || (ms === 0 && (one.number ?? 0) > (other.number ?? 0));
}

/** A merged pull request of the repository, as far as a revert can be checked against it. */
export interface KnownMerge {
  readonly number: number;
  /** null when the pull request itself is no longer kept. */
  readonly headRef: string | null;
  readonly sha: string | null;
}

/** Which of the signs are about pull requests that were merged. A branch name must be the one that GitHub's button makes. */
export function verifySigns({ numbers, shas, branch }: RevertSigns, known: readonly KnownMerge[]): RevertSigns {
  const isNamed = branch && known.some((one) => one.number === branch.number && one.headRef === branch.headRef);
  return {
    numbers: numbers.filter((number) => known.some((one) => one.number === number)),
    shas: shas.filter((sha) => known.some((one) => one.sha?.startsWith(sha))),
    branch: isNamed ? branch : null,
  };
}
