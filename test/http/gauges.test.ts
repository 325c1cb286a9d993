import { expect, test } from "vitest";
import { addGauges } from "../../src/http/gauges.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { saveBlocker } from "../../src/store/blocker.ts";
import { saveDeliveries } from "../../src/store/delivery.ts";
import { saveLimit } from "../../src/store/rate-limit.ts";
import { postponeWorkItem, saveWorkItems } from "../../src/store/work-item.ts";
import { useDatabase } from "../support/database.ts";
import { parseSamples, scrape } from "../support/scrape.ts";

const getDb = useDatabase();
const HOUR_MS = 60 * 60_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);

/** The values of a metric, by its label; "" where it has none. */
async function read(name: string): Promise<Record<string, number>> {
  const metrics = createMetrics({ version: "1.2.3", withDefaults: false });
  addGauges(metrics, getDb());
  const samples = parseSamples(await scrape(metrics)).filter((sample) => sample.name === `didthiswork_${name}`);
  return Object.fromEntries(samples.map(({ labels, value }) => [Object.values(labels)[0] ?? "", value]));
}

test("work that is due is counted with the age of the oldest, work for later is not", async () => {
  await saveWorkItems(getDb(), [
    { key: "pull/1/1", runAt: inHours(-2) },
    { key: "pull/1/2", runAt: inHours(-1) },
    { key: "outcome/1/3", runAt: inHours(1) },
  ]);

  expect(await read("queue_due_items")).toEqual({ "": 2 });
  expect((await read("queue_oldest_due_age_seconds"))[""]).toBeCloseTo(7_200, -2);
});

test("installations and repositories are counted by what blocks them, and so is what waits for that", async () => {
  const db = getDb();
  const times = { at: new Date(), until: null };
  await saveBlocker(db, { scope: "installation/7", kind: "suspended", ...times });
  await saveBlocker(db, { scope: "repository/1", kind: "archived", ...times });
  await saveBlocker(db, { scope: "repository/2", kind: "archived", ...times });
  await saveWorkItems(db, [{ key: "pull/1/1", runAt: new Date() }]);
  await postponeWorkItem(db, "pull/1/1", { at: inHours(24), failures: 0, blockedBy: "archived" });

  expect(await read("blocked_installations")).toMatchObject({ suspended: 1, archived: 0, checks: 0 });
  expect(await read("blocked_repositories")).toMatchObject({ suspended: 0, archived: 2 });
  expect(await read("queue_blocked_items")).toMatchObject({ archived: 1, permission: 0 });
});

test("deliveries that wait are counted with the age of the oldest, and limited installations", async () => {
  const db = getDb();
  const delivery = { event: "push", key: "repository/1", installationId: 7, body: "{}" };
  await saveDeliveries(db, [{ guid: "one", ...delivery }], inHours(-1));
  await saveDeliveries(db, [{ guid: "two", ...delivery }], new Date());
  await saveLimit(db, 7, { until: inHours(1), reason: "limited", at: new Date() });

  expect(await read("inbox_deliveries")).toEqual({ "": 2 });
  expect((await read("inbox_oldest_age_seconds"))[""]).toBeCloseTo(3_600, -2);
  expect(await read("rate_limited_installations")).toEqual({ "": 1 });
});
