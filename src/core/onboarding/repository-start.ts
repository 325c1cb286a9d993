import type { Template } from "../../description/template.ts";
import type { PullRequest } from "../pull-request/pull-request.ts";

/** What is to be known of a repository before anything is proposed to it, in one call. */
export interface RepositoryStart {
  /** A repository that others are made from. */
  readonly isTemplate: boolean;
  readonly isArchived: boolean;
  readonly isFork: boolean;
  readonly isEmpty: boolean;
  readonly defaultBranch: string;
  /** With their whole paths, byte for byte. One whose path could not be found out is not among them. */
  readonly templates: readonly Template[];
  /** The 30 pull requests merged last, the newest merge first. */
  readonly merged: readonly PullRequest[];
}

/** Where GitHub looks for templates (docs.github.com, creating a pull request template for your repository). */
const FOLDERS = [".github/", "", "docs/"] as const;
/** Names of files count in any case; those of folders are nearly always written in one of these. */
const COLLECTIONS = ["", "PULL_REQUEST_TEMPLATE/", "pull_request_template/"] as const;

/** A template's name is all that GitHub tells; these are the paths it may have, the likeliest first. */
export function listTemplatePaths(fileName: string): readonly string[] {
  const name = fileName.slice(fileName.lastIndexOf("/") + 1);
  // What has another name than that is one of a collection.
  const isSingle = /^pull_request_template(?:\.|$)/i.test(name);
  const collections = isSingle ? COLLECTIONS : COLLECTIONS.slice(1);
  return collections.flatMap((collection) => FOLDERS.map((folder) => `${folder}${collection}${name}`));
}
