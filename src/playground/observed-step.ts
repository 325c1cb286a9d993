import type { Call } from "../simulator/calls.ts";
import type { Decision } from "./decisions.ts";
/** One event, and the app's reaction to it. */
export interface ObservedStep {
  readonly id: number;
  /** When it ended: ISO 8601, in the playground's simulated time. */
  readonly at: string;
  /** The user action or the day, in words. */
  readonly what: string;
  /** The number of days that passed; 0 for a user action. */
  readonly days: number;
  /** The webhooks of user actions, such as "pull_request opened". The app's own events are left out. */
  readonly heard: readonly string[];
  /** The keys the app reconciled. */
  readonly lookedAt: readonly string[];
  /** The changes of its records. */
  readonly decisions: readonly Decision[];
  /** The app's calls to GitHub. */
  readonly calls: readonly Call[];
  /** The app's log lines. */
  readonly notes: readonly string[];
}
