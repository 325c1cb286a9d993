import type { z } from "zod";
import { findRevertedCommits } from "../pull-request/revert-signs.ts";
import { repositoryKey } from "../reconcile-key.ts";
import type { ParsedEvents } from "./delivery-event.ts";
import type { Facts } from "./event-row.ts";
import type { PushPayload, RepositoryPayload } from "./payload.ts";

/** GitHub lists at most this many commits in a push event. */
const MAX_PUSH_COMMITS = 2_048;

/** Parses which files a push touched, and what it takes back. */
export function parsePushEvent(
  { ref, after, commits, repository }: z.output<typeof PushPayload>,
  { repositoryId }: Facts,
): ParsedEvents {
  const reverts = commits.map(({ id, message }) => ({ sha: id, shas: findRevertedCommits(message) }));
  const isCutOff = commits.length >= MAX_PUSH_COMMITS;
  const paths = commits.flatMap((commit) => [...commit.added, ...commit.modified, ...commit.removed]);
  return {
    key: repositoryKey(repositoryId),
    events: [
      {
        kind: "pushed",
        ref,
        after,
        paths: isCutOff ? null : [...new Set(paths)],
        reverts: reverts.filter(({ shas }) => shas.length > 0),
        mergedBy: /^Merge (?:pull request #|branch |remote-tracking branch )/.test(commits.at(-1)?.message ?? "")
          ? after
          : null,
        pushedAt: repository?.pushed_at ?? null,
      },
    ],
  };
}

/** Parses what became of a repository. */
export function parseRepositoryEvent(
  _payload: z.output<typeof RepositoryPayload>,
  { action, repositoryId }: Facts,
): ParsedEvents {
  return { key: repositoryKey(repositoryId), events: [{ kind: "repository", action }] };
}
