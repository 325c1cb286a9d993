import { Refusal } from "../core/external-error.ts";
import { type Access, reserveRetry, saveLimit } from "../store/rate-limit.ts";
import { findWorkItem, postponeWorkItem } from "../store/work-item.ts";
import type { Context } from "./context.ts";

/** A failed look is repeated after 2, 4, 8 … seconds, later every five minutes. */
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Nobody told us that the obstacle is gone: so long after it is worth another try. */
const PARKED_MS = 24 * 60 * 60_000;
/** What is parked together is not tried again together. */
const SPREAD_MS = 60 * 60_000;
/** From so many failures in a row on it is no passing trouble. */
const LOUD_AFTER = 8;

/** Why it was put off: for its turn, for an obstacle to go, or because it failed. */
export type Postponed = "waiting" | "parked" | "failed";

/** A look that could not be concluded is put off: by patience with GitHub, until an obstacle is gone, or to try again. */
export async function postpone(context: Context, access: Access | undefined, error: unknown): Promise<Postponed> {
  if (error instanceof Refusal && error.retryAt)
    return wait(context, access, { refusal: error, retryAt: error.retryAt });
  if (error instanceof Refusal && error.obstacle) return park(context, error.obstacle);
  return repeat(context, error);
}

interface Waiting {
  readonly refusal: Refusal;
  readonly retryAt: Date;
}

/** A limit says itself when to come back, and counts for the whole installation; everybody gets a place of their own. */
async function wait(
  { db, log, now, self }: Context,
  access: Access | undefined,
  { refusal, retryAt }: Waiting,
): Promise<Postponed> {
  const { object } = self;
  const isLimit = refusal.kind === "limited";
  if (access && isLimit) {
    await saveLimit(db, access.installationId, { until: retryAt, reason: refusal.message, at: now });
  }
  const at = access && isLimit ? await reserveRetry(db, access.installationId, retryAt) : retryAt;
  await postponeWorkItem(db, object, { at, failures: 0, parked: null });
  self.notifyAt(object, at);
  if (isLimit) log.info({ until: retryAt }, "GitHub asked for patience");
  else log.debug({ until: at }, "it is not its turn yet");
  return "waiting";
}

/** Nothing that passes in minutes. Whatever is delivered about the object is taken in all the same. */
async function park({ db, log, now, self }: Context, obstacle: string): Promise<Postponed> {
  const { object, again } = self;
  const spread = [...object].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % SPREAD_MS, 7);
  // A date that comes earlier is kept: it may be about something that nothing is in the way of.
  const at = new Date(Math.min(now.getTime() + PARKED_MS + spread, ...again.map(Number)));
  await postponeWorkItem(db, object, { at, failures: 0, parked: obstacle });
  log.info({ parked: obstacle, until: at }, "a look is parked");
  return "parked";
}

/** Any other failure is repeated with growing pauses, and told ever louder. */
async function repeat({ db, log, now, self }: Context, error: unknown): Promise<Postponed> {
  const { object } = self;
  const failures = ((await findWorkItem(db, object))?.failures ?? 0) + 1;
  const at = new Date(now.getTime() + Math.min(2 ** failures * 1_000, LONGEST_PAUSE_MS));
  await postponeWorkItem(db, object, { at, failures, parked: null });
  if (failures < LOUD_AFTER) log.warn({ failures, err: error }, "a look failed and will be repeated");
  else log.error({ failures, err: error }, "a look fails again and again");
  return "failed";
}
