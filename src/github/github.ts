import type { SeenDeployment, SeenHead, SeenRelease } from "../core/clock/shipment.ts";
import type { SeenRepository } from "../core/dashboard/seen-repository.ts";
import type { DeliveryAttempt } from "../core/delivery/missed-delivery.ts";
import type { RepositoryStart } from "../core/onboarding/repository-start.ts";
import type { Person } from "../core/person.ts";
import type { PullRequest } from "../core/pull-request/pull-request.ts";
import type { RepositoryAddress, RepositoryFiles } from "../core/repository/repository-files.ts";
import type { HistoryPage, HistoryRequest } from "./history.ts";
import type { IssueDatesPage, IssueDatesRequest } from "./opened-issue.ts";

/** The app's identity on GitHub: it tells our own comments, issues and check runs from everyone else's. */
export interface AppIdentity {
  readonly appId: number;
  readonly slug: string;
  /** `<slug>[bot]`, the login our writes appear under. */
  readonly botLogin: string;
  /** The page that says what the app is, linked as *What is this?*: its homepage, else the project's. */
  readonly about: string;
  /** Where people see this GitHub, such as https://github.com. */
  readonly site: string;
}

/** A check run; always completed. */
export interface CheckRun {
  readonly headSha: string;
  readonly externalId: string;
  readonly conclusion: "success" | "neutral" | "failure" | "skipped";
  readonly title: string;
  /** Markdown, at most 65,535 bytes. */
  readonly summary: string;
  readonly actions: readonly CheckAction[];
  /** At most 50. On an update, GitHub adds them to the existing ones. */
  readonly annotations: readonly CheckAnnotation[];
}

/** A change of a check run: all of it, or its text alone, with its conclusion as it is. */
export type CheckRunChange = CheckRun | Pick<CheckRun, "title" | "summary">;

/** A check run as GitHub lists it. */
export interface StandingCheckRun extends Pick<CheckRun, "externalId" | "title" | "summary"> {
  readonly id: number;
  readonly conclusion: string;
}

/** A note on a line of a file, shown in the diff. */
export interface CheckAnnotation {
  readonly path: string;
  /** Counted from 1. */
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
  /** The app that wrote it; null for people. */
  readonly appId: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An issue as GitHub shows it. */
export interface Issue {
  readonly number: number;
  /** The id for GraphQL. */
  readonly nodeId: string;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  readonly stateReason: "completed" | "not_planned" | "reopened" | "duplicate" | null;
  readonly author: Person;
  readonly appId: number | null;
  readonly assignees: readonly Person[];
  readonly isLocked: boolean;
  /** Who closed it; null while it is open, and where GitHub does not say. */
  readonly closedBy: Person | null;
  readonly updatedAt: string;
}

/** Changes to an issue in one call; fields that are left out stay unchanged. */
export interface IssueChange {
  readonly title?: string;
  readonly body?: string;
  readonly state?: "open" | "closed";
  readonly stateReason?: "completed" | "not_planned" | "duplicate" | "reopened";
  readonly assignees?: readonly string[];
}

/** A configuration file; `text` is null when the repository has none. */
export interface ConfigFileText {
  readonly text: string | null;
  readonly visibility: "public" | "internal" | "private";
}

/** The head of a branch. */
export interface Branch {
  readonly sha: string;
  /** This app made the commit, so moving the branch on from it loses no one's work. */
  readonly isOurs: boolean;
}

/** Files for people to review and merge: a branch, and a pull request from it. */
export interface Proposal {
  readonly branch: string;
  /** The branch it is to be merged into. */
  readonly base: string;
  /** The branch's head as read by `readBranch`; null when the branch did not exist. */
  readonly onto: string | null;
  readonly title: string;
  readonly body: string;
  readonly commitMessage: string;
  /**
   * Path to text; null removes the file. These are all changes of the branch: other changes of earlier proposals are
   * undone.
   */
  readonly files: Readonly<Record<string, string | null>>;
  readonly labels?: readonly string[];
}

/** The state of a proposal after the call. */
export interface Proposed {
  /** Number of the pull request. */
  readonly number: number;
  /** Our commit, the branch's head. */
  readonly headSha: string;
}

/** A page of the app's own webhook log. */
export interface DeliveryPage {
  /** Newest first. */
  readonly attempts: readonly DeliveryAttempt[];
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}

/** A page of merged pull requests: at most 100, and fewer where GitHub cannot bear so many. */
export interface MergedPage {
  /** Last updated first. */
  readonly pulls: readonly PullRequest[];
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}

export type Reaction = "eyes" | "+1" | "confused";

/** GitHub's role names, lowest first. */
export type Permission = "none" | "read" | "triage" | "write" | "maintain" | "admin";

/**
 * Everything the app asks of GitHub. Two implementations: octokit.ts over HTTP, and the simulator for tests and the
 * playground.
 *
 * Every method is one request, never repeated by itself: a POST that is repeated blindly is a duplicate. What
 * GitHub refuses is thrown as an `ExternalError`; a write that throws `unanswered` may have been done all the same.
 * The exceptions are `proposeFiles` and `listMergedPullRequests`, which say why it is safe.
 */
export interface GitHub {
  /** The app's identity. Read from GitHub once, then remembered. */
  identity(): Promise<AppIdentity>;

