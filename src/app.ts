import type { DeliveryEvent } from "./core/delivery/delivery-event.ts";
import type { Log } from "./core/log.ts";
import { PRUNE_KEY, parseReconcileKey, type ReconcileKey, type ReconcileKind } from "./core/reconcile-key.ts";
import type { Applier } from "./engine/apply-deliveries.ts";
import { applyUserAction } from "./engine/apply-user-action.ts";
import { createInbox, type SignedDelivery } from "./engine/inbox.ts";
import { reconcileNothing } from "./engine/nothing.ts";
import { applyOwnCheck, applyOwnWrite } from "./engine/own-events.ts";
import { type ReconcileResult, type Reconciler, reconcile } from "./engine/reconcile.ts";
import type { AppIdentity, GitHub } from "./github/github.ts";
import { reconcileDashboard } from "./reconcilers/dashboard/dashboard.ts";
import { reconcileOrganization } from "./reconcilers/dashboard/organization.ts";
import { reconcileBackfill } from "./reconcilers/delivery/backfill.ts";
import { reconcileRedelivery } from "./reconcilers/delivery/redelivery.ts";
import { searchForMissed } from "./reconcilers/delivery/search-for-missed.ts";
import { reconcileDuplicates } from "./reconcilers/duplicates.ts";
import { reconcileIssue } from "./reconcilers/issue.ts";
import { reconcileOnboarding } from "./reconcilers/onboarding/onboarding.ts";
import { reconcileOutcome } from "./reconcilers/outcome/outcome.ts";
import { applySnapshot } from "./reconcilers/pull-request/apply-snapshot.ts";
import { reconcileMergeQueue } from "./reconcilers/pull-request/merge-queue.ts";
import { reconcilePullRequest } from "./reconcilers/pull-request/pull-request.ts";
import { reconcileLedger } from "./reconcilers/report/ledger.ts";
import { reconcileReport } from "./reconcilers/report/report.ts";
import { admitDelivery } from "./reconcilers/repository/admit-delivery.ts";
import {
  applyInstallation,
  applyPush,
  applyRepository,
  applyRerequest,
} from "./reconcilers/repository/apply-repository.ts";
import { reconcilePrune } from "./reconcilers/repository/prune.ts";
import { reconcileRepository } from "./reconcilers/repository/repository.ts";
import { applyOwnerRename } from "./reconcilers/repository/repository-facts.ts";
import type { Database } from "./store/database.ts";
import { saveWorkItem } from "./store/work-item.ts";

/** The whole app: what is done about each kind of key. */
const RECONCILERS = {
  /** pull_request, comments on it, "Not needed": check and comment say what they should; a merge begins an outcome. */
  pull: reconcilePullRequest,
  /** issues, comments on them: passed on to the reconciler they concern. */
  issue: reconcileIssue,
  /** A date comes, a person answers: asks, takes answers, reminds once, gives up. */
  outcome: reconcileOutcome,
  /** An outcome changes: the repository's issue is written when its text changes. */
  dashboard: reconcileDashboard,
  /** A dashboard changes, or who may see a repository: the page over all of them shows what its readers may see. */
  organization: reconcileOrganization,
  /** A month is over: one issue tells what was learned. */
  report: reconcileReport,
  /** A month is over: one pull request with the CSV file. */
  ledger: reconcileLedger,
  /** A repository is first seen: one pull request, or one issue, asks it to begin. */
  onboarding: reconcileOnboarding,
  /** push, repository: templates and configuration are read again, what is open is evaluated again. */
  repository: reconcileRepository,
  /** merge_group: a check that lets the queue go on. */
  queue: reconcileMergeQueue,
  /** check_run, check_suite re-run: the pull requests at that commit were enqueued. */
  commit: reconcileNothing,
  /** installation, its repositories: they were enqueued. */
  installation: reconcileNothing,
  /** A write reached GitHub twice: of each two one goes. */
  duplicates: reconcileDuplicates,
  /** Once a day: merges that no webhook told of are recorded. */
  backfill: reconcileBackfill,
  /** Every 15 minutes, and at start: deliveries that failed are asked for again. */
  redelivery: reconcileRedelivery,
  /** Once a day: what is not kept any longer is deleted. */
  prune: reconcilePrune,
} satisfies Record<ReconcileKind, Reconciler>;

/** What is kept of each kind of event, in the transaction that completes its delivery. */
const APPLIERS = {
  pull: applySnapshot,
  "user-action": applyUserAction,
  written: applyOwnWrite,
  checked: applyOwnCheck,
  rerequested: applyRerequest,
  pushed: applyPush,
  repository: applyRepository,
  installation: applyInstallation,
  "owner-renamed": (context, { delivery, event }) => applyOwnerRename(context, delivery.installationId, event.login),
} satisfies { [Kind in DeliveryEvent["kind"]]: Applier<Kind> };

export interface App {
  /** Stores a delivery durably; gives the key it is about, undefined when it is none of our business. */
  accept(delivery: SignedDelivery): Promise<string | undefined>;
  /** Why deliveries cannot be stored, in words; null when they can. */
  findProblem(): Promise<string | null>;
  /** Enqueues what a process does when it starts: search for what was missed meanwhile, delete what is not kept. */
  begin(): Promise<void>;
  /** Reconciles a key at a moment. */
  reconcile(key: string, now: Date): Promise<void>;
}

export interface AppParts {
  readonly db: Database;
  /** Where deliveries are stored: the same database, over connections that nobody else keeps busy. */
  readonly inboxDb?: Database;
  readonly github: GitHub;
  readonly log: Log;
  readonly now: () => Date;
  /** Told of keys that became due during a reconcile. */
  readonly notify?: (keys: readonly string[]) => void;
  /** Told of a key that becomes due soon. */
  readonly notifyAt?: (key: string, at: Date) => void;
  /** Told how each reconcile ended. */
  readonly onReconcile?: (reconcile: { readonly kind: ReconcileKind; readonly result: ReconcileResult }) => void;
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
  // Known from the first reconcile on. Until then own events are deliveries like any other.
  let identity: AppIdentity | undefined;
  const inbox = createInbox({ db: inboxDb, now, identity: () => identity });
  const features = { reconcilers: RECONCILERS, deliveries: { admit: admitDelivery, appliers: APPLIERS } };
  return {
    accept: (delivery) => inbox.accept(delivery),
    findProblem: () => inbox.findProblem(),
    begin: async () => {
      await searchForMissed(db, now());
      await saveWorkItem(db, PRUNE_KEY, now());
    },
    reconcile: async (key, at) => {
      identity ??= await github.identity().catch(() => undefined);
      const notified = new Set<string>();
      const context = { db, github, log, now: at, notifyAt, notify: (next: string) => notified.add(next) };
      const result = await reconcile(features, context, key as ReconcileKey);
      notify([...notified]);
      if (result !== "idle") onReconcile({ kind: parseReconcileKey(key).kind, result });
    },
  };
}
