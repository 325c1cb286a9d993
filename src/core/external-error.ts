import type { BlockedBy } from "./blocker.ts";

/**
 * Why a call to GitHub did not succeed:
 * - `not-found`: 404, the object or our right to see it is gone
 * - `gone`: 410, issues are switched off, or the object was deleted
 * - `forbidden`: 403 or 451 that is no rate limit: archived, permission missing, suspended, blocked
 * - `locked`: 403, the conversation is locked: no comment and no reaction is taken, everything else is
 * - `invalid`: 422, GitHub read the request and refuses its content
 * - `limited`: a primary or secondary rate limit; `retryAt` says until when
 * - `not-now`: GitHub was not asked, out of patience with others; `retryAt` says when to come back
 * - `unanswered`: 5xx, time-out, a broken connection, or a refusal that is none of GitHub's own, as a proxy's page: nobody
 *   knows whether it was done
 * - `too-heavy`: GitHub gave up on a page of pull requests, even on a page of one
 * - `too-old`: the server does not know a field of a query
 * - `lost-place`: GitHub does not know any more where a page ended
 * - `no-api`: there is no GitHub at the address
 *
 * Only of a call with a person's own token, which the next call does not renew:
 * - `token`: the token is wrong, expired or revoked
 * - `sign-on`: the organization wants the token authorised for single sign-on
 * - `unreachable`: no connection, or a broken one
 */
export type ExternalErrorKind =
  | "not-found"
  | "gone"
  | "forbidden"
  | "locked"
  | "invalid"
  | "limited"
  | "not-now"
  | "unanswered"
  | "too-heavy"
  | "too-old"
  | "lost-place"
  | "no-api"
  | "token"
  | "sign-on"
  | "unreachable";

interface ExternalErrorOptions {
  readonly cause?: unknown;
  readonly retryAt?: Date | null;
  readonly blocker?: BlockedBy | null;
  readonly isOfGraphql?: boolean;
  readonly detail?: string;
  readonly call?: string;
  readonly status?: number;
  readonly requestId?: string | null;
}

/** A call to GitHub that did not succeed, in the terms reconcilers and commands decide on. */
export class ExternalError extends Error {
  override readonly name = "ExternalError";
  readonly kind: ExternalErrorKind;
  /** Set for `limited` and `not-now`: do not call again for this installation or repository before then. */
  readonly retryAt: Date | null;
  /** What is in the way until a person changes it; "permission" is one that is missing, whichever that is. */
  readonly blocker: BlockedBy | null;
  /** Set for `limited` where only GraphQL's hourly points are used up: REST goes on. */
  readonly isOfGraphql: boolean;
  /** GitHub's own words or the network's, for a person who can act on them; the page that authorises a token for `sign-on`. */
  readonly detail: string;
  /** What was asked, as in "create an issue in acme/shop"; null where GitHub was not asked. */
  readonly call: string | null;
  /** Of GitHub's answer; null where there was none. */
  readonly status: number | null;
  /** GitHub's own id of the request, by which its support finds it. */
  readonly requestId: string | null;

  constructor(kind: ExternalErrorKind, message: string, options: ExternalErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAt = options.retryAt ?? null;
    this.blocker = options.blocker ?? null;
    this.isOfGraphql = options.isOfGraphql ?? false;
    this.detail = options.detail ?? "";
    this.call = options.call ?? null;
    this.status = options.status ?? null;
    this.requestId = options.requestId ?? null;
  }
}

/** Is something not there, or not for us to see? Issues that are switched off look the same, but for their blocker. */
export function isGone(error: unknown): error is ExternalError {
  return error instanceof ExternalError && (error.kind === "not-found" || error.kind === "gone");
}

/** Does without a comment that a locked conversation does not take. Throws every other error again. */
export function noneIfLocked(error: unknown): undefined {
  if (!(error instanceof ExternalError) || error.kind !== "locked") throw error;
  return undefined;
}

/**
 * Did GitHub read the call and say no, so that nothing was done, and asking again soon changes nothing? Limits, lost answers
 * and calls that were not made say nothing about the call.
 */
export function isRefusal(error: unknown): error is ExternalError {
  return isGone(error) || (error instanceof ExternalError && REFUSALS.includes(error.kind));
}

const REFUSALS: readonly ExternalErrorKind[] = ["forbidden", "locked", "invalid"];

/** Ignores the error of a missing resource, which needs no change. Throws every other error again. */
export function ignoreGone(error: unknown): undefined {
  if (!isGone(error)) throw error;
  return undefined;
}

/**
 * Ignores a refusal of what may stay undone, so that it is not tried for ever. Throws every other error again, also one that
 * names what is in the way: that is waited for.
 */
export function ignoreRefusal(error: unknown): undefined {
  if (isGone(error)) return undefined;
  if (!isRefusal(error) || (error.blocker !== null && error.blocker !== "refused")) throw error;
  return undefined;
}