  /**
   * Recent deliveries to the app's webhook (3 days; 7 on GitHub Enterprise Server), 100 per page, newest first. Called as
   * the app. Throws an `invalid` external error when the server no longer knows the cursor.
   */
  listDeliveries(cursor: string | null): Promise<DeliveryPage>;
  /** Requests a new attempt under the same GUID. Called as the app. */
  redeliver(attemptId: string): Promise<void>;

  /**
   * Templates and configuration of a repository and its owner, in one GraphQL call. Undefined when the repository is
   * gone.
   */
  readFiles(repository: RepositoryAddress): Promise<RepositoryFiles | undefined>;
  /** The configuration file of a repository the app may see, at a commit or (null) on the default branch. */
  readConfigFile(
    repository: RepositoryAddress,
    file: { readonly owner: string; readonly name: string; readonly commit: string | null },
  ): Promise<ConfigFileText | undefined>;
  /** The text of a file on the default branch; undefined when there is none. */
  readText(repository: RepositoryAddress, path: string): Promise<string | undefined>;
  /**
   * Everything needed before proposing files to a repository, in one GraphQL call; undefined when it is gone.
   * `templateNames` are the names from `readFiles`: GitHub gives no paths, so each one is looked up in every possible
   * place.
   */
  readStart(repository: RepositoryAddress, templateNames: readonly string[]): Promise<RepositoryStart | undefined>;
  /**
   * The current visibility of at most 100 repositories, in one GraphQL call with the permissions on `repository`.
   * Repositories that are gone or unreadable are left out: a partial answer is normal.
   */
  readVisibilities(
    repository: RepositoryAddress,
    repositories: readonly RepositoryAddress[],
  ): Promise<readonly SeenRepository[]>;
  /** The open pull requests, newest first, 100 per page; pages count from 1. */
  listOpenPullRequests(repository: RepositoryAddress, page: number): Promise<readonly PullRequest[]>;
  /** The newest 100 pull requests from a branch of the repository, open and closed, newest first. */
  listPullRequestsFrom(repository: RepositoryAddress, branch: string): Promise<readonly PullRequest[]>;
  /** The head of a branch; undefined when it does not exist. */
  readBranch(repository: RepositoryAddress, branch: string): Promise<Branch | undefined>;
  /**
   * Merged pull requests, the one updated last first, 100 on a page; null is the first page. A page GitHub gives up on is asked
   * for again by half: it is only read, and some repositories are too heavy for 100.
   */
  listMergedPullRequests(repository: RepositoryAddress, cursor: string | null): Promise<MergedPage>;
  /** The paths a pull request changes; null when there are more than 100. */
  listChangedPaths(repository: RepositoryAddress, number: number): Promise<readonly string[] | null>;
  /** The current pull request; undefined when it is gone. */
  readPullRequest(repository: RepositoryAddress, number: number): Promise<PullRequest | undefined>;
  /** The current issue; undefined when it was deleted or transferred. */
  readIssue(repository: RepositoryAddress, number: number): Promise<Issue | undefined>;
  /** What a person may do in a repository. */
  readPermission(repository: RepositoryAddress, login: string): Promise<Permission>;
  /** A page of the history of a revision, newest first, 100 commits. Undefined when GitHub has no such commit (any more). */
  readHistory(repository: RepositoryAddress, request: HistoryRequest): Promise<HistoryPage | undefined>;
  /** Is a commit part of the history of another? No, where GitHub has one of them no longer. */
  isContained(
    repository: RepositoryAddress,
    commits: { readonly commit: string; readonly head: string },
  ): Promise<boolean>;
  /** The newest releases, at most 100. */
  listReleases(repository: RepositoryAddress): Promise<readonly SeenRelease[]>;
  /** The newest deployments, at most 100, and those among them that ever succeeded. */
  listDeployments(repository: RepositoryAddress): Promise<readonly SeenDeployment[]>;
  /** The heads of the branches with these names, and of 100 others where `others` is set. */
  listHeads(
    repository: RepositoryAddress,
    wanted: { readonly names: readonly string[]; readonly others: boolean },
  ): Promise<readonly SeenHead[]>;
  /** The comments of an issue or pull request written or edited since then, newest first, at most 100. */
  listComments(repository: RepositoryAddress, number: number, since: Date): Promise<readonly Comment[]>;
  /** The newest 100 issues with a label, open and closed, newest first, without pull requests. */
  listIssues(repository: RepositoryAddress, label: string): Promise<readonly Issue[]>;
  /** When issues were opened, newest first, 100 per page, open and closed, without pull requests. */
  listIssueDates(repository: RepositoryAddress, request: IssueDatesRequest): Promise<IssueDatesPage>;
  /** Our own check runs on a commit, newest first. */
  listCheckRuns(repository: RepositoryAddress, headSha: string): Promise<readonly StandingCheckRun[]>;

