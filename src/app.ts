import type { Probot } from "probot";
import type { DeliveryEvent } from "./core/delivery/delivery-event.ts";
import type { Log } from "./core/log.ts";
import type { Milestone } from "./core/milestone.ts";
import { PRUNE_KEY, parseReconcileKey, type ReconcileKey, type ReconcileKind } from "./core/reconcile-key.ts";
import type { Applier } from "./engine/apply-deliveries.ts";
import { applyUserAction } from "./engine/apply-user-action.ts";
import { createInbox, type SignedDelivery } from "./engine/inbox.ts";
import { applyOwnCheck, applyOwnWrite } from "./engine/own-events.ts";
import type { Reception } from "./engine/reception.ts";
import { type ReconcileResult, type Reconciler, reconcile } from "./engine/reconcile.ts";
import { parseHere, type TextParser } from "./engine/text-parser.ts";
import type { AppIdentity, GitHub } from "./github/github.ts";
import { applyShipment } from "./reconcilers/clock/apply-shipment.ts";
import { reconcileClock } from "./reconcilers/clock/clock.ts";
import { reconcileDashboard } from "./reconcilers/dashboard/dashboard.ts";
import { reconcileOrganization } from "./reconcilers/dashboard/organization.ts";
import { reconcileBackfill } from "./reconcilers/delivery/backfill.ts";
import { reconcileRedelivery } from "./reconcilers/delivery/redelivery.ts";
import { searchForMissed } from "./reconcilers/delivery/search-for-missed.ts";
import { reconcileDuplicates } from "./reconcilers/duplicates.ts";
import { reconcileIssue } from "./reconcilers/issue.ts";
import { reconcileMetric } from "./reconcilers/metric/metric.ts";
import { reconcileNumbers } from "./reconcilers/metric/numbers.ts";
import { reconcileOnboarding } from "./reconcilers/onboarding/onboarding.ts";
import { reconcileInstallation } from "./reconcilers/onboarding/onboarding-turns.ts";
import { reconcileOutcome } from "./reconcilers/outcome/outcome.ts";
import { applySnapshot } from "./reconcilers/pull-request/apply-snapshot.ts";
import { reconcileMergeQueue } from "./reconcilers/pull-request/merge-queue.ts";
import { reconcilePullRequest } from "./reconcilers/pull-request/pull-request.ts";
import { reconcileRerun } from "./reconcilers/pull-request/rerun.ts";
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
import type { Sources } from "./sources/source.ts";
import { createSources } from "./sources/sources.ts";
import type { Database } from "./store/database.ts";
import { saveWorkItem } from "./store/work-item.ts";

/** The whole app: the reconciler of each kind of key. */
const RECONCILERS = {
  /** pull_request, comments on it, "Not needed": check and comment show the evaluation; a merge starts an outcome. */
  pull: reconcilePullRequest,
  /** issues, comments on them: enqueues the key the issue belongs to. */
  issue: reconcileIssue,
  /** A date comes or a person answers: asks, applies answers, reminds once, gives up. */
  outcome: reconcileOutcome,
  /** release, deployment_status, push, and once a day: tells which changes reached their users. */
  clock: reconcileClock,
  /** An outcome changes: writes the repository's issue when its text changes. */
  dashboard: reconcileDashboard,
  /**
   * A dashboard or a repository's visibility changes: the page over all repositories shows what its readers may see.
   */
  organization: reconcileOrganization,
  /** An open pull request names a metric: reads its last four weeks, for its check. */
  metric: reconcileMetric,
  /** A clock starts, a question is asked or answered: reads the weeks before and since. */
  numbers: reconcileNumbers,
  /** A month is over: opens one issue with what was learned. */
  report: reconcileReport,
  /** A month is over: opens one pull request with the CSV file. */
  ledger: reconcileLedger,
  /** A repository is first seen: asks it to begin, with one pull request or one issue. */
  onboarding: reconcileOnboarding,
  /** push, repository: reads templates and configuration again, and evaluates everything open again. */
  repository: reconcileRepository,
  /** merge_group: a check that lets the queue go on. */
  queue: reconcileMergeQueue,
  /** check_run, check_suite re-run: applying the event enqueued the open pull requests at that commit; else sends it again. */
  commit: reconcileRerun,
  /** A repository waits to be asked, or a place is free: gives the repositories that wait their turn, a few a day. */
  installation: reconcileInstallation,
  /** A write reached GitHub twice: removes one of each pair. */
  duplicates: reconcileDuplicates,
  /** Once a day: records merges that no webhook reported. */
  backfill: reconcileBackfill,
  /** Every 15 minutes and at start: requests failed deliveries again. */
  redelivery: reconcileRedelivery,
  /** Once a day: deletes what is past its retention. */
  prune: reconcilePrune,
} satisfies Record<ReconcileKind, Reconciler>;

