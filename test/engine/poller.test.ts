import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startPoller } from "../../src/engine/poller.ts";
import type { Database } from "../../src/store/database.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "performance", "Date"] }));
afterEach(() => void vi.useRealTimers());

function start(query: () => Promise<never[]>) {
  const logged: string[] = [];
  const log = { debug() {}, info() {}, warn() {}, error: (_: object, message: string) => logged.push(message) };
  const db = { query } as unknown as Database;
  return { logged, poller: startPoller({ db, log, now: () => new Date(), found() {}, foundComing() {} }) };
}

test("a poll that hangs is reported once, and the poller is not ready until one ends", async () => {
  let answer: (rows: never[]) => void = () => {};
  const { logged, poller } = start(() => new Promise((resolve) => (answer = resolve)));

  const atOnce = poller.listProblems();
  await vi.advanceTimersByTimeAsync(60_000);

  expect([atOnce, poller.listProblems(), logged]).toEqual([
    [],
    ["a poll hangs: the database does not answer"],
    ["a poll hangs: the database does not answer"],
  ]);
  answer([]);
});

test("a poll that failed says so in words of ours", async () => {
  const { poller } = start(() => Promise.reject(new Error('relation "secret_table" of 10.0.0.7')));

  await vi.advanceTimersByTimeAsync(0);

  expect(poller.listProblems()).toEqual(["the last poll failed: the database does not answer"]);
});
