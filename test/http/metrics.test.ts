import { afterEach, expect, test } from "vitest";
import { createMetrics, type Metrics } from "../../src/http/metrics.ts";
import { type RunningServer, startServer } from "../../src/http/server.ts";

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
let server: RunningServer | undefined;

afterEach(async () => {
  await server?.stop(0);
});

async function scrape(metrics: Metrics): Promise<string> {
  server = await startServer({ port: 0, host: "127.0.0.1", handlers: [metrics.handler], log: SILENT });
  return (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
}

test("deliveries are counted by event and result", async () => {
  const metrics = createMetrics({ withDefaults: false });

  metrics.countDelivery({ event: "push", result: "accepted" });
  metrics.countDelivery({ event: "push", result: "accepted" });

  expect(await scrape(metrics)).toContain('webhook_deliveries_total{event="push",result="accepted"} 2');
});

test("calls are counted by method and status", async () => {
  const metrics = createMetrics({ withDefaults: false });

  metrics.countCall({ method: "POST", status: 201, ms: 250 });

  expect(await scrape(metrics)).toContain('github_call_seconds_count{method="POST",status="201"} 1');
});

test("gauges are read when somebody asks", async () => {
  const metrics = createMetrics({ withDefaults: false });

  metrics.addGauge("inbox_waiting", "Deliveries not yet done.", async () => 7);

  expect(await scrape(metrics)).toContain("inbox_waiting 7");
});

test("two processes in one test do not share their numbers", async () => {
  createMetrics({ withDefaults: true }).countDelivery({ event: "push", result: "accepted" });

  const text = await scrape(createMetrics({ withDefaults: true }));

  expect(text).not.toContain('event="push"');
  expect(text).toContain("process_cpu_seconds_total");
});
