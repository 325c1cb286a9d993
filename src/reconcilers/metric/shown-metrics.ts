import { listMetrics } from "../../core/metric/list-metrics.ts";
import type { Metric } from "../../core/metric/metric.ts";
import type { Context } from "../../engine/context.ts";
import type { ShownMetric } from "../../render/metric/numbers.ts";
import type { KeptMetric } from "../../store/outcome-metric.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/** The metrics of an outcome as its pages show them: only what may stand where everyone who sees the repository reads it. */
export function showMetrics(
  { sources }: Pick<Context, "sources">,
  repo: Pick<RepositoryContext, "repository" | "settings">,
  kept: readonly KeptMetric[],
): readonly ShownMetric[] {
  const defined = listMetrics(repo.settings.config);
  return kept.map((one) => ({
    ...one,
    definedNow: defined.find(({ name }) => name === one.name) ?? null,
    // Whether the numbers of a source that is gone were public is not known any more.
    isHidden: isHidden({ sources }, repo, {
      metric: one.metric,
      hasNumbers: one.before !== null || one.after !== null,
    }),
  }));
}

interface Showing {
  readonly metric: Metric;
  /** There are numbers of it. */
  readonly hasNumbers: boolean;
}

/** In a public repository only numbers of sources that are public stand. */
export function isHidden(
  { sources }: Pick<Context, "sources">,
  { repository }: Pick<RepositoryContext, "repository">,
  { metric, hasNumbers }: Showing,
): boolean {
  if (repository.files?.visibility !== "public") return false;
  const found = sources.find(metric, repository);
  return found.kind === "source" ? !found.isPublic : hasNumbers;
}
