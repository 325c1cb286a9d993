import type { Settings } from "../config/settings.ts";
import type { Repository } from "../repository/repository.ts";
import type { RepositoryStart } from "./repository-start.ts";

/**
 * - `begun`: about to be written, or written without our knowing it yet
 * - `open`: people have not decided yet
 * - `accepted`: merged, or the advice was followed
 * - `declined`: closed by a person; never asked again
 * - `superseded`: the repository became active in another way
 * - `impossible`: neither a pull request nor an issue may be opened there
 */
export type OnboardingState = "begun" | "open" | "accepted" | "declined" | "superseded" | "impossible";

/** That a repository was asked to begin, and what came of it. */
export interface Onboarding {
  readonly repositoryId: number;
  readonly state: OnboardingState;
  readonly kind: "pull" | "issue";
  /** Of the pull request or issue; null while it is not known. */
  readonly number: number | null;
  /** A fingerprint of the templates it was made from. */
  readonly templates: string | null;
}

/** Is this a repository to ask, by what every look knows of it? */
export function isToBeAsked({ name, files }: Repository, { isActive, config }: Settings): boolean {
  if (!files || files.isFork || files.isArchived || files.commit === null) return false;
  // Nobody's pull requests are told about there: it holds what the others share.
  if (name.toLowerCase() === ".github") return false;
  return !isActive && config.onboarding && config.active !== "never";
}

/** The same, by what is read only before asking. */
export function canBegin({ isTemplate, isArchived, isFork, isEmpty }: RepositoryStart): boolean {
  return !isTemplate && !isArchived && !isFork && !isEmpty;
}

/** How busy an installation is with being asked. */
export interface OnboardingPace {
  /** Repositories the app is installed on. */
  readonly repositories: number;
  /** Ever asked, wherever it could be. */
  readonly asked: number;
  readonly askedToday: number;
  readonly open: number;
  /** Repositories that began. */
  readonly begun: number;
}

/** Whoever chose so few repositories means each of them. */
const MOST_AT_ONCE = 10;
const MOST_OPEN = 10;
const MOST_A_DAY = 3;

/**
 * May another repository be asked? A small installation is asked all at once; a large one in one place first, and the
 * others, a few a day, once somebody has taken it up.
 */
export function judgePace({ repositories, asked, askedToday, open, begun }: OnboardingPace): "now" | "later" | "wait" {
  if (open >= MOST_OPEN) return "later";
  if (repositories <= MOST_AT_ONCE || asked === 0) return "now";
  if (begun === 0) return "wait";
  return askedToday < MOST_A_DAY ? "now" : "later";
}
