import { type LifeEvent, step } from "../core/life-cycle.ts";
import type { Outcome } from "../core/outcome.ts";
import { toUtcText } from "../core/schedule.ts";
import { saveOutcome } from "../store/outcome.ts";
import type { Context } from "./context.ts";

/** The outcome after an event, kept; the same when that cannot happen in its state. */
export async function keepStep(context: Context, outcome: Outcome, event: LifeEvent): Promise<Outcome> {
  const next = step(outcome, event, toUtcText(context.now));
  if (!next) return outcome;
  await saveOutcome(context.db, next);
  return next;
}
