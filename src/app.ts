import type { Log } from "./core/log.ts";
import { parseReconcileKey, type ReconcileKey } from "./core/reconcile-key.ts";
import { createInbox, type SignedDelivery } from "./engine/inbox.ts";
import { type ReconcileResult, reconcile } from "./engine/reconcile.ts";
import type { GitHub } from "./github/github.ts";
import { searchForMissed } from "./reconcilers/delivery/search-for-missed.ts";
import type { Database } from "./store/database.ts";
import { saveWorkItem } from "./store/work-item.ts";

/**
 * The whole app: deliveries go into the inbox, and whatever they are about is looked at.
 *
 * | what happens                      | what is looked at, and what for                                        |
 * | --------------------------------- | ---------------------------------------------------------------------- |
 * | pull_request, comments on it,     | `pull`: check and comment say what they should; a merge begins an      |
 * | "Not needed"                      | outcome                                                                |
 * | issues, comments on them          | `issue`: what people did goes to the outcome or dashboard it concerns  |
 * | a date comes, somebody answers    | `outcome`: asks, takes answers, reminds once, gives up                 |
 * | an outcome changes                | `dashboard`: the repository's issue is written when its text changes   |
 * | a dashboard changes, or who may   | `organization`: the page over all repositories shows what its readers  |
 * | see a repository                  | may see, and nothing else                                              |
 * | a month is over                   | `report`, `ledger`: one issue, and one pull request with the CSV file  |
 * | check_run, check_suite re-run     | `commit`: the checks of the pull requests at that commit               |
 * | merge_group                       | `queue`: a check that lets the queue go on                             |
 * | a repository is first seen        | `onboarding`: one pull request, or one issue, asks it to begin          |
 * | push, repository                  | `repository`: templates and configuration are read afresh              |
 * | installation, its repositories    | `installation`: who is looked after                                    |
 * | every 15 minutes, and at start    | `redelivery`: deliveries that failed are asked for again               |
 * | once a day                        | `comparison`: merges nobody told us of are recorded                    |
 * | a day passes                      | `prune`: what is not kept any more is deleted                          |
 * | a write gets there twice          | `twins`: of each two one goes                                          |
 */
export interface App {
  /** Stores a delivery durably; gives the object it is about, undefined when it is none of our business. */
  accept(delivery: SignedDelivery): Promise<string | undefined>;
  /** Why deliveries cannot be stored, in words; null when they can. */
  findProblem(): Promise<string | null>;
  /** What is looked at whenever a process starts: what was missed while none was there, and what is not kept any more. */
  begin(): Promise<void>;
  /** Looks at an object at a moment, and makes GitHub say what it should. */
  reconcile(object: string, now: Date): Promise<void>;
}

export interface AppParts {
  readonly db: Database;
  /** Where deliveries are stored: the same database, over connections that nobody else keeps busy. */
  readonly inboxDb?: Database;
  readonly github: GitHub;
  readonly log: Log;
  readonly now: () => Date;
  /** Told of objects that became due during a look. */
  readonly notify?: (objects: readonly string[]) => void;
  /** Told of an object that becomes due soon. */
  readonly notifyAt?: (object: string, at: Date) => void;
  /** Told how each look ended. */
  readonly onReconcile?: (reconcile: { readonly kind: string; readonly result: ReconcileResult }) => void;
}

/** Puts the app together. */
export function createApp({
  db,
  inboxDb = db,
  github,
  log,
  now,
  notify = () => {},
  notifyAt = () => {},
  onReconcile = () => {},
}: AppParts): App {
  const inbox = createInbox({ db: inboxDb, now });
  return {
    accept: (delivery) => inbox.accept(delivery),
    findProblem: () => inbox.findProblem(),
    begin: async () => {
      await searchForMissed(db, now());
      await saveWorkItem(db, "prune/0" satisfies ReconcileKey, now());
    },
    reconcile: async (object, at) => {
      const notified = new Set<string>();
      const result = await reconcile(
        { db, github, log, now: at, notifyAt, notify: (next) => notified.add(next) },
        object as ReconcileKey,
      );
      notify([...notified]);
      onReconcile({ kind: parseReconcileKey(object).kind, result });
    },
  };
}
