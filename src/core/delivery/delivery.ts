import type { z } from "zod";
import type { Person } from "../person.ts";
import type { ReconcileKey } from "../reconcile-key.ts";
import type { DeliveryEvent, RepositoryFacts } from "./delivery-event.ts";
import { findEventRow } from "./events.ts";
import { Envelope } from "./payload.ts";

/** A parsed delivery: the key it concerns, and its events. */
export interface Delivery {
  /** The key it concerns; deliveries of one key are applied in order. */
  readonly key: ReconcileKey;
  readonly installationId: number;
  readonly repository: RepositoryFacts | null;
  readonly sender: Person | null;
  readonly events: readonly DeliveryEvent[];
  /** The part of the payload that was read, in GitHub's own words: parsed again, it gives the same events. */
  readonly payload: object;
}

/**
 * Parses a delivery. Null when it does not concern the app: an event or action the app does not use, or no
 * installation. Throws a ZodError when an event the app uses lacks what GitHub documents for it.
 */
export function parseDelivery(event: string, payload: unknown): Delivery | null {
  const row = findEventRow(event);
  if (!row) return null;
  const envelope = Envelope.safeParse(payload);
  if (!envelope.success) return null;

  const { action = "", repository, sender, installation } = envelope.data;
  const by = sender ?? { id: 0, login: "ghost", type: "User" };
  const heard = row.hear(payload, { action, repositoryId: repository?.id ?? 0, by });
  if (!heard) return null;
  return {
    ...heard,
    installationId: installation.id,
    repository: toRepositoryFacts(repository),
    sender: sender ?? null,
  };
}

/** The people a delivery speaks of, as they are called today; each once. */
export function listPeople({ sender, events }: Pick<Delivery, "sender" | "events">): readonly Person[] {
  const authors = events.flatMap((event) => (event.kind === "pull" ? [event.pull.author] : []));
  return [...new Map([...authors, ...(sender ? [sender] : [])].map((person) => [person.id, person])).values()];
}

function toRepositoryFacts(repository: z.output<typeof Envelope>["repository"]): RepositoryFacts | null {
  if (!repository) return null;
  const { id, name, owner, updated_at } = repository;
  return { id, owner: owner.login, name, updatedAt: updated_at ?? null };
}
