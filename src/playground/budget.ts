import type { ObservedStep } from "./observed-step.ts";

/** The most calls one event may cost. */
export interface Allowance {
  readonly why: string;
  readonly reads: number;
  /** null where the number of writes has no bound, only a rate limit. */
  readonly writes: number | null;
}

/** Allowances for user actions, by webhook. Webhooks not listed here cost nothing. */
const BY_WEBHOOK: Readonly<Record<string, Allowance>> = {
  "installation created": { why: "first sight of a repository", reads: 3, writes: null },
  "pull_request opened": { why: "a pull request is opened", reads: 0, writes: 2 },
  "pull_request reopened": { why: "a pull request is reopened", reads: 0, writes: 2 },
  "pull_request edited": { why: "a description is edited", reads: 0, writes: 2 },
  "pull_request ready_for_review": { why: "it is ready for review", reads: 0, writes: 2 },
  "pull_request converted_to_draft": { why: "it becomes a draft", reads: 0, writes: 2 },
  "pull_request synchronize": { why: "new commits", reads: 0, writes: 1 },
  "pull_request closed": { why: "it is merged or closed", reads: 0, writes: 1 },
  // What they bring: a page of a history as a rule, five at most.
  "release released": { why: "a release", reads: 5, writes: 0 },
  "deployment_status created": { why: "a deployment", reads: 5, writes: 0 },
  "check_run requested_action": { why: "a button of the check", reads: 1, writes: 2 },
  "check_run rerequested": { why: "the check is re-run", reads: 2, writes: 2 },
  // "/outcome skip" on a pull request that was reminded: reaction, check, comment deleted. An answer: issue, reaction, check.
  "issue_comment created": { why: "a comment", reads: 1, writes: 3 },
  "issues edited": { why: "a box is ticked", reads: 0, writes: 2 },
  "issues closed": { why: "an issue is closed by hand", reads: 2, writes: 2 },
  "issues reopened": { why: "an issue is reopened", reads: 0, writes: 2 },
};

/** Allowances for decisions of the app on a due date. */
const BY_DECISION: Readonly<Record<string, Allowance>> = {
  asked: { why: "a follow-up, and up to three more who can be assigned", reads: 0, writes: 5 },
  reminded: { why: "a reminder", reads: 2, writes: 1 },
  unanswered: { why: "giving up", reads: 2, writes: 2 },
  reverted: { why: "a revert", reads: 0, writes: 2 },
  unshipped: { why: "what was released a moment before a merge", reads: 1, writes: 0 },
  shipped: { why: "a change that reached its users", reads: 0, writes: 1 },
};

const FILES: Allowance = { why: "templates or configuration changed", reads: 3, writes: null };
const CLOCK: Allowance = { why: "what is newest, once a day while something waits to ship", reads: 1, writes: 0 };
/** Nothing waits for a source: what comes later is one write more, of each page that shows it. */
const METRIC: Allowance = { why: "a number that came after its check was written", reads: 0, writes: 1 };
const NUMBERS: Allowance = {
  why: "numbers that came after the question and its check were written",
  reads: 0,
  writes: 2,
};
const REPORT: Allowance = { why: "the monthly issue", reads: 0, writes: 2 };
const DASHBOARD: Allowance = { why: "the dashboard, once a minute", reads: 0, writes: 1 };
const ORGANIZATION: Allowance = { why: "the dashboard over all repositories, once a minute", reads: 1, writes: 1 };

const BACKFILL: Allowance = { why: "the daily comparison with what was merged", reads: 1, writes: 0 };

/** The allowances for everything that happened in a step. */
export function listAllowances(step: ObservedStep): readonly Allowance[] {
  const { heard, decisions, lookedAt, calls, days } = step;
  const isFileRead = calls.some(({ method }) => method === "readFiles") && !heard.includes("installation created");
  const isReport = calls.some(({ method, about }) => method === "createIssue" && about.startsWith("Outcomes: "));
  const wasLookedAt = (kind: string) => lookedAt.some((object) => object.startsWith(`${kind}/`));
  return [
    ...heard.flatMap((webhook) => BY_WEBHOOK[webhook] ?? []),
    ...decisions.flatMap(({ kind }) => BY_DECISION[kind] ?? []),
    ...(isFileRead ? [FILES] : []),
    ...(wasLookedAt("clock") && (days > 0 || isFileRead) ? Array.from({ length: Math.max(1, days) }, () => CLOCK) : []),
    ...lookedAt.flatMap((object) => (object.startsWith("metric/") ? [METRIC] : [])),
    ...lookedAt.flatMap((object) => (object.startsWith("numbers/") ? [NUMBERS] : [])),
    ...(isReport ? [REPORT] : []),
    // A user action takes 61 seconds of simulated time, enough for two writes a minute apart. A day is one moment.
    ...(wasLookedAt("dashboard") ? [DASHBOARD, ...(days === 0 ? [DASHBOARD] : [])] : []),
    ...(wasLookedAt("organization") ? [ORGANIZATION, ...(days === 0 ? [ORGANIZATION] : [])] : []),
    ...(wasLookedAt("backfill") ? Array.from({ length: Math.max(1, days) }, () => BACKFILL) : []),
  ];
}

/** The sum of all allowances. */
export function sumAllowances(allowances: readonly Allowance[]): { reads: number; writes: number | null } {
  const isPaced = allowances.some(({ writes }) => writes === null);
  const add = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
  return {
    reads: add(allowances.map(({ reads }) => reads)),
    writes: isPaced ? null : add(allowances.map(({ writes }) => writes ?? 0)),
  };
}
