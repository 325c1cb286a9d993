import type { Blocker } from "./blocker.ts";

/** Asked as the app itself: its only caller keeps a pace of its own. */
export interface AppCall {
  readonly askedAs: "app";
  readonly kind: "read" | "write";
  readonly permission: null;
}

/** Asked as an installation, about a repository; paced, and kept from being made while something is in its way. */
export interface InstallationCall {
  readonly askedAs: "installation";
  readonly kind: "read" | "write";
  /** What it takes that an installation may not have; null where its reconciler knows what to do without, and of reads that all may make. */
  readonly permission: Extract<Blocker, "checks" | "issues" | "comments" | "deployments"> | null;
  /** How many writes it is at GitHub; 0 for a read. */
  readonly writes: number;
  /** What it makes or changes; null for a read. */
  readonly makes: "check" | "comment" | "issue" | "reaction" | "pin" | "proposal" | null;
}

/**
 * Every call of `GitHub` (github/github.ts), by its name. From here the rate limiter knows what to pace
 * (github/rate-limit/rate-limited-github.ts), and the engine what may be in the way (engine/blockers.ts). A call without a row
 * does not compile there.
 */
export const CALLS = {
  identity: asApp("read"),
  listDeliveries: asApp("read"),
  redeliver: asApp("write"),

  readFiles: read(),
  readConfigFile: read(),
  readText: read(),
  readStart: read(),
  readVisibilities: read(),
  listOpenPullRequests: read(),
  listPullRequestsFrom: read(),
  readBranch: read(),
  listMergedPullRequests: read(),
  listChangedPaths: read(),
  readPullRequest: read(),
  readPermission: read(),
  readHistory: read(),
  isContained: read(),
  listReleases: read(),
  listDeployments: read("deployments"),
  listHeads: read(),
  readIssue: read("issues"),
  listIssues: read("issues"),
  listIssueDates: read("issues"),
  listComments: read("comments"),
  listCheckRuns: read("checks"),

  createCheckRun: write("check", "checks"),
  updateCheckRun: write("check", "checks"),
  repeatCheckRun: write("check", "checks"),
  createComment: write("comment", "comments"),
  updateComment: write("comment", "comments"),
  deleteComment: write("comment", "comments"),
  addReaction: write("reaction", "comments"),
  addReviewReaction: write("reaction", "comments"),
  createIssue: write("issue", "issues"),
  updateIssue: write("issue", "issues"),
  pinIssue: write("pin", null),
  // Tree, commit, branch, pull request and its labels go out one after the other; the next write waits for all of them.
  proposeFiles: write("proposal", null, 5),
} as const;

export type CallName = keyof typeof CALLS;

function asApp(kind: AppCall["kind"]): AppCall {
  return { askedAs: "app", kind, permission: null };
}

function read(permission: InstallationCall["permission"] = null): InstallationCall {
  return { askedAs: "installation", kind: "read", permission, writes: 0, makes: null };
}

function write(
  makes: InstallationCall["makes"] & string,
  permission: InstallationCall["permission"],
  writes = 1,
): InstallationCall {
  return { askedAs: "installation", kind: "write", permission, writes, makes };
}

/** Anything with all calls, as `GitHub` is. */
type Calls = { readonly [M in CallName]: (...given: never[]) => Promise<unknown> };

/** The same calls, each made the way `around` says: it gets the call's name, what was given, and how to make it. */
export function wrapCalls<G extends Calls>(
  calls: G,
  around: (name: CallName, given: readonly unknown[], make: () => Promise<unknown>) => Promise<unknown>,
): G {
  const wrapped = Object.keys(CALLS).map((key) => {
    const name = key as CallName;
    const call: (...given: never[]) => Promise<unknown> = (...given) =>
      around(name, given, () => calls[name](...given));
    return [name, call];
  });
  return Object.fromEntries(wrapped);
}
