import type { Config } from "../../core/config/config.ts";
import { countPlaces, isGivenUp, RESPONSE_TAKES_DAYS } from "../../core/onboarding/onboarding-pace.ts";
import { installationKey, onboardingKey, type ReconcileKeyParts } from "../../core/reconcile-key.ts";
import type { Repository } from "../../core/repository/repository.ts";
import { findDayStart, findNextAskingTime } from "../../core/time/schedule.ts";
import { type Context, enqueue, enqueueAll } from "../../engine/context.ts";
import { DONE, type Result } from "../../engine/result.ts";
import { countOnboardings, findFreshestInactive, lockOnboardings, takePlaces } from "../../store/onboarding-queue.ts";
import { findRepository } from "../../store/repository.ts";
import { resolveKnown } from "../repository/repository-context.ts";

/**
 * Gives the repositories of an installation that wait to be asked their turn. Nothing is read from GitHub, and only this
 * key comes back every morning: a repository that waits for weeks costs nothing.
 */
export async function reconcileInstallation(context: Context, { id }: ReconcileKeyParts): Promise<Result> {
  const config = await findOwnersConfig(context, id);
  if (!config) return DONE;
  const areOthersWaiting = await context.db.transaction((db) => giveTurns({ ...context, db }, id, config));
  return areOthersWaiting ? { requeueAt: findNextAskingTime(context.now, config["time-zone"]) } : DONE;
}

/** Has the places of an installation given out again: one may have become free, or another repository waits. */
export async function enqueueTurns(context: Context, { installationId }: Repository): Promise<void> {
  await enqueue(context, installationKey(installationId));
}

/** The owner's rules for onboarding and its time zone, as last read. */
async function findOwnersConfig({ db }: Context, installationId: number): Promise<Config | undefined> {
  const id = await findFreshestInactive(db, installationId);
  const repository = id === undefined ? undefined : await findRepository(db, id);
  return repository && resolveKnown(repository)?.config;
}

/** Tells whether others are to have their turn another day. */
async function giveTurns(context: Context, installationId: number, config: Config): Promise<boolean> {
  const { db, now } = context;
  const { onboarding, "time-zone": zone } = config;
  await lockOnboardings(db, installationId);
  const lately = new Date(now.getTime() - RESPONSE_TAKES_DAYS * DAY_MS);
  const progress = await countOnboardings(db, installationId, { today: findDayStart(now, zone), lately });
  const places = Math.min(progress.waiting, countPlaces(progress, onboarding));
  const turns = await takePlaces(db, installationId, { places, at: now });
  await enqueueAll(
    context,
    turns.map((id) => ({ key: onboardingKey(id), runAt: now })),
  );
  return onboarding !== false && progress.waiting > places && !isGivenUp(progress, onboarding);
}

const DAY_MS = 24 * 60 * 60_000;
