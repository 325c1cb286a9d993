import { planClock } from "../../core/outcome/clock.ts";
import { transition } from "../../core/outcome/life-cycle.ts";
import { isUnshipped, type Outcome } from "../../core/outcome/outcome.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import type { Context } from "../../engine/context.ts";
import { deleteArrivals, listArrivals } from "../../store/shipment.ts";
import { announceChange } from "../announce.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { saveChange } from "./save-transition.ts";

/** Starts the clock of an outcome whose change reached its users, or dates it after a long wait. */
export async function takeClock(context: Context, repo: RepositoryContext, outcome: Outcome): Promise<Outcome> {
  if (!isUnshipped(outcome)) return outcome;
  const { repositoryId, number } = outcome;
  const arrivals = await listArrivals(context.db, repositoryId, number);
  const event = planClock(outcome, { config: repo.settings.config, arrivals, now: context.now });
  const next = event && transition(outcome, event, toUtcText(context.now));
  if (!next) return outcome;
  const after = await context.db.transaction(async (db) => {
    const saved = await saveChange({ ...context, db }, next);
    if (arrivals.length > 0) await deleteArrivals(db, repositoryId, number);
    return saved;
  });
  announceChange(context, { before: outcome, after });
  return after;
}
