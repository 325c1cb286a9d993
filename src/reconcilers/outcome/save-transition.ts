import { type LifeEvent, step } from "../../core/outcome/life-cycle.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import type { Context } from "../../engine/context.ts";
import { saveOutcome } from "../../store/outcome.ts";

/** The outcome after an event, kept; the same when that cannot happen in its state. */
export async function keepStep(context: Context, outcome: Outcome, event: LifeEvent): Promise<Outcome> {
  const next = step(outcome, event, toUtcText(context.now));
  if (!next) return outcome;
  await saveOutcome(context.db, next);
  return next;
}
