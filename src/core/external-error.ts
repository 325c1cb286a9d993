import type { Obstacle } from "./blocker.ts";

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
export type RefusalKind = "not-found" | "gone" | "forbidden" | "invalid" | "limited" | "not-now" | "unanswered";

interface RefusalOptions {
  readonly cause?: unknown;
  readonly retryAt?: Date | null;
  readonly obstacle?: Obstacle | "permission" | null;
}

/** A call to GitHub that did not succeed, in the terms flows decide on. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly kind: RefusalKind;
  /** Set for `limited` and `not-now`: do not ask this installation again before. */
  readonly retryAt: Date | null;
  /** What is in the way until somebody changes it; "permission" is one that is missing, whichever that is. */
  readonly obstacle: Obstacle | "permission" | null;

  constructor(kind: RefusalKind, message: string, options: RefusalOptions = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAt = options.retryAt ?? null;
    this.obstacle = options.obstacle ?? null;
  }
}

/** Is something not there, or not for us to see? Issues that are switched off look the same, but for their obstacle. */
export function isGone(error: unknown): error is Refusal {
  return error instanceof Refusal && (error.kind === "not-found" || error.kind === "gone");
}

/** What is not there needs no change. Throws every other error again. */
export function ignoreGone(error: unknown): undefined {
  if (!isGone(error)) throw error;
  return undefined;
}
