import type { z } from "zod";
import type { Person } from "../person.ts";
import { toStorable } from "../storable.ts";
import type { ParsedEvents } from "./delivery-event.ts";

/** What every payload says beside its own part. */
export interface Facts {
  readonly action: string;
  readonly repositoryId: number;
  readonly by: Person;
}

/** An event the app subscribes to. */
interface Described<Payload extends object> {
  /** The part of its payload that is read. */
  readonly shape: z.ZodType<Payload>;
  /** Its events; null when the payload does not concern the app. */
  readonly parse: (payload: Payload, facts: Facts) => ParsedEvents | null;
  /** The only actions that concern the app; without this, all of them do. */
  readonly actions?: readonly string[];
  /** How urgently it is needed once it was missed: 0 is the most urgent. */
  readonly rank: number;
  /** The actions with another rank. */
  readonly ranks?: Readonly<Record<string, number>>;
}

/** An event the app subscribes to, as the table has it. */
export interface EventRow {
  /** The events, and the part of the payload they were parsed from; null when the payload does not concern the app. */
  readonly hear: (payload: unknown, facts: Facts) => (ParsedEvents & { readonly payload: object }) | null;
  /** How urgently a missed delivery with this action is needed; null when it would add nothing. */
  readonly rank: (action: string | null) => number | null;
}

/** A row of the table of events. */
export function eventRow<Payload extends object>({
  shape,
  parse,
  actions,
  rank,
  ranks = {},
}: Described<Payload>): EventRow {
  const otherRanks = new Map<string | null, number>(Object.entries(ranks));
  const concerns = (action: string | null) => actions === undefined || (action !== null && actions.includes(action));
  return {
    hear: (raw, facts) => {
      if (!concerns(facts.action)) return null;
      const payload = toStorable(shape.parse(raw));
      const told = parse(payload, facts);
      return told && { ...told, payload };
    },
    rank: (action) => (concerns(action) ? (otherRanks.get(action) ?? rank) : null),
  };
}
