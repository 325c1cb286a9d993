import { GITHUB_SOURCE } from "../core/metric/metric.ts";
import { createGitHubSource, type IssueDates } from "./github-source.ts";
import type { Sources } from "./source.ts";

export interface SourcesOptions {
  readonly github: IssueDates;
}

/** The sources of this process: GitHub's issues. */
export function createSources({ github }: SourcesOptions): Sources {
  const issues = createGitHubSource(github);
  return {
    find({ source, query }) {
      if (source !== GITHUB_SOURCE) return { kind: "unknown" };
      // A comma separates labels where GitHub is asked for them.
      const isAskable = query.kind === "issues" && !query.labels.some((label) => label.includes(","));
      // Issues are seen by those who see the repository.
      return isAskable ? { kind: "source", source: issues, isPublic: true } : { kind: "no-such-query" };
    },
  };
}
