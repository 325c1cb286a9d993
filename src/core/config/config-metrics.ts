import { GITHUB_SOURCE } from "../metric/metric.ts";
import { type Config, type MetricDefinition, MOST_METRICS } from "./config.ts";
import type { ConfigProblem, Finding } from "./config-problem.ts";

/** Checks that each metric says where its number comes from, and what to read there. */
export function listMetricProblems({ metrics }: Config): readonly Finding[] {
  const entries = Object.entries(metrics);
  const many: readonly Finding[] =
    entries.length <= MOST_METRICS ? [] : [error(["metrics"], `A file has at most ${MOST_METRICS} metrics.`)];
  return [...many, ...entries.flatMap(([name, definition]) => checkMetric(["metrics", name], definition))];
}

function checkMetric(path: readonly string[], definition: MetricDefinition): readonly Finding[] {
  switch (definition.source) {
    case undefined:
      return [{ severity: "warning", path, message: NO_SOURCE, on: "key" }];
    case GITHUB_SOURCE:
      return checkIssues(path, definition);
    default:
      return checkQuery(path, definition);
  }
}

const NO_SOURCE =
  "This metric has no source. Write source: github and issues: { labels: [bug] }, or a source of the app's operator and a query.";

function checkIssues(path: readonly string[], { query, issues }: MetricDefinition): readonly Finding[] {
  if (query !== undefined) {
    return [error([...path, "query"], "source: github has no query. Write issues: { labels: [bug] } instead.", "key")];
  }
  if ((issues?.labels ?? []).length > 0) return [];
  return [error([...path, "source"], "With source: github, say which issues to count: issues: { labels: [bug] }.")];
}

function checkQuery(path: readonly string[], { query, issues }: MetricDefinition): readonly Finding[] {
  if (issues !== undefined) {
    return [error([...path, "issues"], "Only source: github counts issues. Write that source, or a query.", "key")];
  }
  if (query !== undefined) return [];
  return [error([...path, "source"], "Say what to read there: add query, with the name of a query of this source.")];
}

/** Is it about a metric without a source in one file, to which another file gives one? */
export function isCompletedElsewhere({ message, key }: ConfigProblem, { metrics }: Pick<Config, "metrics">): boolean {
  if (message !== NO_SOURCE) return false;
  return Object.entries(metrics).some(([name, { source }]) => key === `metrics.${name}` && source !== undefined);
}

function error(path: readonly string[], message: string, on: "key" | "value" = "value"): Finding {
  return { severity: "error", path, message, on };
}
