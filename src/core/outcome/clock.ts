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

/** The calendar date on which to ask, and the moment of that day (ISO 8601). */
interface Due {
  readonly dueOn: string;
  readonly dueAt: string;
}

/** When to ask about what reached its users at a moment (ISO 8601): on a weekday, unless the repository asks on any day. */
export function findDateAfter(startedAt: string, config: Config): Due {
  const { "time-zone": zone, "follow-up": followUp } = config;
  return toDue(toWorkingDay(findDueDate(startedAt, followUp.after, zone), followUp["weekdays-only"]), config);
}

/** When to ask on a date that a person named: on that date, whatever day of the week it is. */
export function toDue(dueOn: string, config: Config): Due {
  return { dueOn, dueAt: toAskingTime(dueOn, config["time-zone"]) };
}
