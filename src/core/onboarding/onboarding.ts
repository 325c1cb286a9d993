import type { Settings } from "../config/settings.ts";
import type { Repository } from "../repository/repository.ts";
import type { RepositoryStart } from "./repository-start.ts";

/**
 * - `begun`: about to be written, or written but not confirmed yet
 * - `open`: people have not decided yet
 * - `accepted`: merged, or the advice was followed
 * - `declined`: closed by a person; never asked again
 * - `superseded`: the repository became active in another way
 * - `impossible`: neither a pull request nor an issue may be opened there
 */
export type OnboardingState = "begun" | "open" | "accepted" | "declined" | "superseded" | "impossible";

/** The record of asking a repository to start, and the result. */
export interface Onboarding {
  readonly repositoryId: number;
  readonly state: OnboardingState;
  readonly kind: "pull" | "issue";
  /** Number of the pull request or issue; null while unknown. */
  readonly number: number | null;
  /** Fingerprint of the templates the proposal was made from. */
  readonly templates: string | null;
}

/** Is this a repository to ask, judging by what every reconcile knows about it? */
export function isToBeAsked({ name, files }: Repository, { isActive, config }: Settings): boolean {
  if (!files || files.isFork || files.isArchived || files.commit === null) return false;
  // This repository holds what the owner's other repositories share, not work to ask about.
  if (name.toLowerCase() === ".github") return false;
  return !isActive && config.onboarding !== false && config.active !== "never";
}

/** The same question, judging by what is read only before asking. */
export function canBegin({ isTemplate, isArchived, isFork, isEmpty }: RepositoryStart): boolean {
  return !isTemplate && !isArchived && !isFork && !isEmpty;
}
