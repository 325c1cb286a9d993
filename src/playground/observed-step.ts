import type { Call } from "../simulator/calls.ts";
import type { Decision } from "./decisions.ts";
/** One thing that happened, and what the app made of it. */
export interface ObservedStep {
  readonly id: number;
  /** When it was over: ISO 8601, in the playground's own time. */
  readonly at: string;
  /** What a person did, or which day came, in words. */
  readonly what: string;
  /** How many days passed; 0 where somebody did something. */
  readonly days: number;
  /** What GitHub told the app of what people did, such as "pull_request opened"; the echo of the app's own writes is left out. */
  readonly heard: readonly string[];
  /** What the app looked at because of it: the names of objects. */
  readonly lookedAt: readonly string[];
  /** How its records changed. */
  readonly decisions: readonly Decision[];
  /** What the app then asked of GitHub. */
  readonly calls: readonly Call[];
  /** What the app wrote into its log beside. */
  readonly notes: readonly string[];
}