  createCheckRun(repository: RepositoryAddress, check: CheckRun): Promise<{ id: number }>;
  updateCheckRun(repository: RepositoryAddress, id: number, change: CheckRunChange): Promise<void>;
  /** Completes a run again as it stands. A re-run queues its suite and leaves the run as it is. */
  repeatCheckRun(repository: RepositoryAddress, standing: StandingCheckRun): Promise<void>;
  createComment(repository: RepositoryAddress, number: number, body: string): Promise<{ id: number }>;
  updateComment(repository: RepositoryAddress, id: number, body: string): Promise<void>;
  deleteComment(repository: RepositoryAddress, id: number): Promise<void>;
  /** Returns the created issue: GitHub may have dropped assignees silently. */
  createIssue(
    repository: RepositoryAddress,
    issue: { title: string; body: string; labels: readonly string[]; assignees: readonly string[] },
  ): Promise<Issue>;
  /** Returns the issue after the update. */
  updateIssue(repository: RepositoryAddress, number: number, change: IssueChange): Promise<Issue>;
  /**
   * Makes a branch and its open pull request propose exactly these files, creating either if missing. Undefined when
   * the base already has them all: then there is nothing to propose, and nothing is changed.
   *
   * Takes several requests (about four reads and five writes). A failure leaves the work half done, and each step can
   * be repeated: GitHub deletes unreferenced trees and commits, the caller reads the branch again and moves it on, and
   * the pull request is looked up by its branch before it is created.
   *
   * Never overwrites a person's commit: the new commit descends from `onto`, and the branch only moves forward. A push
   * since `readBranch` makes the call fail (`invalid`), and so does a branch created since then. A branch that is reset
   * to an older commit or deleted in that time goes unnoticed, but no one's commit is lost. Title and body of the open
   * pull request are overwritten in any case.
   */
  proposeFiles(repository: RepositoryAddress, proposal: Proposal): Promise<Proposed | undefined>;
  /**
   * Pins an issue to the top of the issue list; pinning twice has no further effect. Refused (`forbidden`, `invalid`)
   * when the token may not pin, or when three issues are pinned already, which is GitHub's limit.
   */
  pinIssue(repository: RepositoryAddress, issue: Pick<Issue, "number" | "nodeId">): Promise<void>;
  /** Repeating a reaction has no further effect. */
  addReaction(repository: RepositoryAddress, commentId: number, reaction: Reaction): Promise<void>;
  /** The same on a review; whatever GitHub says no for is `invalid`. */
  addReviewReaction(repository: RepositoryAddress, nodeId: string, reaction: Reaction): Promise<void>;
}
