import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createMetrics } from "../../src/http/metrics.ts";
import { type RunningServer, startServer } from "../../src/http/server.ts";
import { quietLog } from "../support/loop.ts";
import { scrape } from "../support/scrape.ts";

let server: RunningServer | undefined;

afterEach(async () => {
  await server?.stop(0);
});

const create = () => createMetrics({ version: "1.2.3", withDefaults: false });

test("accepted deliveries are counted by event, refused ones by reason", async () => {
  const metrics = create();

  metrics.countDelivery({ event: "push", result: "accepted" });
  metrics.countDelivery({ event: "push", result: "accepted" });
  metrics.countDelivery({ event: "unknown", result: "unsigned" });
  const text = await scrape(metrics);

  expect(text).toContain('didthiswork_deliveries_accepted_total{event="push"} 2');
  expect(text).toContain('didthiswork_deliveries_refused_total{reason="unsigned"} 1');
});

test("events that the app does not use are counted together, so that no sender can invent labels", async () => {
  const metrics = create();

  metrics.countDelivery({ event: "star", result: "accepted" });
  metrics.countDelivery({ event: "toString", result: "accepted" });
  const text = await scrape(metrics);

  expect(text).toContain('didthiswork_deliveries_accepted_total{event="other"} 2');
  expect(text).not.toMatch(/star|toString/);
});

const CALL = { kind: "read", outcome: "ok", ms: 1, installationId: null, limit: null } as const;

test("calls are counted by what for and how they ended, and timed", async () => {
  const metrics = create();

  metrics.countCall({ ...CALL, kind: "write", outcome: "refused", ms: 250 });
  const text = await scrape(metrics);

  expect(text).toContain('didthiswork_github_calls_total{kind="write",outcome="refused"} 1');
  expect(text).toContain('didthiswork_github_call_duration_seconds_sum{kind="write"} 0.25');
});

test("the lowest remaining limit is reported, without naming the installation", async () => {
  const metrics = create();
  const resetAt = Date.now() + 60_000;

  metrics.countCall({ ...CALL, installationId: 77, limit: { remaining: 4_000, resetAt } });
  metrics.countCall({ ...CALL, installationId: 78, limit: { remaining: 12, resetAt } });
  metrics.countCall({ ...CALL, installationId: 79, limit: { remaining: 1, resetAt: Date.now() - 1 } });
  const text = await scrape(metrics);

  expect(text).toContain("didthiswork_github_rate_limit_remaining 12");
  expect(text).not.toMatch(/7[789]/);
});

test("reconciles are counted by kind of key and result", async () => {
  const metrics = create();

  metrics.countReconcile({ kind: "pull", result: "blocked" });

  expect(await scrape(metrics)).toContain('didthiswork_reconciles_total{kind="pull",result="blocked"} 1');
});

test("reads of sources are counted by kind and result", async () => {
  const metrics = create();

  metrics.countSourceRead({ kind: "sql", isAnswered: false });

  expect(await scrape(metrics)).toContain('didthiswork_source_reads_total{kind="sql",outcome="failed"} 1');
});

test("what the app is there for is counted", async () => {
  const metrics = create();
  const subject = { repositoryId: 1, number: 2, issue: 3 };

  metrics.countMilestone({ kind: "asked", ...subject });
  metrics.countMilestone({ kind: "answered", ...subject, verdict: "missed" });
  metrics.countMilestone({ kind: "unanswered", ...subject });
  metrics.countMilestone({ kind: "shipped", repositoryId: 1, number: 2, by: "release" });
  metrics.countMilestone({ kind: "reported", repositoryId: 1, month: "2026-10", issue: 4 });
  metrics.countMilestone({ kind: "redelivered", delivery: "a-guid" });
  const text = await scrape(metrics);

  expect(text.match(/^didthiswork_\w+_total.* [1-9]\d*$/gm)).toEqual([
    "didthiswork_questions_asked_total 1",
    "didthiswork_questions_unanswered_total 1",
    "didthiswork_reports_written_total 1",
    "didthiswork_redeliveries_requested_total 1",
    'didthiswork_answers_total{verdict="missed"} 1',
    'didthiswork_changes_shipped_total{by="release"} 1',
  ]);
});

