import type { Metric } from "../../src/core/metric/metric.ts";
import { type Source, SourceError, type Sources } from "../../src/sources/source.ts";

export const SHOP = { id: 5, installationId: 7, owner: "acme", name: "shop" };

/** A metric of weekly exports. */
export function aMetric(given: Partial<Metric> = {}): Metric {
  return {
    name: "exports",
    source: "prom",
    query: { kind: "query", query: "exports" },
    weekly: "sum",
    unit: null,
    better: "more",
    ...given,
  };
}

/** The source of a metric in the shop. A metric without one fails the test. */
export function sourceOf(sources: Sources, metric: Metric): Source {
  const found = sources.find(metric, SHOP);
  if (found.kind === "source") return found.source;
  throw new Error(`no source: ${found.kind}`);
}

/** Waits for the error of a source. Anything else fails the test. */
export async function sourceErrorOf(work: Promise<unknown>): Promise<SourceError> {
  const outcome = await work.catch((error: unknown) => error);
  if (outcome instanceof SourceError) return outcome;
  throw new Error("the source did not fail", { cause: outcome });
}
