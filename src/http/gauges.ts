import { countBlocked } from "../store/blocker.ts";
import type { Database } from "../store/database.ts";
import { countDeliveries, countSetAside } from "../store/delivery.ts";
import { countMissed } from "../store/missed-delivery.ts";
import { countDueQuestions, countOutcomes } from "../store/outcome-count.ts";
import { countLimited } from "../store/rate-limit.ts";
import type { Metrics } from "./metrics.ts";

/** How long a requested redelivery may take to arrive. */
const REDELIVERY_MS = 60 * 60_000;

/** Adds the gauges that are read from the database, and therefore the same on every replica. */
export function addGauges(metrics: Metrics, db: Database): void {
  addInboxGauges(metrics, db);
  addPatienceGauges(metrics, db);
  const help = "Merged pull requests on record, by where they stand.";
  metrics.addGauges("outcomes", { help, label: "state" }, () => countOutcomes(db));
  metrics.addGauge("follow_ups_due", "Questions that are due and not asked yet.", () =>
    countDueQuestions(db, new Date()),
  );
}

function addInboxGauges(metrics: Metrics, db: Database): void {
  const inbox = () => countDeliveries(db);
  metrics.addGauge("inbox_waiting", "Deliveries accepted and not yet processed.", async () => (await inbox()).waiting);
  metrics.addGauge("inbox_oldest_seconds", "Age of the oldest waiting delivery.", async () => {
    const { oldestReceivedAt } = await inbox();
    return oldestReceivedAt ? (Date.now() - oldestReceivedAt.getTime()) / 1000 : 0;
  });
  const help = "Deliveries given up after too many attempts, or unreadable from the start, by event.";
  metrics.addGauges("inbox_set_aside", { help, label: "event" }, () => countSetAside(db));
}

function addPatienceGauges(metrics: Metrics, db: Database): void {
  const blocked = "Keys that wait until a person changes something, by what blocks them.";
  metrics.addGauges("blocked_keys", { help: blocked, label: "blocker" }, () => countBlocked(db));
  metrics.addGauge("rate_limited_installations", "Installations that GitHub rate limits at the moment.", () =>
    countLimited(db, new Date()),
  );
  const missed = "Deliveries that failed and did not arrive yet, and those given up after the last try.";
  metrics.addGauges("missed_deliveries", { help: missed, label: "state" }, async () => {
    const { wanted, givenUp } = await countMissed(db, new Date(Date.now() - REDELIVERY_MS));
    return new Map([
      ["wanted", wanted],
      ["given-up", givenUp],
    ]);
  });
}
