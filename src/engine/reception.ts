import type { Log } from "../core/log.ts";
import type { SignedDelivery } from "./inbox.ts";

/** The store's word that a delivery is kept. Nothing else may be answered with 2xx. */
export interface Receipt {
  /** The key to reconcile; undefined for a delivery the app ignores. */
  readonly key: string | undefined;
}

/** A delivery in the framework's words; which events exist, and what is in them, is for the app to find out. */
export interface FrameworkEvent {
  readonly id: string;
  readonly name: never;
  readonly payload: never;
}

/** Hands deliveries to the webhook framework and learns what became of them. */
export interface Reception {
  /** The framework's handler: stores a delivery. Never throws, since the framework would log the payload. */
  take(delivery: SignedDelivery): Promise<void>;
  /**
   * Has the framework receive the delivery, and resolves with the store's receipt; null when no handler took it, whatever
   * the framework says. Rejects when it could not be stored.
   */
  receive(delivery: SignedDelivery, framework: (event: FrameworkEvent) => Promise<void>): Promise<Receipt | null>;
}

/** What is known of a delivery while the framework has it. */
interface Ticket {
  readonly body: string | undefined;
  outcome: { readonly receipt: Receipt } | { readonly error: unknown } | null;
}

/** Creates the reception of an inbox. */
export function createReception(
  accept: (delivery: SignedDelivery) => Promise<string | undefined>,
  log: Log,
): Reception {
  /** By the parsed payload, which the framework passes on as it is: a GUID may arrive twice at once. */
  const tickets = new WeakMap<object, Ticket>();

  return {
    async take(delivery) {
      const ticket = findTicket(tickets, delivery.payload);
      try {
        const key = await accept(ticket?.body === undefined ? delivery : { ...delivery, body: ticket.body });
        if (ticket) ticket.outcome = { receipt: { key } };
      } catch (error) {
        if (ticket) ticket.outcome = { error };
        else
          log.error({ err: error, delivery: delivery.guid, event: delivery.event }, "a delivery could not be stored");
      }
    },
    async receive(delivery, framework) {
      const ticket: Ticket = { body: delivery.body, outcome: null };
      tickets.set(delivery.payload as object, ticket);
      const { guid: id, event: name, payload } = delivery;
      // The framework's own errors carry the event; what counts is the receipt.
      await framework({ id, name: name as never, payload: payload as never }).catch(() => {});
      const { outcome } = ticket as Ticket;
      if (outcome && "error" in outcome) throw outcome.error;
      return outcome?.receipt ?? null;
    },
  };
}

function findTicket(tickets: WeakMap<object, Ticket>, payload: unknown): Ticket | undefined {
  return typeof payload === "object" && payload !== null ? tickets.get(payload) : undefined;
}
