import { findNowSpan } from "../../core/metric/comparison.ts";
import { listMetrics } from "../../core/metric/list-metrics.ts";
import { isSameMetric } from "../../core/metric/metric.ts";
import { dashboardKey, pullKey, type ReconcileKeyParts } from "../../core/reconcile-key.ts";
import { type Context, enqueueAll } from "../../engine/context.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import { digest } from "../../store/digest.ts";
import {
  deleteReading,
  findReading,
  listMentioning,
  type MetricReading,
  saveReading,
} from "../../store/metric-reading.ts";
import { findRepository } from "../../store/repository.ts";
import { type RepositoryContext, readRepositoryContext } from "../repository/repository-context.ts";
import { readMetric } from "./read-metric.ts";

/** How long what a metric said is used. */
const CACHED_MS = 6 * 60 * 60_000;

/** Reconciles a metric: reads its last four weeks for the open pull requests that name it, at most every six hours. */
export async function reconcileMetric(context: Context, { id, rest: name }: ReconcileKeyParts): Promise<Result> {
  const repository = await findRepository(context.db, id);
  const repo = repository && (await readRepositoryContext(context, repository));
  if (!repo?.settings.isActive) return DONE;
  const metric = listMetrics(repo.settings.config).find((one) => one.name === name);
  if (!metric) {
    await deleteReading(context.db, id, name);
    return DONE;
  }
  const before = await findReading(context.db, id, name);
  const mentioning = await listMentioning(context.db, id, name);
  // What failed is here again because its time has come.
  const isKnown = before !== undefined && before.problem === null && isFresh(before, metric, context.now);
  if (mentioning.length === 0 || isKnown) return DONE;

  const read = await readMetric(context, repo, { metric, span: findNowSpan(context.now) });
  if (read.isBusy) return requeueAtFirst(read.retryAt);
  const isProven = (before?.isProven ?? false) || (read.days ?? []).some(({ value }) => value !== null);
  const { days, problem } = read;
  const reading = { repositoryId: id, name, metric, days, problem, readAt: context.now, isProven };
  await saveReading(context.db, reading);
  await tell(context, repo, { before, reading, mentioning });
  return problem === null ? DONE : requeueAtFirst(read.retryAt);
}

/** What failed is not enqueued again before that: it comes back by itself. */
const FAILED_MS = 30 * 60_000;

/** Is what was read still of use? */
export function isFresh({ metric: read, problem, readAt }: MetricReading, metric: MetricReading["metric"], now: Date) {
  const isSame = isSameMetric(read, metric);
  return isSame && now.getTime() - readAt.getTime() < (problem === null ? CACHED_MS : FAILED_MS);
}

interface Told {
  readonly before: MetricReading | undefined;
  readonly reading: MetricReading;
  readonly mentioning: readonly number[];
}

/** Has written again what shows it. */
async function tell(context: Context, { repository }: RepositoryContext, { before, reading, mentioning }: Told) {
  const isSame =
    before !== undefined && digest([before.days, before.problem]) === digest([reading.days, reading.problem]);
  if (isSame) return;
  const isNews = before?.problem?.kind !== reading.problem?.kind || before?.isProven !== reading.isProven;
  const keys = [
    ...mentioning.map((number) => pullKey(repository.id, number)),
    ...(isNews ? [dashboardKey(repository.id)] : []),
  ];
  await enqueueAll(
    context,
    keys.map((key) => ({ key, runAt: context.now })),
  );
}
