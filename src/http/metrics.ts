import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { pathOf } from "./answer.ts";
import type { Handler } from "./server.ts";

/** What is counted. Labels never name a repository or a person. */
export interface Metrics {
  /** Serves `/metrics` in Prometheus' text format. */
  readonly handler: Handler;
  /** Counts a webhook request; `event` only once its signature was good. */
  countDelivery(delivery: { event: string; result: string }): void;
  /** Counts a call to GitHub. */
  countCall(call: { method: string; status: number; ms: number }): void;
  /** Adds a number that is looked up whenever Prometheus asks. */
  addGauge(name: string, help: string, read: () => number | Promise<number>): void;
}

/** Counters of one process, in a registry of their own. */
export function createMetrics(options: { withDefaults: boolean }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.withDefaults) collectDefaultMetrics({ register: registry });
  const deliveries = new Counter({
    name: "webhook_deliveries_total",
    help: "Webhook requests by event and result.",
    labelNames: ["event", "result"],
    registers,
  });
  const calls = new Histogram({
    name: "github_call_seconds",
    help: "Calls to GitHub by method and status; status 0 is no answer.",
    labelNames: ["method", "status"],
    buckets: [0.1, 0.3, 1, 3, 10],
    registers,
  });
  return {
    handler: createHandler(registry),
    countDelivery: ({ event, result }) => deliveries.inc({ event, result }),
    countCall: ({ method, status, ms }) => calls.observe({ method, status }, ms / 1000),
    addGauge: (name, help, read) => addGauge(registry, name, help, read),
  };
}

function createHandler(registry: Registry): Handler {
  return async (request, response) => {
    if (pathOf(request) !== "/metrics") return false;
    const text = await registry.metrics();
    response.writeHead(200, { "content-type": registry.contentType }).end(text);
    return true;
  };
}

function addGauge(registry: Registry, name: string, help: string, read: () => number | Promise<number>): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await read());
    },
  });
}
