import { emit, showTime } from "./payloads.ts";
import type { Actor, Commit, Repository, World } from "./world.ts";

/** What GitHub sends for a commit that is not there: before a branch was made, after it was deleted. */
const NOTHING = "0".repeat(40);

/** A reference that moved. */
export interface Pushed {
  /** `refs/heads/…` or `refs/tags/…`. */
  readonly ref: string;
  /** null when it is new. */
  readonly before: string | null;
  /** null when it was deleted. */
  readonly after: string | null;
  /** What the push brought, oldest first. */
  readonly commits?: readonly string[];
  readonly forced?: boolean;
}

/** Sends `push`. */
export function emitPush(
  world: World,
  by: Actor,
  repository: Repository,
  { ref, before, after, commits = [], forced = false }: Pushed,
): void {
  repository.pushedAt = world.now();
  const show = (sha: string) => showCommit(repository, sha, by);
  emit(world, repository, "push", by, {
    ref,
    before: before ?? NOTHING,
    after: after ?? NOTHING,
    created: before === null,
    deleted: after === null,
    forced,
    base_ref: null,
    commits: commits.map(show),
    head_commit: after === null ? null : show(after),
    pusher: { name: by.account.login },
  });
}

function showCommit(repository: Repository, sha: string, by: Actor) {
  const author = { name: by.account.login, username: by.account.login };
  const { message, added, modified, removed, at }: Partial<Commit> = repository.commits.get(sha) ?? {};
  const timestamp = at && showTime(at);
  return { id: sha, message, timestamp, author, committer: author, distinct: true, added, modified, removed };
}
