import type { ReadProblem } from "../../core/metric/measured.ts";
import type { Metric } from "../../core/metric/metric.ts";
import type { DaySpan, Series } from "../../core/metric/series.ts";
import { toAddress } from "../../core/repository/repository.ts";
import type { Context } from "../../engine/context.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/** The days of a metric, or why there are none and when to try again. */
export interface ReadMetric {
  readonly days: Series | null;
  readonly problem: ReadProblem | null;
  readonly retryAt: Date;
  /** It was not asked: it failed a moment ago, which is known, or others wait for it. */
  readonly isBusy: boolean;
}

/** A source that does not answer is asked again then, unless it says when. */
const RETRY_MS = 30 * 60_000;

/** Reads a metric from the source it names, where the operator opens that to the repository. */
export async function readMetric(
  { sources, github, now, log }: Context,
  { repository }: RepositoryContext,
  { metric, span }: { readonly metric: Metric; readonly span: DaySpan },
): Promise<ReadMetric> {
  const usual = new Date(now.getTime() + RETRY_MS);
  const found = sources.find(metric, repository);
  if (found.kind !== "source")
    return { days: null, problem: { kind: found.kind, status: null }, retryAt: usual, isBusy: false };
  try {
    const days = await found.source.read({ query: metric.query, span, repository: toAddress(repository), github, now });
    return { days, problem: null, retryAt: usual, isBusy: false };
  } catch (error) {
    const problem = toProblem(error);
    if (!problem) throw error;
    const isBusy = problem.kind === "busy";
    if (!isBusy)
      log.info({ metric: metric.name, problem: problem.kind, status: problem.status }, "a source gave no days");
    return { days: null, problem, retryAt: problem.retryAt ?? usual, isBusy };
  }
}

/** What a source throws, in our own words; null for a bug. */
function toProblem(error: unknown): (ReadProblem & { readonly retryAt: Date | null }) | null {
  if (!(error instanceof Error) || error.name !== "SourceError") return null;
  const { kind, status, retryAt } = error as Error & ReadProblem & { readonly retryAt: Date | null };
  return { kind, status, retryAt };
}
