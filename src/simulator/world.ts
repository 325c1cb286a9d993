import { PROJECT_PAGE } from "../core/about-page.ts";
import type { CheckRun, Issue, Permission } from "../github/github.ts";
import type { Hooks } from "./hooks.ts";

/** A person, a bot or an organization. */
export interface Account {
  readonly id: number;
  login: string;
  readonly type: "User" | "Organization" | "Bot";
}

/** The author of an action: a person, or the app with its installation's token. */
export interface Actor {
  readonly account: Account;
  readonly isApp: boolean;
}

export interface Installation {
  readonly id: number;
  readonly account: Account;
  readonly selection: "all" | "selected";
  readonly repositoryIds: Set<number>;
  isSuspended: boolean;
  /** Permissions the owner did not grant. */
  withheld: readonly Withheld[];
}

/**
 * The permissions an owner may withhold. Contents and pull requests are then granted for reading only, so everything
 * but proposals works; of the others nothing is granted.
 */
export type Withheld = "contents" | "pull_requests" | "issues" | "checks" | "merge_queues" | "deployments";

export interface Repository {
  readonly id: number;
  owner: Account;
  name: string;
  readonly defaultBranch: string;
  visibility: "public" | "internal" | "private";
  readonly isFork: boolean;
  /** A template repository, which others are created from. */
  readonly isTemplate: boolean;
  isArchived: boolean;
  hasIssues: boolean;
  /** Files of the default branch by path. */
  readonly files: Map<string, string>;
  /** Head of the default branch; null while the repository is empty. */
  headSha: string | null;
  /** Branches whose files are known, by name: those the app made. */
  readonly branches: Map<string, Branch>;
  /** Heads of the branches that people made, by name. */
  readonly heads: Map<string, string>;
  /** Commits by tag. */
  readonly tags: Map<string, string>;
  /** The configuration file by commit, where it differs from the default branch's. */
  readonly branchConfigs: Map<string, string>;
  /** All commits by sha, parents before their children; also those that no branch has any more. */
  readonly commits: Map<string, Commit>;
  /** Oldest first. */
  readonly releases: ReleaseRecord[];
  /** Oldest first. */
  readonly deployments: DeploymentRecord[];
  readonly collaborators: Map<number, Permission>;
  readonly threads: Map<number, Thread>;
  /** Numbers of issues that were deleted or transferred. */
  readonly goneNumbers: Set<number>;
  /** Issues at the top of the list. */
  readonly pinnedNumbers: Set<number>;
  readonly checkRuns: CheckRunRecord[];
  lastNumber: number;
  /** The last change of its name, owner or settings. */
  updatedAt: Date;
  pushedAt: Date;
}

/** A commit, and what a `push` event lists of it. */
export interface Commit {
  readonly parents: readonly string[];
  readonly at: Date;
  readonly message: string;
  readonly added: readonly string[];
  readonly modified: readonly string[];
  readonly removed: readonly string[];
}

export interface ReleaseRecord {
  readonly id: number;
  readonly tag: string;
  /** The branch or commit that it was made from. */
  readonly target: string;
  isDraft: boolean;
  isPrerelease: boolean;
  readonly author: Account;
  readonly createdAt: Date;
  /** null for a draft. */
  publishedAt: Date | null;
  updatedAt: Date;
}

export interface DeploymentRecord {
  readonly id: number;
  readonly sha: string;
  /** The branch, tag or commit that was named. */
  readonly ref: string;
  readonly environment: string;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
  readonly creator: Account;
  readonly createdAt: Date;
  /** Oldest first. */
  readonly statuses: DeploymentStatusRecord[];
}

export interface DeploymentStatusRecord {
  readonly id: number;
  readonly state: DeploymentState;
  readonly creator: Account;
  readonly createdAt: Date;
}

/** https://docs.github.com/rest/deployments/statuses */
export type DeploymentState = "success" | "failure" | "error" | "inactive" | "in_progress" | "queued" | "pending";

/** A branch and what it changes. */
export interface Branch {
  headSha: string;
  isHeadByApp: boolean;
  /** Path to text, null for a file it removes. */
  changes: Map<string, string | null>;
}

/** An issue or a pull request: GitHub numbers them together and treats them as one kind. */
export interface Thread {
  readonly id: number;
  readonly repository: Repository;
  readonly number: number;
  title: string;
  body: string | null;
  state: "open" | "closed";
  stateReason: Issue["stateReason"];
  readonly author: Account;
  readonly isByApp: boolean;
  labels: string[];
  assignees: Account[];
  isLocked: boolean;
  comments: CommentRecord[];
  /** Reviews of a pull request, with their text. */
  reviews: CommentRecord[];
  readonly createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  closedBy: Account | null;
  readonly pull: Pull | null;
}

