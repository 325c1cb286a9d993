import type { Template } from "../../description/template.ts";
import type { PullRequest } from "../pull-request/pull-request.ts";

/** What must be known of a repository before anything is proposed to it, read in one call. */
export interface RepositoryStart {
  /** A template repository, from which others are created. */
  readonly isTemplate: boolean;
  readonly isArchived: boolean;
  readonly isFork: boolean;
  readonly isEmpty: boolean;
  readonly defaultBranch: string;
  /** With full paths, byte for byte. A template whose path could not be determined is left out. */
  readonly templates: readonly Template[];
  /** The text of its `AGENTS.md`, byte for byte; null where it has none that could be written back. */
  readonly agents: string | null;
  /** The 30 most recently merged pull requests, newest merge first. */
  readonly merged: readonly PullRequest[];
}

/** Where coding agents look for what a repository asks of them (https://agents.md). */
export const AGENTS_PATH = "AGENTS.md";

/** Where GitHub looks for templates (docs.github.com, "Creating a pull request template for your repository"). */
const FOLDERS = [".github/", "", "docs/"] as const;
/** GitHub ignores case in file names; folder names are nearly always written in one of these ways. */
const COLLECTIONS = ["", "PULL_REQUEST_TEMPLATE/", "pull_request_template/"] as const;

/** GitHub returns only a template's file name; these are the paths it may have, most likely first. */
export function listTemplatePaths(fileName: string): readonly string[] {
  const name = fileName.slice(fileName.lastIndexOf("/") + 1);
  // A file with any other name belongs to a collection.
  const isSingle = /^pull_request_template(?:\.|$)/i.test(name);
  const collections = isSingle ? COLLECTIONS : COLLECTIONS.slice(1);
  return collections.flatMap((collection) => FOLDERS.map((folder) => `${folder}${collection}${name}`));
}
