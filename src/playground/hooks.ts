import { randomUUID } from "node:crypto";

/** One webhook as the app gets it. */
export interface SentDelivery {
  readonly guid: string;
  readonly event: string;
  readonly payload: unknown;
}
export type Deliver = (delivery: SentDelivery) => void | Promise<void>;

/** GitHub's sending side. */
export interface Hooks {
  /** Everything sent so far, oldest first. */
  readonly sent: readonly SentDelivery[];
  send(event: string, payload: unknown): void;
  /** Resolves when everything sent was taken; throws what the taker threw. */
  settled(): Promise<void>;
}

/**
 * Sends deliveries one after the other. GitHub does not wait for an app's webhooks before it answers the app's call,
 * and neither does this: a flow that writes inside a transaction would wait for itself.
 */
export function createHooks(deliver: Deliver): Hooks {
  const sent: SentDelivery[] = [];
  const waiting: SentDelivery[] = [];
  const failures: unknown[] = [];
  let isDraining = false;
  let draining = Promise.resolve();

  async function drain(): Promise<void> {
    isDraining = true;
    for (let delivery = waiting.shift(); delivery; delivery = waiting.shift()) {
      try {
        const taken = deliver(delivery);
        if (taken) await taken;
      } catch (error) {
        failures.push(error);
      }
    }
    isDraining = false;
  }

  return {
    sent,
    send(event, payload) {
      // What was sent shows the world of that moment, whatever happens later.
      const delivery = { guid: randomUUID(), event, payload: structuredClone(payload) };
      sent.push(delivery);
      waiting.push(delivery);
      if (!isDraining) draining = drain();
    },
    async settled() {
      while (isDraining) await draining;
      if (failures.length > 0) throw failures.shift();
    },
  };
}
