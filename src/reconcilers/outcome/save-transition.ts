import { type OutcomeEvent, transition } from "../../core/outcome/life-cycle.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import type { Context } from "../../engine/context.ts";
import { saveOutcome } from "../../store/outcome.ts";

/**
 * Applies an event to an outcome and saves the result; returns the outcome unchanged when its state does not allow the
 * event.
 */
export async function saveTransition(context: Context, outcome: Outcome, event: OutcomeEvent): Promise<Outcome> {
  const next = transition(outcome, event, toUtcText(context.now));
  if (!next) return outcome;
  await saveOutcome(context.db, next);
  return next;
}
