import type { SeenDeployment, SeenHead, SeenRelease } from "../core/clock/shipment.ts";
import type { GitHub } from "../github/github.ts";
import type { HistoryPage, HistoryRequest } from "../github/history.ts";
import type { Ask } from "./app-ask.ts";
import { findCommit, findHead, listBranchNames, listHistory } from "./commits.ts";
import { showTime } from "./payloads.ts";
import type { DeploymentRecord, Repository } from "./world.ts";

// What reached users, and which commits are part of it.

const PAGE = 100;

type ShipmentCall = "readHistory" | "isContained" | "listReleases" | "listDeployments" | "listHeads";

/** The calls about what reached users. */
export function createShipmentCalls(ask: Ask): Pick<GitHub, ShipmentCall> {
  return {
    readHistory: (address, request) => ask("readHistory", address, request.revision, (at) => readHistory(at, request)),
    isContained: (address, commits) =>
      ask("isContained", address, `${shorten(commits.commit)} is in ${shorten(commits.head)}`, (at) =>
        isContained(at, commits),
      ),
    listReleases: (address) => ask("listReleases", address, "newest first", listReleases),
    listDeployments: (address) => ask("listDeployments", address, "newest first", listDeployments),
    listHeads: (address, wanted) =>
      ask("listHeads", address, [...wanted.names, ...(wanted.others ? ["others"] : [])].join(", "), (at) =>
        listHeads(at, wanted),
      ),
  };
}

/** A commit as GitHub's pages name it; a reference as it is. */
function shorten(revision: string): string {
  return /^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 7) : revision;
}

/** A page of a history. A cursor is the index of the first commit on its page. */
function readHistory(repository: Repository, { revision, since, cursor }: HistoryRequest): HistoryPage | undefined {
  const head = findCommit(repository, revision);
  if (head === undefined) return undefined;
  // GitHub knows the times of commits to the second.
  const from = Math.floor(Date.parse(since) / 1_000) * 1_000;
  const recent = listHistory(repository, head).filter((sha) => madeAt(repository, sha) >= from);
  const first = Number(cursor ?? 0);
  const next = recent.length > first + PAGE ? String(first + PAGE) : null;
  return { head, commits: recent.slice(first, first + PAGE), next };
}

function madeAt({ commits }: Repository, sha: string): number {
  return commits.get(sha)?.at.getTime() ?? 0;
}

function isContained(
  repository: Repository,
  { commit, head }: { readonly commit: string; readonly head: string },
): boolean {
  const found = findCommit(repository, head);
  return found !== undefined && listHistory(repository, found).includes(commit);
}

function listReleases({ releases }: Repository): readonly SeenRelease[] {
  return releases
    .toReversed()
    .slice(0, PAGE)
    .map(({ tag, isDraft, isPrerelease, publishedAt }) => ({
      tag,
      isDraft,
      isPrerelease,
      publishedAt: showTime(publishedAt),
    }));
}

function listDeployments({ deployments }: Repository): readonly SeenDeployment[] {
  return deployments.toReversed().slice(0, PAGE).map(showDeployment);
}

function showDeployment({ environment, sha, createdAt, statuses }: DeploymentRecord): SeenDeployment {
  const success = statuses.find(({ state }) => state === "success");
  const succeededAt = showTime(success?.createdAt ?? null);
  return { environment, sha, createdAt: showTime(createdAt), succeededAt };
}

/** Those that were named, then the others, which may name them again. */
function listHeads(
  repository: Repository,
  { names, others }: { readonly names: readonly string[]; readonly others: boolean },
): readonly SeenHead[] {
  const more = others ? listBranchNames(repository).slice(0, PAGE) : [];
  return [...names, ...more].flatMap((branch) => {
    const sha = findHead(repository, branch);
    return sha === undefined ? [] : [{ branch, sha }];
  });
}
