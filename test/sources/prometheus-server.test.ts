import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareSeries, findAfterSpan, findBeforeSpan } from "../../src/core/metric/comparison.ts";
import { hasPrometheus, type PrometheusServer, type Sample, startPrometheus } from "../support/prometheus-server.ts";
import { aMetric, NO_ISSUES, SHOP, sourceErrorOf, sourceOf, sourcesOf } from "../support/sources.ts";

const HOUR = 3_600;
const STARTED_ON = "2025-03-31";
/** Two days later than five whole weeks: the last four of them are compared. */
const NOW = new Date("2025-05-07T09:00:00Z");

const secondsOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1_000;
const isBetween = (at: number, from: string, to: string) => at > secondsOf(from) && at <= secondsOf(to);

/** A counter read each hour: 24 a day before, 48 a day since, a restart on 12 April, nothing of 22 to 24 April. */
function countExports(labels: string): readonly Sample[] {
  const samples: Sample[] = [];
  let value = 0;
  for (let at = secondsOf("2025-03-01"); at <= secondsOf("2025-05-08"); at += HOUR) {
    value += at <= secondsOf("2025-04-01") ? 1 : 2;
    if (at === secondsOf("2025-04-12") + 10 * HOUR) value = 2;
    if (!isBetween(at, "2025-04-22", "2025-04-25")) samples.push({ labels, value, at });
  }
  return samples;
}

describe.skipIf(!hasPrometheus())("a real Prometheus (where one is installed: apt-get install prometheus)", () => {
  let server: PrometheusServer;

  beforeAll(async () => {
    server = await startPrometheus({
      exports: countExports(""),
      transfers: [...countExports(`{of="exports"}`), ...countExports(`{of="imports"}`)],
    });
  });
  afterAll(() => server.stop());

  function read(query: string, span = findBeforeSpan(STARTED_ON)) {
    const file = `sources: { prom: { kind: prometheus, address: "${server.address}", repositories: [acme/shop], queries: any } }`;
    const source = sourceOf(sourcesOf(file), aMetric());
    return source.read({ query: { kind: "query", query }, span, repository: SHOP, github: NO_ISSUES, now: NOW });
  }

  test("gives the right weeks of a counter with a restart and a gap of three days", async () => {
    const query = "sum(increase(exports_total[1d]))";
    const afterSpan = findAfterSpan(STARTED_ON, "2025-05-07");

    const [before, after] = [await read(query), await read(query, afterSpan)];

    const without = [...before, ...after].filter(({ value }) => value === null).map(({ day }) => day);
    expect(without).toEqual(["2025-04-22", "2025-04-23", "2025-04-24"]);
    expect([...before, ...after].filter(({ value }) => value === 0)).toEqual([]);
    expect(after.find(({ day }) => day === "2025-04-12")?.value).toBeCloseTo(48);
    expect(after.find(({ day }) => day === "2025-04-25")?.value).toBeCloseTo(48);
    const metric = { weekly: "sum", unit: null, better: "more" } as const;
    const { weeksSince, ...compared } = compareSeries({ metric, target: null, before, after });
    expect(compared).toMatchObject({ daysWithoutData: 3 });
    expect(compared.before).toBeCloseTo(7 * 24);
    expect(compared.now).toBeCloseTo(7 * 48);
    expect(weeksSince.map((week) => week && Math.round(week))).toEqual([336, 336, null, 336]);
  });

  test("has no data for a day that is not over", async () => {
    const series = await read("sum(exports_total)", { from: "2025-05-06", to: "2025-05-07" });

    expect(series.map(({ value }) => value !== null)).toEqual([true, false]);
  });

  test.each(["no_such_total", "sum(exports_total) / 0", "0 / (sum(exports_total) * 0)"])(
    "has no data where there is no number: %s",
    async (query) => {
      expect((await read(query)).filter(({ value }) => value !== null)).toEqual([]);
    },
  );

  test("counts every day of a constant", async () => {
    expect((await read("vector(0)")).map(({ value }) => value)).toEqual(Array.from({ length: 28 }, () => 0));
  });

  test.each<[string, string, number | null]>([
    ["increase(transfers_total[1d])", "several-series", null],
    ["sum(", "refused", 400],
    ["sum(x[1d])", "refused", 400],
  ])("says why there is none: %s", async (query, kind, status) => {
    expect(await sourceErrorOf(read(query))).toMatchObject({ kind, status });
  });
});
