import type { SentDelivery } from "../../src/simulator/hook-log.ts";
import type { Chance } from "../chaos/random.ts";

/** The way from GitHub's webhooks to the app. Nothing goes it by itself, so that deliveries come at the same moments always. */
export interface Network {
  deliver(delivery: SentDelivery): void;
  /** Hands over what was sent. */
  flush(): Promise<void>;
  /** What is sent from now on is under way until it is let go. */
  hold(): void;
  /** What was held comes in any order. */
  release(chance: Chance): void;
  countHeld(): number;
}

/** An empty network. */
export function createNetwork(accept: (delivery: SentDelivery) => Promise<unknown>): Network {
  const arriving: SentDelivery[] = [];
  const held: SentDelivery[] = [];
  let isHolding = false;
  return {
    deliver: (delivery) => {
      (isHolding ? held : arriving).push(delivery);
    },
    flush: async () => {
      for (let next = arriving.shift(); next; next = arriving.shift()) await accept(next);
    },
    hold: () => {
      isHolding = true;
    },
    release: (chance) => {
      isHolding = false;
      while (held.length > 0) arriving.push(...held.splice(chance.between(0, held.length - 1), 1));
    },
    countHeld: () => held.length,
  };
}
