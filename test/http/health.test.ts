import { afterEach, expect, test, vi } from "vitest";
import { createHealthHandler, createReadiness, type Readiness } from "../../src/http/health.ts";
import { type RunningServer, startServer } from "../../src/http/server.ts";

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
let server: RunningServer | undefined;

afterEach(async () => {
  vi.useRealTimers();
  await server?.stop(0);
});

async function get(path: string, check: () => Promise<Readiness>): Promise<{ status: number; body: unknown }> {
  server = await startServer({
    port: 0,
    host: "127.0.0.1",
    handlers: [createHealthHandler(createReadiness(check))],
    log: SILENT,
  });
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
  return { status: response.status, body: await response.json() };
}

test("a live process is reported alive, whatever it waits for", async () => {
  const answer = await get("/healthz", async () => ({ ok: false, reasons: ["no database"] }));

  expect(answer).toEqual({ status: 200, body: { ok: true } });
});

test("a process that can work is reported ready", async () => {
  const answer = await get("/readyz", async () => ({ ok: true, reasons: [] }));

  expect(answer).toEqual({ status: 200, body: { ok: true, reasons: [] } });
});

test("a process that cannot work gives the reason", async () => {
  const answer = await get("/readyz", async () => ({ ok: false, reasons: ["the database does not answer"] }));

  expect(answer).toEqual({ status: 503, body: { ok: false, reasons: ["the database does not answer"] } });
});

test("a failed check reveals no secrets", async () => {
  const answer = await get("/readyz", () => Promise.reject(new Error("postgres://user:password@db")));

  expect(answer).toEqual({ status: 503, body: { ok: false, reasons: ["the checks failed"] } });
});

test("a check that hangs counts as failed", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });

  const answer = get("/readyz", () => {
    vi.advanceTimersByTime(10_000);
    return new Promise(() => {});
  });
  const advance = setInterval(() => vi.advanceTimersByTime(1_000), 5);

  expect(await answer).toEqual({ status: 503, body: { ok: false, reasons: ["the checks do not answer"] } });
  clearInterval(advance);
});
