import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { useDatabase } from "./support/database.ts";
import { hasPrometheus } from "./support/prometheus-server.ts";
import { parseQuery } from "./support/promql.ts";
import { createAllMetrics, parseSamples, type Sample, scrape } from "./support/scrape.ts";
import { ROOT } from "./support/source.ts";

const getDb = useDatabase();
const FOLDER = join(ROOT, "deploy/monitoring");
const read = (name: string) => readFileSync(join(FOLDER, name), "utf8");

/** What Prometheus adds to each sample, and the metric that it makes itself. */
const ADDED = ["job", "instance"];
const OF_PROMETHEUS: Sample = { name: "up", labels: {}, value: 1 };

interface Rule {
  readonly alert: string;
  readonly expr: string;
}
interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

function listAlerts(): readonly Rule[] {
  const { groups }: { groups: { rules: Rule[] }[] } = parse(read("alerts.yml"));
  return groups.flatMap(({ rules }) => rules);
}

function listPanelQueries(): readonly { readonly in: string; readonly query: string }[] {
  const { panels }: { panels: Panel[] } = JSON.parse(read("grafana.json"));
  return panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ in: title, query: expr })));
}

/** What is wrong with a query, given all that can be asked. */
function findProblems(query: string, samples: readonly Sample[]): string[] {
  const { selected, grouped, isValid } = parseQuery(query);
  const labelsOf = (metric: string) =>
    samples.filter(({ name }) => name === metric).flatMap(({ labels }) => Object.keys(labels));
  const known = [...ADDED, "le", ...selected.flatMap(({ metric }) => labelsOf(metric))];
  return [
    ...(isValid && selected.length > 0 ? [] : ["no query"]),
    ...selected.filter(({ metric }) => !samples.some(({ name }) => name === metric)).map(({ metric }) => metric),
    ...selected.flatMap(({ metric, labels }) =>
      labels.filter((label) => ![...ADDED, ...labelsOf(metric)].includes(label)).map((label) => `${metric}{${label}}`),
    ),
    ...grouped.filter((label) => !known.includes(label)).map((label) => `by (${label})`),
  ];
}

/** After GitHub's first answer, when there is nothing that is not known yet. */
async function listSamples(): Promise<readonly Sample[]> {
  const metrics = createAllMetrics(getDb(), { withDefaults: true });
  const limit = { remaining: 4_999, resetAt: Date.now() + 60_000 };
  metrics.countCall({ kind: "read", outcome: "ok", ms: 1, installationId: 7, limit });
  return [...parseSamples(await scrape(metrics)), OF_PROMETHEUS];
}

test("every query of the dashboard names metrics and labels that exist", async () => {
  const samples = await listSamples();
  const queries = listPanelQueries();

  const wrong = queries.flatMap(({ in: title, query }) =>
    findProblems(query, samples).map((what) => `${title}: ${what}`),
  );

  expect(queries.length).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});

test("every alert names metrics and labels that exist", async () => {
  const samples = await listSamples();

  const wrong = listAlerts().flatMap(({ alert, expr }) =>
    findProblems(expr, samples).map((what) => `${alert}: ${what}`),
  );

  expect(wrong).toEqual([]);
});

test("a label value that is asked for is one that there is", async () => {
  const samples = await listSamples();
  const queries = [...listPanelQueries().map(({ query }) => query), ...listAlerts().map(({ expr }) => expr)];
  const matchers = queries.flatMap((query) =>
    [...query.matchAll(/(\w+)(?:\{|[^{}]*, )(\w+)=~?"([^"$]+)"/g)].map(([, , label = "", value = ""]) => ({
      label,
      value,
    })),
  );

  const wrong = matchers
    .filter(({ label }) => !ADDED.includes(label))
    .flatMap(({ label, value }) => value.split("|").map((one) => ({ label, one })))
    .filter(({ label, one }) => !samples.some(({ labels }) => labels[label] === one));

  expect(matchers.length).toBeGreaterThan(5);
  expect(wrong).toEqual([]);
});

