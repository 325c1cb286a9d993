import { BLOCKERS } from "../core/blocker.ts";
import { EVENTS } from "../core/delivery/events.ts";
import { STATES } from "../core/outcome/outcome.ts";
import { countBlocked, countBlockers } from "../store/blocker.ts";
import type { Database } from "../store/database.ts";
import { countDeliveries, countSetAside } from "../store/delivery.ts";
import { countMissed } from "../store/missed-delivery.ts";
import { countDueQuestions, countOutcomes } from "../store/outcome-count.ts";
import { countLimited } from "../store/rate-limit.ts";
import { findBacklog } from "../store/work-item.ts";
import type { Metrics } from "./metrics.ts";

/** How long a requested redelivery may take to arrive. */
const REDELIVERY_MS = 60 * 60_000;

/** Adds the gauges that are read from the database, and therefore the same on every replica. */
export function addGauges(metrics: Metrics, db: Database): void {
  addInboxGauges(metrics, db);
  addQueueGauges(metrics, db);
  addBlockerGauges(metrics, db);
  const help = "Merged pull requests on record, by where they stand.";
  metrics.addSharedGauges("outcomes", { help, label: "state", values: STATES }, () => countOutcomes(db));
  metrics.addSharedGauge("questions_due", "Questions whose date has come and that are not asked yet.", () =>
    countDueQuestions(db, new Date()),
  );
}

function addInboxGauges(metrics: Metrics, db: Database): void {
  const inbox = () => countDeliveries(db);
  metrics.addSharedGauge(
    "inbox_deliveries",
    "Deliveries accepted and not yet processed.",
    async () => (await inbox()).waiting,
  );
  metrics.addSharedGauge(
    "inbox_oldest_age_seconds",
    "Age of the oldest delivery that is not yet processed.",
    async () => secondsSince((await inbox()).oldestReceivedAt),
  );
  const help = "Deliveries given up after too many attempts, or unreadable from the start, by event.";
  const about = { help, label: "event", values: Object.keys(EVENTS) };
  metrics.addSharedGauges("inbox_set_aside_deliveries", about, () => countSetAside(db));
  const missed =
    "Deliveries that failed and did not arrive yet (wanted), or were given up after the last try (given-up).";
  metrics.addSharedGauges(
    "missed_deliveries",
    { help: missed, label: "state", values: ["wanted", "given-up"] },
    async () => {
      const { wanted, givenUp } = await countMissed(db, new Date(Date.now() - REDELIVERY_MS));
      return new Map([
        ["wanted", wanted],
        ["given-up", givenUp],
      ]);
    },
  );
}

function addQueueGauges(metrics: Metrics, db: Database): void {
  const backlog = () => findBacklog(db, new Date());
  metrics.addSharedGauge("queue_due_items", "Keys whose reconcile is due.", async () => (await backlog()).count);
  metrics.addSharedGauge(
    "queue_oldest_due_age_seconds",
    "How long the reconcile that is due longest has been due.",
    async () => secondsSince((await backlog()).oldestDueAt),
  );
  const blocked = "Keys that wait until a person changes something, by what blocks them.";
  const about = { help: blocked, label: "blocker", values: [...BLOCKERS, "permission"] };
  metrics.addSharedGauges("queue_blocked_items", about, () => countBlocked(db));
}

function addBlockerGauges(metrics: Metrics, db: Database): void {
  const installations = "Installations in which GitHub refuses something until a person changes a setting, by blocker.";
  const repositories = "Repositories in which GitHub refuses something until a person changes a setting, by blocker.";
  const about = { label: "blocker", values: BLOCKERS };
  metrics.addSharedGauges("blocked_installations", { help: installations, ...about }, () =>
    countBlockers(db, "installation"),
  );
  metrics.addSharedGauges("blocked_repositories", { help: repositories, ...about }, () =>
    countBlockers(db, "repository"),
  );
  metrics.addSharedGauge("rate_limited_installations", "Installations that GitHub rate limits at the moment.", () =>
    countLimited(db, new Date()),
  );
}

function secondsSince(moment: Date | null): number {
  return moment === null ? 0 : Math.max(0, (Date.now() - moment.getTime()) / 1000);
}
