import type { ShippedIn } from "../clock/shipment.ts";
import type { Config } from "../config/config.ts";
import { addDuration, parseDuration } from "../time/duration.ts";
import { findDueDate, toAskingTime, toCalendarDate, toUtcText, toWorkingDay } from "../time/schedule.ts";
import { type OutcomeEvent, transition } from "./life-cycle.ts";
import { isUnshipped, type Outcome } from "./outcome.ts";

/** What brought a change to its users, and when (ISO 8601). */
export interface Arrival {
  readonly at: string;
  readonly shippedIn: ShippedIn;
}

/** The calendar date on which to ask, and the moment of that day (ISO 8601). */
interface Due {
  readonly dueOn: string;
  readonly dueAt: string;
}

/** The outcome of a merge, whose clock starts with it unless the repository waits for something else. */
export function beginClock(outcome: Outcome, config: Config): Outcome {
  if (config.clock.starts !== "merge") return outcome;
  const startedAt = outcome.mergedAt;
  const due = findDateAfter(startedAt, config, outcome.checkAfter);
  return transition(outcome, { kind: "clock-started", startedAt, shippedIn: MERGE, ...due }, startedAt) ?? outcome;
}

const MERGE: ShippedIn = { kind: "merge", name: "" };

/** What brought a change back after its revert. */
export interface Restoring {
  readonly config: Config;
  readonly restoring: { readonly sha: string | null; readonly mergedAt: string };
  readonly now: Date;
}

/** The change is back: its users have it from now on, or once they get what brought it back. */
export function beginAgain(outcome: Outcome, { config, restoring, now }: Restoring): OutcomeEvent {
  const restoredIn = { sha: restoring.sha, at: restoring.mergedAt };
  const due = config.clock.starts === "merge" ? findDateAfter(toUtcText(now), config, outcome.checkAfter) : null;
  return { kind: "revert-undone", due, restoredIn };
}

/** What is known of an outcome that waits for its change to reach its users. */
export interface KnownArrivals {
  readonly config: Config;
  readonly arrivals: readonly Arrival[];
  readonly now: Date;
}

/**
 * What the clock of an outcome does next: it starts with the first arrival that counts, or with the merge where that is
 * what starts the clock by now; after a long wait it is asked all the same. null when there is nothing to do yet.
 */
export function planClock(outcome: Outcome, { config, arrivals, now }: KnownArrivals): OutcomeEvent | null {
  if (!isUnshipped(outcome)) return null;
  const arrived = findArrival(outcome, arrivals) ?? (config.clock.starts === "merge" ? findMerge(outcome) : undefined);
  if (arrived) return toStart(arrived, { outcome, config, now });
  const anyway = findAnywayDate(outcome, config);
  return anyway && new Date(anyway.dueAt) <= now ? { kind: "dated-anyway", ...anyway } : null;
}

/** The first of what shipped it, after a person last said that its users do not have it. */
function findArrival(
  { mergedAt, restoredIn, notShippedAt }: Outcome,
  arrivals: readonly Arrival[],
): Arrival | undefined {
  const since = Date.parse(notShippedAt ?? "1970-01-01");
  const [first] = arrivals
    .filter(({ at }) => Date.parse(at) > since)
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  if (!first) return undefined;
  // GitHub's clocks differ by seconds, and a release may have been published before it was promoted.
  const earliest = restoredIn?.at ?? mergedAt;
  return Date.parse(first.at) < Date.parse(earliest) ? { ...first, at: earliest } : first;
}

/** As long as nothing else starts the clock, the merge does; of what was not released then, the day a person said so. */
function findMerge({ mergedAt, restoredIn, notShippedAt }: Outcome): Arrival {
  const at = [mergedAt, restoredIn?.at ?? mergedAt, notShippedAt ?? mergedAt].toSorted().at(-1) ?? mergedAt;
  return { at, shippedIn: MERGE };
}

interface Starting {
  readonly outcome: Outcome;
  readonly config: Config;
  readonly now: Date;
}

/** The clock starts with an arrival. What is heard of late is never asked about in the past. */
export function toStart({ at, shippedIn }: Arrival, { outcome, config, now }: Starting): OutcomeEvent {
  const due = findDateAfter(at, config, outcome.checkAfter);
  const today = toCalendarDate(now, config["time-zone"]);
  const dated = due.dueOn < today ? toDue(toWorkday(today, config), config) : due;
  return { kind: "clock-started", startedAt: at, shippedIn, ...dated };
}

/**
 * When a change that was not seen shipped is asked about all the same, and again after a person said that it is not released;
 * null where it has a date anyway.
 */
export function findAnywayDate(outcome: Outcome, config: Config): Due | null {
  if (!isUnshipped(outcome) || outcome.state === "asked" || outcome.dueOn !== null) return null;
  const { mergedAt, restoredIn, notShippedAt } = outcome;
  const zone = config["time-zone"];
  const from = notShippedAt ?? restoredIn?.at ?? mergedAt;
  return toDue(toWorkday(findDueDate(from, config.clock["ask-anyway-after"], zone), config), config);
}

/**
 * When to ask about what reached its users at a moment (ISO 8601), after the usual time or the one the author named: on a
 * weekday, unless the repository asks on any day.
 */
function findDateAfter(startedAt: string, config: Config, checkAfter: string | null = null): Due {
  const { "time-zone": zone, "follow-up": followUp } = config;
  const after = (checkAfter === null ? null : parseDuration(checkAfter)) ?? followUp.after;
  return toDue(toWorkday(addDuration(toCalendarDate(startedAt, zone), after), config), config);
}

function toWorkday(date: string, config: Config): string {
  return toWorkingDay(date, config["follow-up"]["weekdays-only"]);
}

/** When to ask on a date that a person named: on that date, whatever day of the week it is. */
export function toDue(dueOn: string, config: Config): Due {
  return { dueOn, dueAt: toAskingTime(dueOn, config["time-zone"]) };
}