test("a query with a metric or a label that does not exist is found out", async () => {
  const samples = await listSamples();

  expect(findProblems("rate(didthiswork_reconcile_total[5m])", samples)).toEqual(["didthiswork_reconcile_total"]);
  expect(findProblems('didthiswork_reconciles_total{why="x"}', samples)).toEqual(["didthiswork_reconciles_total{why}"]);
  expect(findProblems("sum by (repository) (didthiswork_ready)", samples)).toEqual(["by (repository)"]);
  expect(findProblems("sum(didthiswork_ready", samples)).toEqual(["no query"]);
});

test("every alert is tried: it fires, and it is quiet", () => {
  const { tests }: { tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[] } = parse(
    read("alerts.test.yml"),
  );
  const tried = tests.flatMap(({ alert_rule_test: cases }) => cases);

  for (const { alert } of listAlerts()) {
    const cases = tried.filter(({ alertname }) => alertname === alert);
    expect(cases.map(({ exp_alerts: fired }) => fired.length > 0).sort(), alert).toEqual(
      expect.arrayContaining([false, true]),
    );
  }
});

test("our metrics all stand from the start, counters at 0", async () => {
  const text = await scrape(createAllMetrics(getDb(), { withDefaults: false }));
  const declared = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = "", type]) => ({ name, type }));
  const samples = parseSamples(text);

  const silent = declared.filter(({ name, type }) => {
    const series = type === "histogram" ? `${name}_count` : name;
    return !samples.some((sample) => sample.name === series);
  });
  const counted = samples.filter(({ name, value }) => /_(total|count|sum|bucket)$/.test(name) && value !== 0);

  // What GitHub has not said yet is not known.
  expect(silent.map(({ name }) => name)).toEqual(["didthiswork_github_rate_limit_remaining"]);
  expect(counted).toEqual([]);
  expect(declared.every(({ name }) => name.startsWith("didthiswork_"))).toBe(true);
});

test("docs/monitoring.md names each metric with its labels, and no other", async () => {
  const text = await scrape(createAllMetrics(getDb(), { withDefaults: false }));
  const samples = parseSamples(text);
  const declared = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = "", type]) => {
    const series = type === "histogram" ? `${name}_count` : name;
    const labels = Object.keys(samples.find((sample) => sample.name === series)?.labels ?? {});
    return labels.length === 0 ? name : `${name}{${labels.join(",")}}`;
  });

  const page = readFileSync(join(ROOT, "docs/monitoring.md"), "utf8");
  const documented = [...page.matchAll(/^\| `(didthiswork_[^`]+)` \|/gm)].map(([, name]) => name);

  expect(documented.sort()).toEqual(declared.sort());
});

test("docs/monitoring.md explains each alert", () => {
  const page = readFileSync(join(ROOT, "docs/monitoring.md"), "utf8");

  const documented = [...page.matchAll(/^\| `(DidThisWork\w+)` \|/gm)].map(([, name]) => name);

  expect(documented).toEqual(listAlerts().map(({ alert }) => alert));
});

describe.skipIf(!hasPrometheus())("promtool (where it is installed: apt-get install prometheus)", () => {
  test("promtool has nothing to say about our metrics", async () => {
    const text = await scrape(createAllMetrics(getDb(), { withDefaults: false }));

    const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], { input: text, encoding: "utf8" });

    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: "" });
  });

  test("promtool takes the alerts, and their tests pass", () => {
    const checked = execFileSync("promtool", ["check", "rules", "alerts.yml"], { cwd: FOLDER, encoding: "utf8" });
    const tested = spawnSync("promtool", ["test", "rules", "alerts.test.yml"], { cwd: FOLDER, encoding: "utf8" });

    expect(checked).toContain(`SUCCESS: ${listAlerts().length} rules found`);
    expect(tested.status, tested.stdout + tested.stderr).toBe(0);
  });
});
