import { randomUUID } from "node:crypto";
import type { DeliveryPage } from "../github/github.ts";
import { createHookLog, type SentDelivery } from "./hook-log.ts";
export type Deliver = (delivery: SentDelivery) => void | Promise<void>;

/** How the sending side behaves. */
export interface HookOptions {
  /** The app does not answer: every delivery fails. */
  isAway: boolean;
}

/** GitHub's sending side. */
export interface Hooks {
  /** Everything sent so far, oldest first. */
  readonly sent: readonly SentDelivery[];
  readonly options: HookOptions;
  send(event: string, payload: unknown): void;
  /** The log of attempts as the app may read it, newest first. */
  list(cursor: string | null): DeliveryPage;
  /** Repeats an attempt. */
  redeliver(attemptId: string): void;
  /** Resolves when the app has taken every delivery; throws what the app threw. */
  settled(): Promise<void>;
}

/**
 * Sends deliveries one after the other. Like GitHub, it answers the app's call without waiting for the webhooks of
 * that call: a caller that writes inside a transaction would wait for itself.
 */
export function createHooks(deliver: Deliver, now: () => Date): Hooks {
  const sent: SentDelivery[] = [];
  const log = createHookLog(now);
  const waiting: SentDelivery[] = [];
  const failures: unknown[] = [];
  const options: HookOptions = { isAway: false };
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

  function attemptTo(delivery: SentDelivery): void {
    log.add(delivery, options.isAway);
    if (options.isAway) return;
    waiting.push(delivery);
    if (!isDraining) draining = drain();
  }

  return {
    sent,
    options,
    send(event, payload) {
      // A copy: the payload shows the state at the time of sending.
      const delivery = { guid: randomUUID(), event, payload: structuredClone(payload) };
      sent.push(delivery);
      attemptTo(delivery);
    },
    list: (cursor) => log.list(cursor),
    redeliver: (attemptId) => attemptTo(log.find(attemptId)),
    async settled() {
      while (isDraining) await draining;
      if (failures.length > 0) throw failures.shift();
    },
  };
}
