import type { Blocker } from "../core/blocker.ts";
import { ExternalError } from "../core/external-error.ts";
import { type Access, reserveRetry, saveLimit } from "../store/rate-limit.ts";
import { findWorkItem, postponeWorkItem } from "../store/work-item.ts";
import type { Context } from "./context.ts";

/** A failed look is repeated after 2, 4, 8 … seconds, later every five minutes. */
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Nobody told us that the obstacle is gone: so long after it is worth another try. */
const BLOCKED_MS = 24 * 60 * 60_000;
/** What is parked together is not tried again together. */
const SPREAD_MS = 60 * 60_000;
/** From so many failures in a row on it is no passing trouble. */
const LOUD_AFTER = 8;

/** Why it was put off: for its turn, for an obstacle to go, or because it failed. */
export type Postponed = "waiting" | "blocked" | "failed";

/** A look that could not be concluded is put off: by patience with GitHub, until an obstacle is gone, or to try again. */
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

/** A limit says itself when to come back, and counts for the whole installation; everybody gets a place of their own. */
async function wait(
  { db, log, now, key, notifyAt }: Context,
  access: Access | undefined,
  { error, retryAt }: Waiting,
): Promise<Postponed> {
  const isLimit = error.kind === "limited";
  if (access && isLimit) {
    await saveLimit(db, access.installationId, { until: retryAt, reason: error.message, at: now });
  }
  const at = access && isLimit ? await reserveRetry(db, access.installationId, retryAt) : retryAt;
  await postponeWorkItem(db, key, { at, failures: 0, blockedBy: null });
  notifyAt(key, at);
  if (isLimit) log.info({ until: retryAt }, "GitHub asked for patience");
  else log.debug({ until: at }, "it is not its turn yet");
  return "waiting";
}

/** Nothing that passes in minutes. Whatever is delivered about the object is taken in all the same. */
async function block(
  { db, log, now, key }: Context,
  blocker: Blocker | "permission",
  requeueAt: Date | undefined,
): Promise<Postponed> {
  const spread = [...key].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % SPREAD_MS, 7);
  // A date that comes earlier is kept: it may be about something that nothing is in the way of.
  const at = new Date(Math.min(now.getTime() + BLOCKED_MS + spread, requeueAt?.getTime() ?? Number.POSITIVE_INFINITY));
  await postponeWorkItem(db, key, { at, failures: 0, blockedBy: blocker });
  log.info({ blockedBy: blocker, until: at }, "a reconcile is blocked");
  return "blocked";
}

/** Any other failure is repeated with growing pauses, and told ever louder. */
async function repeat({ db, log, now, key }: Context, error: unknown): Promise<Postponed> {
  const failures = ((await findWorkItem(db, key))?.failures ?? 0) + 1;
  const at = new Date(now.getTime() + Math.min(2 ** failures * 1_000, LONGEST_PAUSE_MS));
  await postponeWorkItem(db, key, { at, failures, blockedBy: null });
  if (failures < LOUD_AFTER) log.warn({ failures, err: error }, "a reconcile failed and will be retried");
  else log.error({ failures, err: error }, "a reconcile keeps failing");
  return "failed";
}
