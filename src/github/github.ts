import type { SeenRepository } from "../core/dashboard/seen-repository.ts";
import type { DeliveryAttempt } from "../core/delivery/missed-delivery.ts";
import type { RepositoryStart } from "../core/onboarding/repository-start.ts";
import type { Person } from "../core/person.ts";
import type { PullRequest } from "../core/pull-request/pull-request.ts";
import type { RepositoryAddress, RepositoryFiles } from "../core/repository/repository-files.ts";

/** Who we are on GitHub: what tells our own comments, issues and check runs from everybody else's. */
export interface AppIdentity {
  readonly appId: number;
  readonly slug: string;
  /** `<slug>[bot]`, the login our writes appear under. */
  readonly botLogin: string;
}

/** A check run, always completed (DESIGN 4.1). */
export interface CheckRun {
  readonly headSha: string;
  readonly externalId: string;
  readonly conclusion: "success" | "neutral" | "failure" | "skipped";
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  readonly actions: readonly CheckAction[];
  /** Remarks on lines of files, at most 50. GitHub adds those of an update to those that are there. */
  readonly annotations: readonly CheckAnnotation[];
}

/** A remark on a line of a file, shown where the file is changed. */
export interface CheckAnnotation {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly level: "failure" | "warning";
  readonly message: string;
}

/** A button in the Checks tab. GitHub's limits: label 20, description 40, identifier 20 characters. */
export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

/** A comment as GitHub lists it. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly author: Person;
  /** The app that wrote it, null for people. */
  readonly appId: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An issue as GitHub shows it. */
export interface Issue {
  readonly number: number;
  /** What GraphQL calls it. */
  readonly nodeId: string;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  readonly stateReason: "completed" | "not_planned" | "reopened" | "duplicate" | null;
  readonly author: Person;
  readonly appId: number | null;
  readonly assignees: readonly Person[];
  readonly isLocked: boolean;
  readonly updatedAt: string;
}

/** What may be changed of an issue in one call; what is left out stays. */
export interface IssueChange {
  readonly title?: string;
  readonly body?: string;
  readonly state?: "open" | "closed";
  readonly stateReason?: "completed" | "not_planned" | "duplicate" | "reopened";
  readonly assignees?: readonly string[];
}

/** A configuration file found somewhere; `text` is null where there is none. */
export interface ConfigFileText {
  readonly text: string | null;
  readonly visibility: "public" | "internal" | "private";
}

/** The head of a branch. */
export interface Branch {
  readonly sha: string;
  /** This app made that commit. Nobody's work is lost by moving the branch on from it. */
  readonly isOurs: boolean;
}

/** Files for people to look at and to merge: a branch, and a pull request from it. */
export interface Proposal {
  readonly branch: string;
  /** The branch it is to be merged into. */
  readonly base: string;
  /** The branch's head as `readBranch` showed it; null where there was no such branch. */
  readonly onto: string | null;
  readonly title: string;
  readonly body: string;
  readonly commitMessage: string;
  /** Path to text, or null to remove the file. All the branch changes: what earlier proposals had beside is taken back. */
  readonly files: Readonly<Record<string, string | null>>;
  readonly labels?: readonly string[];
}

/** A proposal as it stands. */
export interface Proposed {
  /** Of the pull request. */
  readonly number: number;
  /** Our commit, the branch's head. */
  readonly headSha: string;
}

/** A page of the app's own webhook log. */
export interface DeliveryPage {
  /** The newest first. */
  readonly attempts: readonly DeliveryAttempt[];
  /** Names the next page, null on the last. */
  readonly next: string | null;
}

/** A page of merged pull requests. */
export interface MergedPage {
  /** The one updated last comes first. */
  readonly pulls: readonly PullRequest[];
  /** Names the next page, null on the last. */
  readonly next: string | null;
}

export type Reaction = "eyes" | "+1" | "confused";

/** GitHub's role names, the least first. */
export type Permission = "none" | "read" | "triage" | "write" | "maintain" | "admin";

/**
 * All the app ever asks of GitHub. Two implementations: octokit.ts over HTTP, and the simulation that serves
 * tests and the playground.
 *
 * Every method is one request, never repeated by itself: a POST that is repeated blindly is a duplicate. What
 * GitHub refuses is thrown as a `Refusal`; a write that throws `unanswered` may have been done all the same.
 * The one exception is `proposeFiles`, which says why it is safe.
 */
export interface GitHub {
  /** Who we are. Asked of GitHub once, then remembered. */
  identity(): Promise<AppIdentity>;

  /**
   * What GitHub sent the app's webhook lately (3 days; GitHub Enterprise Server 7), 100 on a page. Asked as the app.
   * Throws an `invalid` refusal where a server does not know the filter, or a cursor any more.
   */
  listDeliveries(page: { readonly cursor: string | null; readonly isFailedOnly: boolean }): Promise<DeliveryPage>;
  /** Has an attempt made again, under the same GUID. Asked as the app. */
  redeliver(attemptId: number): Promise<void>;

