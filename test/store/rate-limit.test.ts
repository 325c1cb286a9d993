import { expect, test } from "vitest";
import { reserveRetry, reserveWrite } from "../../src/store/rate-limit.ts";
import { useDatabase } from "../support/database.ts";

const getDb = useDatabase();
const NOW = new Date("2026-11-02T10:00:00Z");
const later = (ms: number) => new Date(NOW.getTime() + ms);
const HOURS = 3_600_000;
const wanted = { count: 1, gapMs: 1_000, withinMs: 1_100 };

test("what a clock reserved that ran hours ahead is void", async () => {
  await reserveWrite(getDb(), 7, { ...wanted, now: later(6 * HOURS) });
  await reserveWrite(getDb(), 7, { ...wanted, now: later(6 * HOURS) });

  const write = await reserveWrite(getDb(), 7, { ...wanted, now: NOW });
  const next = await reserveWrite(getDb(), 7, { ...wanted, now: NOW });

  expect([write, next]).toEqual([
    { isGranted: true, at: NOW },
    { isGranted: true, at: later(1_000) },
  ]);
});

test("a retry that such a clock reserved keeps no other waiting", async () => {
  await reserveRetry(getDb(), 7, later(6 * HOURS));

  const retryAt = await reserveRetry(getDb(), 7, NOW);

  expect(retryAt).toEqual(NOW);
});

test("a long queue of retries stands", async () => {
  const hour = later(HOURS);
  await reserveRetry(getDb(), 7, hour);

  expect((await reserveRetry(getDb(), 7, NOW)).getTime()).toBeGreaterThan(hour.getTime());
});
