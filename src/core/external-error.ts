import type { Blocker } from "./blocker.ts";

/**
 * What GitHub's "no" means to a flow:
 * - `not-found`: 404, the object or our right to see it is gone
 * - `gone`: 410, issues are switched off, or the object was deleted
 * - `forbidden`: 403 or 451 that is no rate limit: archived, permission missing, suspended, blocked
 * - `invalid`: 422, GitHub read the request and refuses its content
 * - `limited`: a primary or secondary rate limit; `retryAt` says until when
 * - `not-now`: we did not even ask, out of patience with others; `retryAt` says when to come back
 * - `unanswered`: 5xx, time-out or a broken connection: nobody knows whether it was done
 */
export type ExternalErrorKind = "not-found" | "gone" | "forbidden" | "invalid" | "limited" | "not-now" | "unanswered";

interface ExternalErrorOptions {
  readonly cause?: unknown;
  readonly retryAt?: Date | null;
  readonly blocker?: Blocker | "permission" | null;
}

/** A call to GitHub that did not succeed, in the terms flows decide on. */
export class ExternalError extends Error {
  override readonly name = "Refusal";
  readonly kind: ExternalErrorKind;
  /** Set for `limited` and `not-now`: do not ask this installation again before. */
  readonly retryAt: Date | null;
  /** What is in the way until somebody changes it; "permission" is one that is missing, whichever that is. */
  readonly blocker: Blocker | "permission" | null;

  constructor(kind: ExternalErrorKind, message: string, options: ExternalErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAt = options.retryAt ?? null;
    this.blocker = options.blocker ?? null;
  }
}

/** Is something not there, or not for us to see? Issues that are switched off look the same, but for their obstacle. */
export function isGone(error: unknown): error is ExternalError {
  return error instanceof ExternalError && (error.kind === "not-found" || error.kind === "gone");
}

/** What is not there needs no change. Throws every other error again. */
export function ignoreGone(error: unknown): undefined {
  if (!isGone(error)) throw error;
  return undefined;
}
