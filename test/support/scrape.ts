import { onTestFinished } from "vitest";
import { addGauges } from "../../src/http/gauges.ts";
import { createMetrics, type Metrics } from "../../src/http/metrics.ts";
import { startServer } from "../../src/http/server.ts";
import { addProcessGauges } from "../../src/start/process-gauges.ts";
import type { Database } from "../../src/store/database.ts";
import { quietLog } from "./loop.ts";

/** The text that Prometheus gets. */
export async function scrape(metrics: Metrics): Promise<string> {
  const server = await startServer({ port: 0, host: "127.0.0.1", handlers: [metrics.handler], log: quietLog });
  onTestFinished(() => server.stop(0));
  return (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
}

/** All metrics of a process that has just started. */
export function createAllMetrics(db: Database, { withDefaults }: { readonly withDefaults: boolean }): Metrics {
  const metrics = createMetrics({ version: "1.2.3", withDefaults });
  addGauges(metrics, db);
  const credentials = { note() {}, findProblem: () => null, haveWorked: () => true };
  addProcessGauges(metrics, { credentials, readiness: async () => ({ ok: true, reasons: [] }) });
  return metrics;
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The samples of a text in Prometheus' format. */
export function parseSamples(text: string): readonly Sample[] {
  return [...text.matchAll(/^([a-z_:][\w:]*)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = "", labels = "", value]) => ({
    name,
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, is]) => [label, is])),
    value: Number(value),
  }));
}
