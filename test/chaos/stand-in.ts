import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The parts of a pull request that stories use. */
export interface StandInPull {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: string;
  readonly draft: boolean;
  readonly merged: boolean;
  readonly merge_commit_sha: string | null;
  readonly head: { readonly sha: string };
}

export interface StandInIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: string;
  readonly state_reason: string | null;
  readonly locked: boolean;
  readonly user: { readonly login: string };
  readonly labels: readonly { readonly name: string }[];
}

export interface StandInComment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string };
}

export interface StandInCheck {
  readonly id: number;
  readonly name: string;
  readonly conclusion: string | null;
  readonly output: { readonly title: string | null };
}

export interface StandInDelivery {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly text: string;
}

interface Place {
  readonly repo: string;
  readonly number: number;
}

/** The parts of the stand-in for GitHub that the chaos test uses; its own README has the rest. */
export interface StandIn {
  readonly url: string;
  readonly violations: readonly unknown[];
  readonly internalErrors: readonly string[];
  readonly hooks: { readonly deliveries: readonly StandInDelivery[]; pendingCount(): number };
  start(): Promise<StandIn>;
  stop(): Promise<void>;
  env(port: number): Record<string, string>;
  setTime(time: string): void;
  advance(ms: number): void;
  addOrg(org: { login: string; admins: readonly string[]; members: readonly string[] }): void;
  addRepo(repo: { repo: string; files: Record<string, string>; collaborators: Record<string, string> }): { id: number };
  install(installation: { account: string; repos: readonly string[] }): void;
  openPull(pull: { repo: string; author: string; title: string; body: string; draft?: boolean }): StandInPull;
  editPull(edit: Place & { body: string }): void;
  pushToPull(push: Place): void;
  readyForReview(pull: Place): void;
  convertToDraft(pull: Place): void;
  closePull(pull: Place): void;
  reopenPull(pull: Place): void;
  mergePull(merge: Place & { by: string; mergedAt?: Date }): StandInPull;
  review(review: Place & { by: string; event: "COMMENT"; body: string }): void;
  commitFile(commit: { repo: string; by: string; path: string; content: string; message: string }): { sha: string };
  comment(comment: Place & { by: string; body: string }): StandInComment;
  editComment(edit: { repo: string; comment: number; by: string; body: string }): void;
  deleteComment(deletion: { repo: string; comment: number; by: string }): void;
  lockIssue(lock: Place & { by: string }): void;
  unlockIssue(lock: Place & { by: string }): void;
  deleteIssue(deletion: Place & { by: string }): void;
  transferIssue(transfer: Place & { by: string; to: string }): void;
  tickCheckbox(tick: Place & { by: string; text: string }): void;
  closeIssue(issue: Place & { by: string }): void;
  openIssue(issue: { repo: string; author: string; title: string; body: string }): void;
  redeliver(delivery: { id: number }): Promise<unknown>;
  getPull(pull: Place): StandInPull;
  listPulls(filter: { repo: string; state: "all" }): readonly StandInPull[];
  listIssues(filter: { repo: string; state: "all" }): readonly StandInIssue[];
  listComments(issue: Place): readonly StandInComment[];
  listCheckRuns(filter: { repo: string; sha: string }): readonly StandInCheck[];
}

/** Starts the stand-in installed in a folder. `app` says where its webhooks go. */
export async function startStandIn(folder: string, app: object): Promise<StandIn> {
  const module: { createGitHub(options: object): StandIn } = await import(
    pathToFileURL(join(resolve(folder), "github.mjs")).href
  );
  return module.createGitHub({ app }).start();
}
