import type { Log } from "../../src/core/log.ts";
import type { GitHub } from "../../src/github/github.ts";
import type { SentDelivery } from "../../src/playground/hooks.ts";
import type { SimulatedGitHub } from "../../src/playground/simulated-github.ts";
import type { OpenDatabase } from "../../src/store/database.ts";

/**
 * What the test needs of a version of the app. It is said in the words of the present version, by types alone: tools that
 * rename follow them, and the baseline's adapter translates.
 */
export interface Tree {
  /** An empty, migrated database in memory. */
  openDatabase(): Promise<OpenDatabase>;
  /** GitHub simulated, with ids of our choice: they must not depend on what happens in other repositories. */
  createGitHub(parts: {
    readonly now: () => Date;
    readonly nextId: () => number;
    readonly deliver: (delivery: SentDelivery) => void;
  }): SimulatedGitHub;
  createApp(parts: {
    readonly db: OpenDatabase;
    readonly github: GitHub;
    readonly log: Log;
    readonly now: () => Date;
  }): TreeApp;
}

/** The app as a process runs it. */
export interface TreeApp {
  accept(delivery: SentDelivery): Promise<unknown>;
  /** What a process does when it starts. */
  begin(): Promise<void>;
  look(object: string, now: Date): Promise<void>;
  /** Objects with deliveries to take in, in the order in which they are worked off. */
  listPending(now: Date): Promise<readonly string[]>;
  /** Appointments later than one moment and no later than another. */
  listAppointments(after: Date, until: Date): Promise<readonly Appointment[]>;
}

export interface Appointment {
  readonly object: string;
  readonly at: Date;
}
