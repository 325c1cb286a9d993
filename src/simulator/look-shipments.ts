import { findCommit, listHistory } from "./commits.ts";
import { showTime } from "./payloads.ts";
import type { Repository } from "./world.ts";

/** A release as its page shows it. */
export interface ReleaseView {
  readonly tag: string;
  readonly by: string;
  /** null for a draft. */
  readonly publishedAt: string | null;
  readonly isPrerelease: boolean;
  /** The numbers of the pull requests that no release before it contains. */
  readonly ships: readonly number[];
}

/** A deployment as its page shows it. */
export interface DeploymentView {
  readonly id: number;
  readonly environment: string;
  readonly by: string;
  readonly state: string;
  readonly createdAt: string;
  /** The numbers of the pull requests that no deployment to that environment contained before. */
  readonly ships: readonly number[];
}

/** The releases, newest first. */
export function viewReleases(repository: Repository): readonly ReleaseView[] {
  const count = createCounter(repository);
  const views = repository.releases.map(({ tag, author, publishedAt, isPrerelease }) => ({
    tag,
    by: author.login,
    publishedAt: showTime(publishedAt),
    isPrerelease,
    ships: count("release", publishedAt && findCommit(repository, `refs/tags/${tag}`)),
  }));
  return views.toReversed();
}

/** The deployments, newest first. */
export function viewDeployments(repository: Repository): readonly DeploymentView[] {
  const count = createCounter(repository);
  const views = repository.deployments.map(({ id, environment, creator, createdAt, sha, statuses }) => {
    const state = statuses.at(-1)?.state ?? "pending";
    const hasSucceeded = statuses.some((status) => status.state === "success");
    const ships = count(environment, hasSucceeded ? sha : null);
    return { id, environment, by: creator.login, state, createdAt: showTime(createdAt), ships };
  });
  return views.toReversed();
}

/** Says which merged pull requests a commit contains that none before it did, of those that go to the same place. */
function createCounter(repository: Repository) {
  const merged = [...repository.threads.values()].flatMap(({ number, pull }) =>
    pull?.mergeCommitSha ? [{ number, sha: pull.mergeCommitSha }] : [],
  );
  const known = new Map<string, Set<number>>();
  return (place: string, head: string | null | undefined): readonly number[] => {
    if (!head) return [];
    const there = known.get(place) ?? new Set();
    known.set(place, there);
    const history = new Set(listHistory(repository, head));
    const fresh = merged.filter(({ number, sha }) => history.has(sha) && !there.has(number));
    for (const { number } of fresh) there.add(number);
    return fresh.map(({ number }) => number);
  };
}
