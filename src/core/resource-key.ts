import type { Outcome } from "./outcome/outcome.ts";
import { onboardingKey, outcomeKey, pullKey, type ReconcileKey, reportKey } from "./reconcile-key.ts";

declare const resourceKey: unique symbol;

/**
 * A managed resource: something of ours on GitHub. Keys are made by the functions below or read from the database,
 * never written out elsewhere.
 */
export type ResourceKey = string & { readonly [resourceKey]: true };

/** Every kind of resource, and what it is on GitHub. */
export const RESOURCE_KINDS = {
  check: "check",
  comment: "comment",
  "follow-up": "issue",
  again: "comment",
  reminder: "comment",
  "second-look": "comment",
  reply: "comment",
  dashboard: "issue",
  organization: "issue",
  report: "issue",
  onboarding: "proposal",
} as const;
export type ResourceKind = keyof typeof RESOURCE_KINDS;

/** The parts of a key. */
export interface ResourceKeyParts {
  readonly kind: ResourceKind;
  readonly repositoryId: number;
  /** Number of the pull request, id of the comment, SHA of the commit, or month; "" when there is none. */
  readonly rest: string;
}

/** Splits a key into its parts. Throws on a kind that this version does not know. */
export function parseResourceKey(key: ResourceKey): ResourceKeyParts {
  const [kind = "", repositoryId = "", rest = ""] = key.split("/");
  if (!isResourceKind(kind)) throw new Error(`unknown kind of resource: ${key}`);
  return { kind, repositoryId: Number(repositoryId), rest };
}

function isResourceKind(kind: string): kind is ResourceKind {
  return Object.hasOwn(RESOURCE_KINDS, kind);
}

/**
 * The key whose reconciler writes a resource; null for a check, which several pull requests may share, and for a reply,
 * which is written once.
 */
export function ownerOf(key: ResourceKey): ReconcileKey | null {
  const { kind, repositoryId, rest } = parseResourceKey(key);
  switch (kind) {
    case "comment":
      return pullKey(repositoryId, Number(rest));
    case "follow-up":
    case "again":
    case "reminder":
    case "second-look":
      return outcomeKey(repositoryId, Number(rest));
    case "report":
      return reportKey(repositoryId);
    case "onboarding":
      return onboardingKey(repositoryId);
    case "dashboard":
    case "organization":
      return key as string as ReconcileKey;
    case "check":
    case "reply":
      return null;
  }
}

function make(kind: ResourceKind, ...parts: readonly (number | string)[]): ResourceKey {
  return [kind, ...parts].join("/") as ResourceKey;
}

/** The check run on a commit. */
export function checkResource(repositoryId: number, sha: string): ResourceKey {
  return make("check", repositoryId, sha);
}

/** The comment on a pull request. */
export function commentResource(repositoryId: number, number: number): ResourceKey {
  return make("comment", repositoryId, number);
}

type OutcomeId = Pick<Outcome, "repositoryId" | "number">;

/** The issue that asks about a pull request. */
export function followUpResource({ repositoryId, number }: OutcomeId): ResourceKey {
  return make("follow-up", repositoryId, number);
}

/** The comment that announces that a snoozed question is asked again, on its date. */
export function againResource({ repositoryId, number, dueOn }: OutcomeId & Pick<Outcome, "dueOn">): ResourceKey {
  return make("again", repositoryId, number, dueOn ?? "");
}

/** The reminder of a question that was asked at that moment (in milliseconds). */
export function reminderResource({ repositoryId, number }: OutcomeId, askedAt: number): ResourceKey {
  return make("reminder", repositoryId, number, askedAt);
}

/** The one comment of the second look at what worked. */
export function secondLookResource({ repositoryId, number }: OutcomeId): ResourceKey {
  return make("second-look", repositoryId, number);
}

/** The reply to a comment. */
export function replyResource(repositoryId: number, commentId: number): ResourceKey {
  return make("reply", repositoryId, commentId);
}

/** The one reply on an issue to all who answer in words and may not. */
export function noRightResource(repositoryId: number, issueNumber: number): ResourceKey {
  return make("reply", repositoryId, issueNumber, "no-right");
}

/** The reply to a review. */
export function reviewReplyResource(repositoryId: number, reviewId: number): ResourceKey {
  return make("reply", repositoryId, reviewId, "review");
}

/** The dashboard of a repository. */
export function dashboardResource(repositoryId: number): ResourceKey {
  return make("dashboard", repositoryId);
}

/** The page over all repositories of an owner, identified by the repository that holds it. */
export function organizationResource(repositoryId: number): ResourceKey {
  return make("organization", repositoryId);
}

/** The monthly issue of a repository, identified by its month: "2026-10". */
export function reportResource(repositoryId: number, month: string): ResourceKey {
  return make("report", repositoryId, month);
}

/** The month of a monthly issue: "2026-10". */
export function toReportMonth(key: ResourceKey): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

/** The pull request or issue that asks a repository to start. */
export function onboardingResource(repositoryId: number): ResourceKey {
  return make("onboarding", repositoryId);
}
