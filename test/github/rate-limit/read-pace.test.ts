import { expect, test } from "vitest";
import { startPace, takeRead } from "../../../src/github/rate-limit/read-pace.ts";

test("a hundred reads go at once, and then five a second", () => {
  const pace = startPace();

  const first = Array.from({ length: 100 }, () => takeRead(pace, 0));
  const next = Array.from({ length: 3 }, () => takeRead(pace, 0));

  expect(new Set(first)).toEqual(new Set([null]));
  expect(next).toEqual([200, 400, 600]);
});

test("thousands that come together are read within minutes, never more than are borne in one of them", () => {
  const pace = startPace();
  const waiting = Array.from({ length: 3_000 }, () => 0);
  const reads: number[] = [];

  let tries = 0;
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    tries += 1;
    const comeBackAt = takeRead(pace, at);
    if (comeBackAt === null) reads.push(at);
    else waiting.push(comeBackAt);
    waiting.sort((one, other) => one - other);
  }

  const mostInAMinute = Math.max(
    ...reads.map((at) => reads.filter((other) => other >= at && other < at + 60_000).length),
  );
  expect(mostInAMinute).toBeLessThanOrEqual(405);
  expect(reads.at(-1)).toBeLessThan(11 * 60_000);
  expect(tries).toBeLessThan(2 * 3_000);
});

test("a clock that is set back keeps nobody waiting for as long", () => {
  const pace = startPace();
  const hours = 6 * 60 * 60_000;
  for (let times = 0; times < 150; times++) takeRead(pace, hours);

  expect(takeRead(pace, 60_000)).toBeNull();
});
