import { once } from "node:events";
import { connect } from "node:net";
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

test("however often it is asked, one number is read at a time, and no more often than once in a while", async () => {
  // Longer than fifty answers take on any machine.
  const metrics = createMetrics({ withDefaults: false, rememberedMs: 60_000 });
  let [reads, running, most] = [0, 0, 0];
  const read = async () => {
    reads++;
    running++;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    return 1;
  };
  for (const name of ["one", "two", "three"]) metrics.addGauge(name, "A number.", read);
  server = await startServer({ port: 0, host: "127.0.0.1", handlers: [metrics.handler], log: SILENT });
  const url = `http://127.0.0.1:${server.port}/metrics`;

  const texts = await Promise.all(Array.from({ length: 50 }, async () => (await fetch(url)).text()));

  expect(texts.every((text) => text.includes("three 1"))).toBe(true);
  expect([most, reads]).toEqual([1, 3]);
});

test("many requests on one connection are one", async () => {
  const metrics = createMetrics({ withDefaults: false });
  server = await startServer({ port: 0, host: "127.0.0.1", handlers: [metrics.handler], log: SILENT });
  const socket = connect(server.port, "127.0.0.1");
  let text = "";
  socket.on("data", (data) => {
    text += data.toString();
  });

  socket.write("GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n".repeat(1_000));
  await once(socket, "close");

  expect(text.split("HTTP/1.1 200").length - 1).toBe(1);
});
