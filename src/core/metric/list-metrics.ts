import type { Config, MetricDefinition } from "../config/config.ts";
import { GITHUB_SOURCE, type Metric, type MetricQuery } from "./metric.ts";

/** The metrics of a repository: those whose definition is whole once all its files are merged. */
export function listMetrics({ metrics }: Pick<Config, "metrics">): readonly Metric[] {
  return Object.entries(metrics).flatMap(([name, definition]) => {
    const { source, weekly, unit = null, better } = definition;
    const query = findQuery(definition);
    if (source === undefined || query === null) return [];
    // Percentages of seven days have no sum.
    return [{ name, source, query, weekly: weekly ?? (unit === "%" ? "average" : "sum"), unit, better }];
  });
}

/** A file that names another source than the one it inherits from also inherits the query of that one. */
function findQuery({ source, query, issues }: MetricDefinition): MetricQuery | null {
  if (source !== GITHUB_SOURCE) return query === undefined ? null : { kind: "query", query };
  const labels = issues?.labels ?? [];
  return labels.length === 0 ? null : { kind: "issues", labels };
}
