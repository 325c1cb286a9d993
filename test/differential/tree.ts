import type { Log } from "../../src/core/log.ts";
import type { GitHub } from "../../src/github/github.ts";
import type { SentDelivery } from "../../src/simulator/hook-log.ts";
import type { SimulatedGitHub } from "../../src/simulator/simulated-github.ts";
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
  reconcile(key: string, now: Date): Promise<void>;
  /** Keys with deliveries to apply, in their order. */
  listPending(now: Date): Promise<readonly string[]>;
  /** Work items later than one moment and no later than another. */
  listWorkItems(after: Date, until: Date): Promise<readonly WorkItem[]>;
}

export interface WorkItem {
  readonly key: string;
  readonly runAt: Date;
}
