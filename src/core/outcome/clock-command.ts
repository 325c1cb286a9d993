import type { Config } from "../config/config.ts";
import { addDuration } from "../time/duration.ts";
import { findDateStart, toCalendarDate, toUtcText } from "../time/schedule.ts";
import { parseCheckBack, parseDateSince } from "./check-back.ts";
import { toDue, toStart } from "./clock.ts";
import type { OutcomeEvent } from "./life-cycle.ts";
import type { Outcome } from "./outcome.ts";
import type { CommandProblem } from "./response.ts";

/** What a command does that takes more than its text; null when it does nothing here. */
export type CommandEffect = { readonly event: OutcomeEvent } | { readonly problem: CommandProblem } | null;

/** Where and when a command about a date is given. */
export interface DatedRequest {
  readonly outcome: Outcome;
  readonly config: Config;
  /** When it was given; ISO 8601. */
  readonly saidAt: string;
  readonly now: Date;
}

/** `/outcome snooze`: the question is asked again then, up to a year after its clock started. */
export function findMove(until: string, request: DatedRequest): CommandEffect {
  const found = findDate(until, request);
  return "problem" in found ? found : { event: { kind: "moved", ...toDue(found.on, request.config) } };
}

/**
 * `/outcome not-shipped`: under a clock that starts at the merge, the question is asked after the usual time again; under any
 * other the clock stops, until its users have it or until the date.
 */
export function findStop(until: string | null, request: DatedRequest): CommandEffect {
  const { config } = request;
  if (config.clock.starts === "merge") return findMove(until ?? config["follow-up"].after.text, request);
  if (until === null) return { event: { kind: "clock-stopped", due: null, saidAt: request.saidAt } };
  const found = findDate(until, request);
  return "problem" in found
    ? found
    : { event: { kind: "clock-stopped", due: toDue(found.on, config), saidAt: request.saidAt } };
}

function findDate(
  until: string,
  { outcome, config, now }: DatedRequest,
): { readonly on: string } | { readonly problem: CommandProblem } {
  const zone = config["time-zone"];
  const from = outcome.clockStartedAt ?? outcome.notShippedAt ?? outcome.mergedAt;
  const limit = addDuration(toCalendarDate(from, zone), { amount: 1, unit: "years" });
  const found = parseCheckBack(until, { now, zone, limit });
  return "problem" in found ? { problem: { kind: "no-date", why: found.problem } } : found;
}

/** `/outcome shipped`: the clock starts now, or on a day since the merge. */
export function findShipping(on: string | null, { outcome, config, saidAt, now }: DatedRequest): CommandEffect {
  const zone = config["time-zone"];
  const day = on === null ? null : parseDateSince(on, { now, zone, since: toCalendarDate(outcome.mergedAt, zone) });
  if (on !== null && day === null) return { problem: { kind: "no-ship-date" } };
  const at = day === null ? saidAt : toMoment(day, outcome, zone);
  const arrival = { at, shippedIn: { kind: "person", name: "" } } as const;
  return { event: toStart(arrival, { outcome, config, now }) };
}

/** The beginning of that day; on the day of the merge, the merge. */
function toMoment(day: string, { mergedAt }: Outcome, zone: string): string {
  const start = findDateStart(day, zone);
  return start < new Date(mergedAt) ? mergedAt : toUtcText(start);
}