test("metrics of the database are missing while it is unavailable, and those of the process are not", async () => {
  const metrics = create();
  const about = { help: "Blocked.", label: "blocker", values: ["archived"] };
  metrics.addSharedGauge("inbox_deliveries", "Deliveries.", () => Promise.reject(new Error("away")));
  metrics.addSharedGauges("blocked_repositories", about, () => Promise.reject(new Error("away")));
  metrics.addGauge("ready", "Ready.", () => 0);

  metrics.countDelivery({ event: "push", result: "not-stored" });
  const text = await scrape(metrics);

  expect(text).not.toMatch(/^didthiswork_(inbox|blocked)/m);
  expect(text).toContain('didthiswork_deliveries_refused_total{reason="not-stored"} 1');
  expect(text).toContain("didthiswork_ready 0");
});

test("a database that hangs keeps the metrics of the process back for two seconds at most", {
  timeout: 20_000,
}, async () => {
  const metrics = create();
  metrics.addSharedGauge("inbox_deliveries", "Deliveries.", () => new Promise(() => {}));
  metrics.addSharedGauge("questions_due", "Questions.", () => new Promise(() => {}));
  metrics.addGauge("ready", "Ready.", () => 0);
  const startedAt = performance.now();

  const text = await scrape(metrics);

  expect(text).toContain("didthiswork_ready 0");
  expect(text).not.toMatch(/^didthiswork_(inbox_deliveries|questions_due)/m);
  expect(performance.now() - startedAt).toBeLessThan(4_000);
});

test("several values have different labels, and those that are not read are 0", async () => {
  const metrics = create();
  const about = { help: "Blocked.", label: "blocker", values: ["archived", "suspended"] };

  metrics.addSharedGauges("blocked_repositories", about, async () => new Map([["archived", 3]]));
  const text = await scrape(metrics);

  expect(text).toContain('didthiswork_blocked_repositories{blocker="archived"} 3');
  expect(text).toContain('didthiswork_blocked_repositories{blocker="suspended"} 0');
});

test("gauges are read on request", async () => {
  const metrics = create();

  metrics.addSharedGauge("inbox_deliveries", "Deliveries not yet done.", async () => 7);

  expect(await scrape(metrics)).toContain("didthiswork_inbox_deliveries 7");
});

test("two processes in one test do not share their numbers", async () => {
  const options = { version: "1.2.3", withDefaults: true };
  createMetrics(options).countDelivery({ event: "push", result: "accepted" });

  const text = await scrape(createMetrics(options));

  expect(text).toContain('didthiswork_deliveries_accepted_total{event="push"} 0');
  expect(text).toContain("process_cpu_seconds_total");
});

test("however often it is asked, one number is read at a time, and no more often than once in a while", async () => {
  // Longer than fifty answers take on any machine.
  const metrics = createMetrics({ version: "1.2.3", withDefaults: false, rememberedMs: 60_000 });
  let [reads, running, most] = [0, 0, 0];
  const read = async () => {
    reads++;
    running++;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    return 1;
  };
  for (const name of ["one", "two", "three"]) metrics.addSharedGauge(name, "A number.", read);
  server = await startServer({ port: 0, host: "127.0.0.1", handlers: [metrics.handler], log: quietLog });
  const url = `http://127.0.0.1:${server.port}/metrics`;

  const texts = await Promise.all(Array.from({ length: 50 }, async () => (await fetch(url)).text()));

  expect(texts.every((text) => text.includes("three 1"))).toBe(true);
  expect([most, reads]).toEqual([1, 3]);
});

test("many requests on one connection are one", async () => {
  const metrics = create();
  server = await startServer({ port: 0, host: "127.0.0.1", handlers: [metrics.handler], log: quietLog });
  const socket = connect(server.port, "127.0.0.1");
  let text = "";
  socket.on("data", (data) => {
    text += data.toString();
  });

  socket.write("GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n".repeat(1_000));
  await once(socket, "close");

  expect(text.split("HTTP/1.1 200").length - 1).toBe(1);
});
