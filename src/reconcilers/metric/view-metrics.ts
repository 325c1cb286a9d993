import { listMetrics } from "../../core/metric/list-metrics.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import type { Context } from "../../engine/context.ts";
import type { DashboardView } from "../../render/dashboard/dashboard.ts";
import type { ShownMetric } from "../../render/metric/numbers.ts";
import { listReadings } from "../../store/metric-reading.ts";
import { listFirstMetrics } from "../../store/outcome-metric.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { showMetrics } from "./shown-metrics.ts";

type Named = Pick<Outcome, "repositoryId" | "number">;

/** What a dashboard shows of metrics: one beside each of the latest answers, and those that give no numbers. */
export async function viewMetrics(
  context: Context,
  repo: RepositoryContext,
  answered: readonly Named[],
): Promise<Pick<DashboardView, "numbers" | "metricProblems">> {
  const defined = listMetrics(repo.settings.config);
  if (defined.length === 0) return { numbers: new Map(), metricProblems: [] };
  const readings = await listReadings(context.db, repo.repository.id);
  const metricProblems = readings
    .filter(({ name }) => defined.some((one) => one.name === name))
    .filter(({ isProven, problem }) => problem !== null || !isProven)
    .map(({ name, problem }) => ({ name, problem }));
  return { numbers: await listShownNumbers(context, repo, answered), metricProblems };
}

/** The first metric of each of several outcomes, as pages show it, by "repository/number". */
export async function listShownNumbers(
  context: Context,
  repo: RepositoryContext,
  outcomes: readonly Named[],
): Promise<ReadonlyMap<string, ShownMetric>> {
  const first = [...(await listFirstMetrics(context.db, outcomes))];
  const shown = showMetrics(
    context,
    repo,
    first.map(([, metric]) => metric),
  );
  return new Map(first.flatMap(([key], index) => (shown[index] ? [[key, shown[index]]] : [])));
}