/** What is saved for each kind of event, in the transaction that completes its delivery. */
const APPLIERS = {
  pull: applySnapshot,
  "user-action": applyUserAction,
  written: applyOwnWrite,
  checked: applyOwnCheck,
  rerequested: applyRerequest,
  pushed: applyPush,
  shipped: applyShipment,
  repository: applyRepository,
  installation: applyInstallation,
  "owner-renamed": (context, { delivery, event }) => applyOwnerRename(context, delivery.installationId, event.login),
} satisfies { [Kind in DeliveryEvent["kind"]]: Applier<Kind> };

/** The app as Probot loads it: whatever GitHub delivers goes into the inbox, and all else follows from there. */
export function createProbotApp({ take }: Pick<Reception, "take">): (probot: Probot) => void {
  return (probot) => {
    probot.onAny(({ id, name, payload }) => take({ guid: id, event: name, payload }));
  };
}

export interface App {
  /** Stores a delivery durably; returns its key, or undefined for a delivery the app ignores. */
  accept(delivery: SignedDelivery): Promise<string | undefined>;
  /** Why deliveries cannot be stored, in words; null when they can. */
  findProblem(): Promise<string | null>;
  /** Enqueues the work of a starting process: search for what was missed, delete what is past its retention. */
  begin(): Promise<void>;
  /** Reconciles a key at the given moment. */
  reconcile(key: string, now: Date): Promise<void>;
}

export interface AppParts {
  readonly db: Database;
  /** Where deliveries are stored: the same database, over connections that other work does not keep busy. */
  readonly inboxDb?: Database;
  readonly github: GitHub;
  /** Where the numbers of metrics come from; by default from GitHub alone. */
  readonly sources?: Sources;
  readonly log: Log;
  readonly now: () => Date;
  /** Parses what people write; by default in this thread, without a limit. */
  readonly texts?: Pick<TextParser, "parse">;
  /** Waits while deliveries arrive so fast that all other work should slow down; by default never. */
  readonly pass?: () => Promise<void>;
  /** Called with keys that became due during a reconcile. */
  readonly notify?: (keys: readonly string[]) => void;
  /** Called with a key that becomes due soon. */
  readonly notifyAt?: (key: string, at: Date) => void;
  /** Called with each milestone, once it is saved. */
  readonly onMilestone?: (milestone: Milestone) => void;
  /** Called with the result of each reconcile. */
  readonly onReconcile?: (reconcile: { readonly kind: ReconcileKind; readonly result: ReconcileResult }) => void;
}

/** Assembles the app. */
export function createApp({
  db,
  inboxDb = db,
  github,
  sources = createSources(),
  log,
  now,
  texts = parseHere,
  pass = async () => {},
  notify = () => {},
  notifyAt = () => {},
  onMilestone = () => {},
  onReconcile = () => {},
}: AppParts): App {
  // Known from the first reconcile on. Until then own events are deliveries like any other.
  let identity: AppIdentity | undefined;
  const inbox = createInbox({ db: inboxDb, now, identity: () => identity });
  const features = { reconcilers: RECONCILERS, deliveries: { admit: admitDelivery, appliers: APPLIERS } };
  return {
    accept: async (delivery) => {
      const key = await inbox.accept(delivery);
      log.debug({ delivery: delivery.guid, event: delivery.event, key }, "accepted a delivery");
      return key;
    },
    findProblem: () => inbox.findProblem(),
    begin: async () => {
      await searchForMissed(db, now());
      await saveWorkItem(db, PRUNE_KEY, now());
    },
    reconcile: async (key, at) => {
      identity ??= await github.identity().catch(() => undefined);
      const notified = new Set<string>();
      const context = {
        db,
        github,
        sources,
        log,
        texts,
        pass,
        now: at,
        notifyAt,
        onMilestone,
        notify: (next: string) => notified.add(next),
      };
      const result = await reconcile(features, context, key as ReconcileKey);
      notify([...notified]);
      if (result !== "idle") onReconcile({ kind: parseReconcileKey(key).kind, result });
    },
  };
}
