import type { Template } from "../../description/template.ts";

/** What every call needs to address a repository. */
export interface RepositoryAddress {
  readonly id: number;
  readonly installationId: number;
  readonly owner: string;
  readonly name: string;
}

/** Everything the app reads from a repository and its owner's `.github` repository, in one call. */
export interface RepositoryFiles {
  readonly defaultBranch: string;
  /** Head of the default branch when this was read; null in an empty repository. */
  readonly commit: string | null;
  readonly visibility: "public" | "internal" | "private";
  readonly isFork: boolean;
  readonly isArchived: boolean;
  readonly hasIssues: boolean;
  readonly templates: readonly Template[];
  /** Text of `.github/outcomes.yml`; null when there is none. */
  readonly config: string | null;
  /** Files that are probably meant as the configuration but are not named so; absent where there are none. */
  readonly misnamed?: readonly string[];
  /** The owner's `.github` repository; null when there is none or the app cannot see it. */
  readonly owner: {
    readonly visibility: "public" | "internal" | "private";
    readonly commit: string | null;
    readonly templates: readonly Template[];
    readonly config: string | null;
    readonly misnamed?: readonly string[];
  } | null;
}

/** Where the configuration lives, in a repository and in the owner's `.github` repository. */
export const CONFIG_PATH = ".github/outcomes.yml";
