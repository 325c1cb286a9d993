import { parsePullRequest } from "../core/delivery/payload.ts";
import { ExternalError } from "../core/external-error.ts";
import type { PullRequest } from "../core/pull-request/pull-request.ts";
import type { Branch, Proposal, Proposed } from "../github/github.ts";
import { addCommit, findHead } from "./commits.ts";
import { showPullRequest } from "./payloads.ts";
import { emitPush } from "./pushes.ts";
import { addLabel, editThread, openThread, touchAndEmit } from "./thread-acts.ts";
import { findInstallation, type Repository, type Thread, type World } from "./world.ts";

// The app's own branches and pull requests.

/** The newest pull requests from a branch, open and closed. */
export function listPullRequestsFrom(repository: Repository, branch: string): readonly PullRequest[] {
  return listThreadsFrom(repository, branch).map((thread) => parsePullRequest(showPullRequest(thread), repository.id));
}

/** The head of a branch. */
export function readBranch(repository: Repository, name: string): Branch | undefined {
  const sha = findHead(repository, name);
  return sha === undefined ? undefined : { sha, isOurs: repository.branches.get(name)?.isHeadByApp ?? false };
}

/** Commits files to a branch and opens or updates its pull request; undefined when there is nothing to change. */
export function proposeFiles(world: World, repository: Repository, proposal: Proposal): Proposed | undefined {
  demandRights(world, repository);
  const { files, branch: name, commitMessage } = proposal;
  if (Object.entries(files).every(([path, text]) => (repository.files.get(path) ?? null) === text)) return undefined;

  const before = readBranch(repository, name)?.sha ?? null;
  // A deleted branch can be made again. One that moved on, or was created meanwhile, belongs to a person.
  if (before !== null && before !== proposal.onto) throw new ExternalError("invalid", "Update is not a fast forward");
  const parents = [before ?? repository.headSha];
  const headSha = addCommit(world, repository, { parents, message: commitMessage, modified: Object.keys(files) });
  repository.branches.set(name, { headSha, isHeadByApp: true, changes: new Map(Object.entries(files)) });
  emitPush(world, world.app, repository, { ref: `refs/heads/${name}`, before, after: headSha, commits: [headSha] });
  return { number: ensurePull(world, repository, { proposal, headSha, before }).number, headSha };
}

interface Made {
  readonly proposal: Proposal;
  readonly headSha: string;
  readonly before: string | null;
}

function ensurePull(world: World, repository: Repository, { proposal, headSha, before }: Made): Thread {
  const { branch, base, title, body, labels = [] } = proposal;
  const paths = new Set(Object.keys(proposal.files));
  const open = listThreadsFrom(repository, branch).find(({ state }) => state === "open");
  if (!open?.pull) {
    const pull = {
      id: world.nextId(),
      isDraft: false,
      baseRef: base,
      headRef: branch,
      headSha,
      headRepositoryId: repository.id,
      mergedAt: null,
      mergedBy: null,
      mergeCommitSha: null,
      paths,
    };
    return openThread(world, world.app, repository, { title, body, labels, pull });
  }
  Object.assign(open.pull, { headSha });
  for (const path of paths) open.pull.paths.add(path);
  touchAndEmit(world, world.app, open, "synchronize", { before, after: headSha });
  editThread(world, world.app, open, { title, body, base });
  for (const label of labels) addLabel(world, world.app, open, label);
  return open;
}

/** Throws when contents or pull requests are granted for reading only. */
function demandRights(world: World, repository: Repository): void {
  const withheld = findInstallation(world, repository)?.withheld ?? [];
  if (!withheld.includes("contents") && !withheld.includes("pull_requests")) return;
  throw new ExternalError("forbidden", "Resource not accessible by integration", { blocker: "permission" });
}

function listThreadsFrom(repository: Repository, branch: string): readonly Thread[] {
  return [...repository.threads.values()]
    .filter(({ pull }) => pull?.headRef === branch && pull.headRepositoryId === repository.id)
    .toReversed();
}
