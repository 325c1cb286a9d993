import { parsePullRequest } from "../core/delivery/payload.ts";
import { AGENTS_PATH, listTemplatePaths, type RepositoryStart } from "../core/onboarding/repository-start.ts";
import { showPullRequest } from "./payloads.ts";
import type { Repository, Thread } from "./world.ts";

const MERGED = 30;

/** What the onboarding reads of a repository before it proposes anything. */
export function readStart(repository: Repository, templateNames: readonly string[]): RepositoryStart {
  const paths = [...new Set(templateNames.flatMap(listTemplatePaths))];
  return {
    isTemplate: repository.isTemplate,
    isArchived: repository.isArchived,
    isFork: repository.isFork,
    isEmpty: repository.headSha === null,
    defaultBranch: repository.defaultBranch,
    templates: paths.flatMap((path) => {
      const body = repository.files.get(path);
      return body === undefined ? [] : [{ path, body }];
    }),
    agents: repository.files.get(AGENTS_PATH) ?? null,
    merged: [...repository.threads.values()]
      .filter(({ pull }) => pull?.mergedAt)
      .toSorted((one, other) => mergedAt(other) - mergedAt(one))
      .slice(0, MERGED)
      .map((thread) => parsePullRequest(showPullRequest(thread), repository.id)),
  };
}

function mergedAt({ pull, number }: Thread): number {
  // Of two merged in the same millisecond the higher number is the newer.
  return (pull?.mergedAt?.getTime() ?? 0) + number / 1_000_000;
}
