import { Histogram, type Registry } from "prom-client";
import { CLOCK_STARTS } from "../core/clock/shipment.ts";
import { EVENTS, findEventRow } from "../core/delivery/events.ts";
import { REQUEST_KINDS, REQUEST_OUTCOMES, type RequestKind, type RequestOutcome } from "../core/github-request.ts";
import { SOURCE_KINDS, type SourceKind } from "../core/metric/source-kind.ts";
import type { Milestone } from "../core/milestone.ts";
import { VERDICTS } from "../core/outcome/verdict.ts";
import { RECONCILE_KINDS } from "../core/reconcile-key.ts";
import { RECONCILE_RESULTS } from "../core/reconcile-result.ts";
import { defineCounter, PREFIX } from "./counter.ts";
import type { Remainder } from "./remainders.ts";
import { REFUSALS, type WebhookResult } from "./webhook-result.ts";

/** What the parts of a process report to be counted. */
export interface Counters {
  /** Counts a webhook request; `event` is set only after the signature was verified. */
  countDelivery(delivery: { readonly event: string; readonly result: WebhookResult }): void;
  /** Counts a request to GitHub. */
  countCall(call: CountedCall): void;
  /** Counts a reconcile by its kind of key and its result. */
  countReconcile(reconcile: { readonly kind: string; readonly result: string }): void;
  /** Counts a read of a source of numbers. */
  countSourceRead(read: { readonly kind: SourceKind; readonly isAnswered: boolean }): void;
  countMilestone(milestone: Milestone): void;
}

export interface CountedCall {
  readonly kind: RequestKind;
  readonly outcome: RequestOutcome;
  readonly ms: number;
  /** Used to find the smallest remaining limit; no label. */
  readonly installationId: number | null;
  readonly limit: Remainder | null;
}

/** Creates the counters of a process. */
export function createCounters(registry: Registry): Counters {
  const reconciles = defineCounter(registry, {
    name: "reconciles_total",
    help: "Reconciles by kind of key and result.",
    labels: { kind: Object.keys(RECONCILE_KINDS), result: RECONCILE_RESULTS },
  });
  const reads = defineCounter(registry, {
    name: "source_reads_total",
    help: "Reads of the sources of metrics, by kind of source.",
    labels: { kind: SOURCE_KINDS, outcome: ["answered", "failed"] },
  });
  return {
    countDelivery: createDeliveryCounters(registry),
    countCall: createCallCounters(registry),
    countReconcile: ({ kind, result }) => reconciles.inc({ kind, result }),
    countSourceRead: ({ kind, isAnswered }) => reads.inc({ kind, outcome: isAnswered ? "answered" : "failed" }),
    countMilestone: createMilestoneCounters(registry),
  };
}

/** Events that the app does not use. */
const OTHER = "other";

function createDeliveryCounters(registry: Registry): Counters["countDelivery"] {
  const accepted = defineCounter(registry, {
    name: "deliveries_accepted_total",
    help: "Webhook deliveries that were stored and answered with 202, by event.",
    labels: { event: [...Object.keys(EVENTS), OTHER] },
  });
  const refused = defineCounter(registry, {
    name: "deliveries_refused_total",
    help: "Webhook requests that were refused, by reason.",
    labels: { reason: REFUSALS },
  });
  return ({ event, result }) => {
    if (result === "accepted") accepted.inc({ event: findEventRow(event) ? event : OTHER });
    else refused.inc({ reason: result });
  };
}

/** A call may take fifteen seconds. */
const CALL_SECONDS = [0.1, 0.3, 1, 3, 10];

function createCallCounters(registry: Registry): Counters["countCall"] {
  const calls = defineCounter(registry, {
    name: "github_calls_total",
    help: "Requests to GitHub, by what for and by how they ended.",
    labels: { kind: REQUEST_KINDS, outcome: REQUEST_OUTCOMES },
  });
  const seconds = new Histogram({
    name: `${PREFIX}github_call_duration_seconds`,
    help: "How long requests to GitHub took, failed ones included.",
    labelNames: ["kind"],
    buckets: CALL_SECONDS,
    registers: [registry],
  });
  for (const kind of REQUEST_KINDS) seconds.zero({ kind });
  return ({ kind, outcome, ms }) => {
    calls.inc({ kind, outcome });
    seconds.observe({ kind }, ms / 1000);
  };
}

function createMilestoneCounters(registry: Registry): Counters["countMilestone"] {
  const count = (name: string, help: string) => defineCounter(registry, { name, help });
  const asked = count("questions_asked_total", "Follow-up questions asked, those asked again included.");
  const unanswered = count("questions_unanswered_total", "Questions that closed without an answer.");
  const reported = count("reports_written_total", "Monthly issues opened.");
  const redelivered = count(
    "redeliveries_requested_total",
    "Failed webhook deliveries that GitHub was asked to repeat.",
  );
  const answered = defineCounter(registry, {
    name: "answers_total",
    help: "Answers to questions, by verdict; one that replaces another counts too.",
    labels: { verdict: VERDICTS },
  });
  const shipped = defineCounter(registry, {
    name: "changes_shipped_total",
    help: "Merged changes that reached their users, by what said so.",
    labels: { by: [...CLOCK_STARTS, "person"] },
  });
  return (milestone) => {
    switch (milestone.kind) {
      case "asked":
        return asked.inc();
      case "answered":
        return answered.inc({ verdict: milestone.verdict });
      case "unanswered":
        return unanswered.inc();
      case "shipped":
        return shipped.inc({ by: milestone.by });
      case "reported":
        return reported.inc();
      case "redelivered":
        return redelivered.inc();
    }
  };
}
