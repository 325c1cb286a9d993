import type { Blocker } from "./blocker.ts";

/**
 * What a failed call to GitHub means to the caller:
 * - `not-found`: 404, the resource is gone, or we may not see it
 * - `gone`: 410, issues are switched off, or the resource was deleted
 * - `forbidden`: 403 or 451 that is not a rate limit: archived, permission missing, suspended, blocked
 * - `invalid`: 422, GitHub understood the request and rejects its content
 * - `limited`: a primary or secondary rate limit; `retryAt` says until when
 * - `not-now`: the call was not made, held back by our rate limiter or circuit breaker; `retryAt` says until when
 * - `unanswered`: 5xx, time-out or a broken connection: the request may or may not have taken effect
 */
export type ExternalErrorKind = "not-found" | "gone" | "forbidden" | "invalid" | "limited" | "not-now" | "unanswered";

interface ExternalErrorOptions {
  readonly cause?: unknown;
  readonly retryAt?: Date | null;
  readonly blocker?: Blocker | "permission" | null;
}

/** A failed call to GitHub, in the terms callers decide on. */
export class ExternalError extends Error {
  override readonly name = "Refusal";
  readonly kind: ExternalErrorKind;
  /** Set for `limited` and `not-now`: do not call again for this installation or repository before then. */
  readonly retryAt: Date | null;
  /** What stands in the way until a person changes it; "permission" is any missing permission. */
  readonly blocker: Blocker | "permission" | null;

  constructor(kind: ExternalErrorKind, message: string, options: ExternalErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAt = options.retryAt ?? null;
    this.blocker = options.blocker ?? null;
  }
}

/** Is the resource missing, or invisible to us? Switched-off issues look the same, except for their blocker. */
export function isGone(error: unknown): error is ExternalError {
  return error instanceof ExternalError && (error.kind === "not-found" || error.kind === "gone");
}

/** Ignores the error of a missing resource, which needs no change. Throws every other error again. */
export function ignoreGone(error: unknown): undefined {
  if (!isGone(error)) throw error;
  return undefined;
}
