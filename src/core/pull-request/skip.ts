import type { Config } from "../config/config.ts";
import type { Person } from "../person.ts";
import { compileGlob } from "./glob.ts";
import type { PullRequest } from "./pull-request.ts";

/** Why a pull request is skipped; `found` is what matched. */
export type SkipReason =
  | { readonly kind: "person"; readonly by: string; readonly reason: string | null }
  | { readonly kind: "base"; readonly found: string }
  | { readonly kind: "merge-back"; readonly found: string }
  | { readonly kind: "revert"; readonly found: string }
  | { readonly kind: "bot"; readonly found: string }
  | { readonly kind: "author"; readonly found: string }
  | { readonly kind: "label"; readonly found: string }
  | { readonly kind: "title"; readonly found: string }
  | { readonly kind: "branch"; readonly found: string }
  | { readonly kind: "paths"; readonly found: string }
  | { readonly kind: "draft" };

export interface SkipFacts {
  readonly pull: PullRequest;
  readonly config: Config;
  readonly defaultBranch: string;
  /** The login of this app. */
  readonly ownLogin: string;
  /** The person who pressed "Not needed" or wrote `/outcome skip`. */
  readonly skippedBy: { readonly by: Person; readonly reason: string | null } | null;
  /** The words or the branch that mark it as a revert; null when nothing does. */
  readonly revert: string | null;
  /** The changed paths; null when they are unknown, or too many to list. */
  readonly paths: readonly string[] | null;
}

/**
 * The first reason to skip a pull request; undefined when there is none. Lasting reasons come before passing ones: a
 * bot's draft is skipped for the bot.
 */
export function findSkipReason(facts: SkipFacts): SkipReason | undefined {
  return (
    skipByPerson(facts) ??
    skipByBranches(facts) ??
    skipByAuthor(facts) ??
    skipByWords(facts) ??
    skipByPaths(facts) ??
    skipByDraft(facts)
  );
}

function skipByPerson({ skippedBy }: SkipFacts): SkipReason | undefined {
  return skippedBy ? { kind: "person", by: skippedBy.by.login, reason: skippedBy.reason } : undefined;
}

function skipByBranches({ pull, config, defaultBranch, revert }: SkipFacts): SkipReason | undefined {
  const isLookedAt = (branch: string) => isLookedAtBranch(branch, config, defaultBranch);
  if (!isLookedAt(pull.baseRef)) return { kind: "base", found: pull.baseRef };
  // A fork's default branch has the same name as ours but is not a merge-back.
  if (pull.headRepositoryId === pull.repositoryId && isLookedAt(pull.headRef)) {
    return { kind: "merge-back", found: pull.headRef };
  }
  return revert === null ? undefined : { kind: "revert", found: revert };
}

/** Is this one of the branches whose merges count? */
function isLookedAtBranch(branch: string, config: Config, defaultBranch: string): boolean {
  return config.bases.some((base) => (base === "default" ? branch === defaultBranch : compileGlob(base)(branch)));
}

function skipByAuthor({ pull, config, ownLogin }: SkipFacts): SkipReason | undefined {
  const { login } = pull.author;
  // The app's own proposals (a ledger, a template) are nothing to ask people about.
  if (login === ownLogin) return { kind: "bot", found: login };
  if (config.skip.bots === "all" && pull.author.type === "Bot") return { kind: "bot", found: login };
  if (config.skip.bots !== "none" && isDependencyBot(pull, config)) return { kind: "bot", found: login };
  return findGlob(config.skip.authors, login) ? { kind: "author", found: login } : undefined;
}

/** Dependency and release bots: by login, since some run as ordinary users, and by branch prefix. */
const DEPENDENCY_BOTS =
  /^(?:dependabot|renovate|renovate-bot|self-hosted-renovate|pyup-bot|greenkeeper|snyk-bot|scala-steward|pre-commit-ci|release-please|github-actions|imgbot|allcontributors|depfu|whitesource-bolt|mend-bolt|updatecli)(?:\[bot\]|-preview\[bot\])?$/i;
const DEPENDENCY_BRANCHES =
  /^(?:dependabot|renovate|snyk-(?:fix|upgrade)|release-please--|changeset-release|pre-commit-ci-update)/;

/**
 * Where the check blocks merging only GitHub's word counts that the author is a bot: anybody can name a branch, and
 * register a login.
 */
function isDependencyBot({ author, headRef }: PullRequest, { enforcement }: Config): boolean {
  // @removal excused-by-name
  if (enforcement === "require") return author.type === "Bot" && DEPENDENCY_BOTS.test(author.login);
  return DEPENDENCY_BOTS.test(author.login) || DEPENDENCY_BRANCHES.test(headRef);
}

function skipByWords({ pull, config }: SkipFacts): SkipReason | undefined {
  const label = pull.labels.find((name) => config.skip.labels.some((l) => l.toLowerCase() === name.toLowerCase()));
  if (label) return { kind: "label", found: label };
  const title = findGlob(config.skip.titles, pull.title);
  if (title) return { kind: "title", found: title };
  const branch = findGlob(config.skip.branches, pull.headRef);
  return branch ? { kind: "branch", found: branch } : undefined;
}

/** The first glob that matches a text. */
function findGlob(globs: readonly string[], text: string): string | undefined {
  return globs.find((glob) => compileGlob(glob)(text));
}

/** Skips a pull request only when all its paths match. One that touches no path at all is not skipped. */
function skipByPaths({ paths, config }: SkipFacts): SkipReason | undefined {
  const globs = config.skip.paths;
  if (globs.length === 0 || paths === null || paths.length === 0) return undefined;
  const matchers = globs.map(compileGlob);
  const isLeftAlone = paths.every((path) => matchers.some((isMatch) => isMatch(path)));
  return isLeftAlone ? { kind: "paths", found: globs.join(", ") } : undefined;
}

function skipByDraft({ pull, config }: SkipFacts): SkipReason | undefined {
  return config.skip.drafts && pull.isDraft && pull.mergedAt === null ? { kind: "draft" } : undefined;
}
