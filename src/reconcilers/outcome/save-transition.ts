import { type OutcomeEvent, transition } from "../../core/outcome/life-cycle.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import type { Context } from "../../engine/context.ts";
import { saveOutcome } from "../../store/outcome.ts";
import { announceChange } from "../announce.ts";
import { enqueueOutcomeChange } from "./enqueue-change.ts";

/**
 * Applies an event to an outcome and saves the result; returns the outcome unchanged when its state does not allow the
 * event.
 */
export async function saveTransition(context: Context, outcome: Outcome, event: OutcomeEvent): Promise<Outcome> {
  const next = transition(outcome, event, toUtcText(context.now));
  return next ? saveAndAnnounce(context, { before: outcome, after: next }) : outcome;
}

/**
 * Saves an outcome that changed, announces what that means, and returns it as saved. Not for use inside a transaction: see
 * `announce`.
 */
export async function saveAndAnnounce(
  context: Context,
  { before, after }: { readonly before: Outcome; readonly after: Outcome },
): Promise<Outcome> {
  const saved = await saveChange(context, after);
  announceChange(context, { before, after: saved });
  return saved;
}

/**
 * Saves an outcome that changed, and has the dashboard and the report show it, in one transaction: what GitHub refuses
 * afterwards is tried again, and by then nothing has changed any more. Returns the outcome as saved.
 */
export async function saveChange(context: Context, outcome: Outcome): Promise<Outcome> {
  return context.db.transaction(async (db) => {
    const saved = await saveOutcome(db, outcome);
    // @removal change-shown
    await enqueueOutcomeChange({ ...context, db }, outcome.repositoryId);
    return saved;
  });
}
