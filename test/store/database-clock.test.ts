import { expect, test } from "vitest";
import { createDatabaseClock } from "../../src/store/database-clock.ts";
import { useDatabase } from "../support/database.ts";

const getDb = useDatabase();
const HOURS = 3_600_000;

test("time goes on from what the database said, whatever the machine's clock does", async () => {
  let [elapsed, machine] = [1_000, Date.now()];
  const clock = createDatabaseClock(getDb(), { elapsed: () => elapsed, machine: () => machine });
  await clock.synchronize();
  const before = clock.now().getTime();

  machine += 6 * HOURS;
  elapsed += 500;

  expect(clock.now().getTime() - before).toBe(500);
  expect(Math.abs(before - Date.now())).toBeLessThan(60_000);
});

test("until the database has answered the machine's own clock counts", () => {
  const clock = createDatabaseClock(getDb(), { machine: () => Date.parse("2026-11-02T10:00:00Z") });

  expect(clock.now()).toEqual(new Date("2026-11-02T10:00:00Z"));
});
