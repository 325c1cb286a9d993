import type { Config } from "../config/config.ts";
import { findDueDate, toAskingTime, toWorkingDay } from "../time/schedule.ts";
import { transition } from "./life-cycle.ts";
import type { Outcome } from "./outcome.ts";

/** The outcome of a merge with its clock, which starts at the merge. */
export function beginClock(outcome: Outcome, config: Config): Outcome {
  return startClock(outcome, outcome.mergedAt, config);
}

/** The outcome once its change reached its users at a moment (ISO 8601): the wait is counted from there. */
function startClock(outcome: Outcome, startedAt: string, config: Config): Outcome {
  const due = findDateAfter(startedAt, config);
  return transition(outcome, { kind: "clock-started", startedAt, ...due }, startedAt) ?? outcome;
}

/** When to ask about what reached its users at a moment (ISO 8601). */
export function findDateAfter(startedAt: string, config: Config): { readonly dueOn: string; readonly dueAt: string } {
  const { "time-zone": zone, "follow-up": followUp } = config;
  return toDue(findDueDate(startedAt, followUp.after, zone), config);
}

/** A calendar date as the day on which is asked, and the moment of that day. */
export function toDue(on: string, config: Config): { readonly dueOn: string; readonly dueAt: string } {
  const dueOn = toWorkingDay(on, config["follow-up"]["weekdays-only"]);
  return { dueOn, dueAt: toAskingTime(dueOn, config["time-zone"]) };
}
