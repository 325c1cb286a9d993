import type { GitHub } from "../github/github.ts";
import { createAppCalls } from "./app-calls.ts";
import { type Call, createCallLog, type Faults } from "./calls.ts";
import type { SentDelivery } from "./hook-log.ts";
import { createHooks, type Deliver, type HookOptions } from "./hooks.ts";
import { createLook } from "./look.ts";
import { createPeople, type People } from "./people.ts";
import { createWorld, type Options } from "./world.ts";

/** GitHub in memory. */
export interface SimulatedGitHub {
  /** What the app calls. */
  readonly github: GitHub;
  /** What people do. */
  readonly people: People;
  /** What a reader sees; not counted as calls. */
  readonly look: ReturnType<typeof createLook>;
  /** Every request of the app, oldest first. Set its length to 0 to count from here. */
  readonly calls: Call[];
  readonly faults: Faults;
  /** GitHub's behaviour where both variants have been observed. */
  readonly options: Options;
  /** How GitHub's webhooks behave, such as whether the app answers. */
  readonly hooks: HookOptions;
  /** Every delivery sent, oldest first. */
  readonly deliveries: readonly SentDelivery[];
  /** Resolves when the app has taken every delivery sent so far, including those of its own writes. */
  readonly settled: () => Promise<void>;
}

/**
 * Simulates GitHub behind the `GitHub` interface: people act, webhooks go out, the app reads and writes. Used by the
 * end-to-end tests and the playground.
 */
export function createSimulatedGitHub({ now, deliver }: { now: () => Date; deliver: Deliver }): SimulatedGitHub {
  const hooks = createHooks(deliver, now);
  const world = createWorld(now, hooks);
  const { calls, faults, request } = createCallLog(now);
  return {
    github: createAppCalls(world, request),
    people: createPeople(world),
    look: createLook(world),
    calls,
    faults,
    options: world.options,
    hooks: hooks.options,
    deliveries: hooks.sent,
    settled: hooks.settled,
  };
}