  /** Templates and configuration of a repository and its owner, in one GraphQL call. Undefined when it is gone. */
  readFiles(repository: RepositoryAddress): Promise<RepositoryFiles | undefined>;
  /** The configuration file of any repository we may see, at a commit or (null) on the default branch. */
  readConfigFile(
    repository: RepositoryAddress,
    file: { readonly owner: string; readonly name: string; readonly commit: string | null },
  ): Promise<ConfigFileText | undefined>;
  /**
   * What is to be known before anything is proposed to a repository, in one GraphQL call; undefined when it is gone.
   * `templateNames` are the names `readFiles` gave: GitHub tells no paths, so each is looked for wherever it may stand.
   */
  readStart(repository: RepositoryAddress, templateNames: readonly string[]): Promise<RepositoryStart | undefined>;
  /**
   * Who may see some repositories right now, at most 100, in one GraphQL call; asked with the rights on `repository`. Those
   * that are gone, or cannot be read, are left out: an answer in part is normal.
   */
  readVisibilities(
    repository: RepositoryAddress,
    repositories: readonly RepositoryAddress[],
  ): Promise<readonly SeenRepository[]>;
  /** The open pull requests, the newest first, 100 on a page; pages count from 1. */
  listOpenPullRequests(repository: RepositoryAddress, page: number): Promise<readonly PullRequest[]>;
  /** The newest 100 pull requests from a branch of the repository, open and closed, the newest first. */
  listPullRequestsFrom(repository: RepositoryAddress, branch: string): Promise<readonly PullRequest[]>;
  /** The head of a branch; undefined when there is no such branch. */
  readBranch(repository: RepositoryAddress, branch: string): Promise<Branch | undefined>;
  /** Merged pull requests, the one updated last first, 100 on a page; null is the first page. */
  listMergedPullRequests(repository: RepositoryAddress, cursor: string | null): Promise<MergedPage>;
  /** The paths a pull request changes; null when there are more than 100. */
  listChangedPaths(repository: RepositoryAddress, number: number): Promise<readonly string[] | null>;
  /** A pull request as it stands; undefined when it is gone. */
  readPullRequest(repository: RepositoryAddress, number: number): Promise<PullRequest | undefined>;
  /** An issue as it stands; undefined when it was deleted or transferred. */
  readIssue(repository: RepositoryAddress, number: number): Promise<Issue | undefined>;
  /** What a person may do in a repository. */
  readPermission(repository: RepositoryAddress, login: string): Promise<Permission>;
  /** The comments of an issue or pull request written or edited since then, the newest first, at most 100. */
  listComments(repository: RepositoryAddress, number: number, since: Date): Promise<readonly Comment[]>;
  /** The newest 100 issues, open and closed, with a label, newest first. Pull requests are left out. */
  listIssues(repository: RepositoryAddress, label: string): Promise<readonly Issue[]>;
  /** Our own check runs on a commit, newest first. */
  listCheckRuns(repository: RepositoryAddress, headSha: string): Promise<readonly { id: number; externalId: string }[]>;

  createCheckRun(repository: RepositoryAddress, check: CheckRun): Promise<{ id: number }>;
  updateCheckRun(repository: RepositoryAddress, id: number, check: CheckRun): Promise<void>;
  createComment(repository: RepositoryAddress, number: number, body: string): Promise<{ id: number }>;
  updateComment(repository: RepositoryAddress, id: number, body: string): Promise<void>;
  deleteComment(repository: RepositoryAddress, id: number): Promise<void>;
  /** Gives back the issue as made: GitHub may have dropped assignees in silence. */
  createIssue(
    repository: RepositoryAddress,
    issue: { title: string; body: string; labels: readonly string[]; assignees: readonly string[] },
  ): Promise<Issue>;
  /** Gives back the issue as it stands afterwards. */
  updateIssue(repository: RepositoryAddress, number: number, change: IssueChange): Promise<Issue>;
  /**
   * Makes a branch and its open pull request propose exactly these files; makes either where there is none. Undefined
   * when the base has them all already: then there is nothing to propose, and nothing was touched.
   *
   * Several requests (about four reads and five writes). A failure leaves it half done, and each step can be repeated:
   * trees and commits nobody points to are cleared away by GitHub, a branch that moved is moved on again by the caller
   * who reads it anew, and the pull request is looked for by its branch before it is made.
   *
   * Never overwrites a person's commit: the new commit descends from `onto`, and the branch is moved only forward. What
   * was pushed since `readBranch` refuses it (`invalid`), as does a branch that came into being. Not noticed in that
   * moment: a branch reset to an older commit or deleted; no commit of anybody's is lost by that. Title and body of the
   * open pull request are written over in any case.
   */
  proposeFiles(repository: RepositoryAddress, proposal: Proposal): Promise<Proposed | undefined>;
  /**
   * Pins an issue to the top of the list of issues; pinning it twice is pinning it once. Refused (`forbidden`, `invalid`)
   * where the token may not, or where three are pinned already, which is GitHub's limit.
   */
  pinIssue(repository: RepositoryAddress, issue: Pick<Issue, "number" | "nodeId">): Promise<void>;
  /** Reacting twice with the same emoji is one reaction. */
  addReaction(repository: RepositoryAddress, commentId: number, reaction: Reaction): Promise<void>;
}
