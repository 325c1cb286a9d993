import type { BlockedBy } from "../core/blocker.ts";
import { ExternalError } from "../core/external-error.ts";
import type { Postponed } from "../core/reconcile-result.ts";
import { type Access, reserveRetry, saveLimit } from "../store/rate-limit.ts";
import { findWorkItem, postponeWorkItem } from "../store/work-item.ts";
import type { Context } from "./context.ts";

/** A failed reconcile is retried after 2, 4, 8 … seconds, up to this pause. */
const LONGEST_PAUSE_MS = 5 * 60_000;
/** When to try again, in case the delivery that says the blocker is gone got lost. */
const BLOCKED_MS = 24 * 60 * 60_000;
/** Spreads the retries of work that was blocked at the same time. */
const SPREAD_MS = 60 * 60_000;
/** From this number of failures in a row, the failure is logged as an error. */
const LOUD_AFTER = 8;

/** Postpones a reconcile that did not finish: until a rate limit ends, until a blocker is gone, or for a retry. */
export async function requeue(
  context: Context,
  access: Access | undefined,
  error: unknown,
  requeueAt?: Date,
): Promise<Postponed> {
  if (error instanceof ExternalError && error.retryAt) return wait(context, access, { error, retryAt: error.retryAt });
  if (error instanceof ExternalError && error.blocker) return block(context, error.blocker, requeueAt);
  return repeat(context, error);
}

interface Waiting {
  readonly error: ExternalError;
  readonly retryAt: Date;
}

/**
 * A limit says when to retry, and applies to the whole installation: each key reserves a retry time of its own. One of
 * GraphQL's points only postpones the work that asks GraphQL.
 */
async function wait(
  { db, log, now, key, notifyAt }: Context,
  access: Access | undefined,
  { error, retryAt }: Waiting,
): Promise<Postponed> {
  const isLimit = error.kind === "limited" && !error.isOfGraphql;
  if (access && isLimit) {
    await saveLimit(db, access.installationId, { until: retryAt, reason: error.message, at: now });
  }
  const at = access && isLimit ? await reserveRetry(db, access.installationId, retryAt) : retryAt;
  await postponeWorkItem(db, key, { at, failures: 0, blockedBy: null });
  notifyAt(key, at);
  if (error.kind !== "limited") {
    log.debug({ until: at }, "waiting for a rate-limit slot");
    return "paced";
  }
  log.info({ until: retryAt }, "rate limited by GitHub");
  return "rate-limited";
}

/** Blockers do not pass within minutes. Deliveries for the key are still applied meanwhile. */
async function block(
  { db, log, now, key }: Context,
  blocker: BlockedBy,
  requeueAt: Date | undefined,
): Promise<Postponed> {
  const spread = [...key].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % SPREAD_MS, 7);
  // An earlier date is kept: it may be about a part that is not blocked.
  const at = new Date(Math.min(now.getTime() + BLOCKED_MS + spread, requeueAt?.getTime() ?? Number.POSITIVE_INFINITY));
  await postponeWorkItem(db, key, { at, failures: 0, blockedBy: blocker });
  log.info({ blockedBy: blocker, until: at }, "a reconcile is blocked");
  return "blocked";
}

/** Any other failure is retried with growing pauses, and logged as an error when it persists. */
async function repeat({ db, log, now, key }: Context, error: unknown): Promise<Postponed> {
  const failures = ((await findWorkItem(db, key))?.failures ?? 0) + 1;
  const at = new Date(now.getTime() + Math.min(2 ** failures * 1_000, LONGEST_PAUSE_MS));
  await postponeWorkItem(db, key, { at, failures, blockedBy: null });
  if (failures < LOUD_AFTER) log.warn({ failures, err: error }, "reconcile failed, will retry");
  else log.error({ failures, err: error }, "reconcile keeps failing");
  return "failed";
}
