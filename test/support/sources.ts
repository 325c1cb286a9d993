import type { Metric } from "../../src/core/metric/metric.ts";
import { type IssueDates, type Source, SourceError, type Sources } from "../../src/sources/source.ts";
import { createSources } from "../../src/sources/sources.ts";
import { parseSourcesFile } from "../../src/sources/sources-file.ts";
import type { SourceVariables } from "../../src/sources/variables.ts";

export const SHOP = { id: 5, installationId: 7, owner: "acme", name: "shop" };

/** A GitHub without issues. */
export const NO_ISSUES: IssueDates = { listIssueDates: async () => ({ issues: [], next: null }) };

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

/** The sources of a file. */
export function sourcesOf(
  text: string,
  { variables = {}, withinMs = 5_000 }: { readonly variables?: SourceVariables; readonly withinMs?: number } = {},
): Sources {
  const read = parseSourcesFile(text, variables);
  if ("problems" in read) throw new Error(read.problems.join("\n"));
  return createSources({ definitions: read.definitions, withinMs });
}
