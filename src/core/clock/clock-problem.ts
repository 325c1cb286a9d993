import type { Blocker } from "../blocker.ts";
import type { Config } from "../config/config.ts";
import { type ClockReading, describeClock } from "./clock-reading.ts";
import { listClockGlobs } from "./clock-rules.ts";
import type { Shipment } from "./shipment.ts";

/** Why a clock cannot start as it is configured. It never falls back to another one: people are told. */
export type ClockProblem = ClockFault & {
  /** How long after its merge a change is asked about all the same, such as "90 days". */
  readonly anywayAfter: string;
};

type ClockFault =
  /** Nothing is named that could start it. */
  | { readonly kind: "nothing-named"; readonly starts: Shipment["kind"] }
  /** The app may not see deployments. */
  | { readonly kind: "not-permitted" }
  /** Nothing of that name was seen; `seen` was. */
  | {
      readonly kind: "unseen";
      readonly starts: Shipment["kind"];
      readonly named: readonly string[];
      readonly seen: readonly string[];
    };

/** What is known of a repository's clock. */
export interface KnownClock {
  readonly config: Config;
  readonly reading: ClockReading | null;
  readonly blockers: readonly Blocker[];
  /** Something that would start it was heard of within 30 days. */
  readonly isHeard: boolean;
}

/** What is wrong with a repository's clock; null when it can start, or nobody can know yet. */
export function findClockProblem(known: KnownClock): ClockProblem | null {
  const fault = findFault(known);
  return fault && { ...fault, anywayAfter: known.config.clock["ask-anyway-after"].text };
}

function findFault({ config, reading, blockers, isHeard }: KnownClock): ClockFault | null {
  const { starts } = config.clock;
  if (starts === "merge") return null;
  const named = listClockGlobs(config);
  if (named.length === 0) return { kind: "nothing-named", starts };
  if (starts === "deployment" && blockers.includes("deployments")) return { kind: "not-permitted" };
  const isUnseen = reading?.about === describeClock(config) && !reading.hasMatch && !isHeard;
  return isUnseen ? { kind: "unseen", starts, named, seen: reading.seen } : null;
}