/** The part that only pull requests have. */
export interface Pull {
  readonly id: number;
  isDraft: boolean;
  baseRef: string;
  readonly headRef: string;
  headSha: string;
  /** null when the fork it came from is gone. */
  readonly headRepositoryId: number | null;
  mergedAt: Date | null;
  mergedBy: Account | null;
  mergeCommitSha: string | null;
  /** The paths it changes. */
  readonly paths: Set<string>;
}

export interface CommentRecord {
  readonly id: number;
  readonly thread: Thread;
  body: string;
  readonly author: Account;
  readonly isByApp: boolean;
  readonly createdAt: Date;
  updatedAt: Date;
  reactions: { readonly by: Account; readonly content: string }[];
}

export interface CheckRunRecord {
  readonly id: number;
  readonly headSha: string;
  externalId: string;
  conclusion: string;
  title: string;
  summary: string;
  annotations: CheckRun["annotations"];
  actions: readonly { readonly label: string; readonly description: string; readonly identifier: string }[];
  completedAt: Date;
}

/** What GitHub does with people who cannot be assigned. Both have been observed. */
export interface Options {
  unassignable: "drop" | "refuse";
}

/** The whole state of the simulation. */
export interface World {
  readonly now: () => Date;
  readonly hooks: Hooks;
  readonly options: Options;
  readonly accounts: Map<string, Account>;
  readonly repositories: Map<number, Repository>;
  /** Former full names in lower case, with the last repository of that name: GitHub redirects until it is reused. */
  readonly redirects: Map<string, number>;
  readonly installations: Map<number, Installation>;
  readonly app: Actor;
  readonly nextId: () => number;
}

export const APP = {
  appId: 4_711,
  slug: "did-this-work",
  botLogin: "did-this-work[bot]",
  about: PROJECT_PAGE,
  site: "https://github.com",
} as const;

const GHOST_ID = 10_137;

/** An empty GitHub, with the app as its only account. */
export function createWorld(now: () => Date, hooks: Hooks): World {
  let lastId = 1_000;
  const nextId = () => ++lastId;
  const bot: Account = { id: nextId(), login: APP.botLogin, type: "Bot" };
  return {
    now,
    hooks,
    options: { unassignable: "drop" },
    accounts: new Map([
      [bot.login, bot],
      ["ghost", { id: GHOST_ID, login: "ghost", type: "User" }],
    ]),
    repositories: new Map(),
    redirects: new Map(),
    installations: new Map(),
    app: { account: bot, isApp: true },
    nextId,
  };
}

/** The account with a login, created on first use: `…[bot]` is a bot, all others are people. */
export function ensureAccount(world: World, login: string, type?: Account["type"]): Account {
  const key = login.toLowerCase();
  const known = world.accounts.get(key);
  if (known) return known;
  const account: Account = { id: world.nextId(), login, type: type ?? (login.endsWith("[bot]") ? "Bot" : "User") };
  world.accounts.set(key, account);
  return account;
}

/** The repository with that full name; without a name, the first one. Throws when there is none. */
export function getRepository(world: World, fullName?: string): Repository {
  for (const repository of world.repositories.values()) {
    if (fullName === undefined || toFullName(repository).toLowerCase() === fullName.toLowerCase()) return repository;
  }
  throw new Error(`there is no repository ${fullName ?? "yet"}`);
}

/** The repository GitHub finds under a full name: the current one, or else the last one that had it. */
export function resolveName(world: World, fullName: string): Repository | undefined {
  const name = fullName.toLowerCase();
  const current = [...world.repositories.values()].find((repository) => toFullName(repository).toLowerCase() === name);
  return current ?? world.repositories.get(world.redirects.get(name) ?? 0);
}

/** The issue or pull request with that number. Throws when there is none. */
export function getThread(repository: Repository, number: number): Thread {
  const thread = repository.threads.get(number);
  if (!thread) throw new Error(`there is no #${number} in ${toFullName(repository)}`);
  return thread;
}

/** The comment with that id, on any thread of the repository. */
export function adoptComment(repository: Repository, id: number): CommentRecord | undefined {
  for (const thread of repository.threads.values()) {
    const comment = thread.comments.find((candidate) => candidate.id === id);
    if (comment) return comment;
  }
  return undefined;
}

/** The app's installation on a repository. */
export function findInstallation(world: World, repository: Repository): Installation | undefined {
  const installation = world.installations.get(repository.owner.id);
  return installation?.repositoryIds.has(repository.id) ? installation : undefined;
}

/** `owner/name`. */
export function toFullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}
