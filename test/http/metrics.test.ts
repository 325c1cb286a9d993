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

test("calls are counted by method, route and status", async () => {
  const metrics = createMetrics({ withDefaults: false });

  metrics.countCall({ method: "POST", route: "/repos/{owner}/{repo}/issues", status: 201, ms: 250 });

  expect(await scrape(metrics)).toContain(
    'github_call_seconds_count{method="POST",route="/repos/{owner}/{repo}/issues",status="201"} 1',
  );
});

test("the lowest remaining limit is reported, without naming the installation", async () => {
  const metrics = createMetrics({ withDefaults: false });
  const call = { method: "GET", route: "/user", status: 200, ms: 1 };
  const resetAt = Date.now() + 60_000;

  metrics.countCall({ ...call, installationId: 77, limit: { remaining: 4_000, resetAt } });
  metrics.countCall({ ...call, installationId: 78, limit: { remaining: 12, resetAt } });
  metrics.countCall({ ...call, installationId: 79, limit: { remaining: 1, resetAt: Date.now() - 1 } });
  const text = await scrape(metrics);

  expect(text).toContain("github_rate_limit_remaining 12");
  expect(text).not.toMatch(/7[789]/);
});

test("reconciles are counted by kind of key and result", async () => {
  const metrics = createMetrics({ withDefaults: false });

  metrics.countReconcile({ kind: "pull", result: "blocked" });

  expect(await scrape(metrics)).toContain('reconciles_total{kind="pull",result="blocked"} 1');
});

test("metrics of the database are missing while it is unavailable, and those of the process are not", async () => {
  const metrics = createMetrics({ withDefaults: false });
  metrics.addGauge("inbox_waiting", "Deliveries not yet done.", () => Promise.reject(new Error("away")));
  metrics.addGauges("blocked_keys", { help: "Blocked.", label: "blocker" }, () => Promise.reject(new Error("away")));

  metrics.countDelivery({ event: "push", result: "refused" });
  const text = await scrape(metrics);

  expect(text).not.toMatch(/^inbox_waiting/m);
  expect(text).toContain('webhook_deliveries_total{event="push",result="refused"} 1');
});

test("several values have different labels", async () => {
  const metrics = createMetrics({ withDefaults: false });

  metrics.addGauges("blocked_keys", { help: "Blocked.", label: "blocker" }, async () => new Map([["archived", 3]]));

  expect(await scrape(metrics)).toContain('blocked_keys{blocker="archived"} 3');
});

test("gauges are read on request", async () => {
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
