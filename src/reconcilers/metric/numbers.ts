import { planRead, takeRead, type WantedAt } from "../../core/metric/measured.ts";
import { currentQuestion, listAnswers, type Outcome } from "../../core/outcome/outcome.ts";
import { dashboardKey, outcomeKey, type ReconcileKeyParts } from "../../core/reconcile-key.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { DONE, type Result, requeueAtFirst } from "../../engine/result.ts";
import { digest } from "../../store/digest.ts";
import { findOutcome } from "../../store/outcome.ts";
import {
  countMergedMeanwhile,
  type KeptMetric,
  listOutcomeMetrics,
  saveOutcomeMetric,
} from "../../store/outcome-metric.ts";
import { findRepository } from "../../store/repository.ts";
import { type RepositoryContext, readRepositoryContext } from "../repository/repository-context.ts";
import { readMetric } from "./read-metric.ts";

/**
 * Reconciles the numbers of a merged pull request: reads the weeks before the clock started, and those since when it is asked
 * about and when it is answered. Nothing waits for a source: what comes later is one write more.
 */
export async function reconcileNumbers(context: Context, { id, rest }: ReconcileKeyParts): Promise<Result> {
  const number = Number(rest);
  const outcome = await findOutcome(context.db, id, number);
  const repository = outcome?.hasNumbers ? await findRepository(context.db, id) : undefined;
  const repo = repository && (await readRepositoryContext(context, repository));
  if (!outcome || !repo) return DONE;
  const wanted = findWanted(outcome);
  const read: KeptMetric[] = [];
  let isChanged = false;
  for (const kept of await listOutcomeMetrics(context.db, id, number)) {
    const current = await readIfWanted(context, repo, { outcome, kept, wanted });
    isChanged ||= digest(listShown(kept)) !== digest(listShown(current));
    read.push(current);
  }
  if (isChanged) {
    await enqueue(context, outcomeKey(id, number));
    await enqueue(context, dashboardKey(id));
  }
  return requeueAtFirst(...read.map(({ retryAt }) => retryAt && new Date(retryAt)).filter((at) => at instanceof Date));
}

/** What pages show of it, and what a second look waits for. */
function listShown({ before, after, later, laterReadAt, problem, mergedMeanwhile }: KeptMetric): readonly unknown[] {
  return [before, after, later, laterReadAt, problem, mergedMeanwhile];
}

/** When the numbers of an outcome are wanted. */
export function findWanted(outcome: Outcome): WantedAt {
  return {
    askedAt: currentQuestion(outcome).askedAt,
    answeredAt: listAnswers(outcome).at(-1)?.at ?? null,
    lookedAt: outcome.secondLook?.at ?? null,
  };
}

interface Reading {
  readonly outcome: Outcome;
  readonly kept: KeptMetric;
  readonly wanted: WantedAt;
}

/** Reads one metric as long as something is wanted of it that can be had now: before, then since. */
async function readIfWanted(
  context: Context,
  repo: RepositoryContext,
  { outcome, kept, wanted }: Reading,
): Promise<KeptMetric> {
  let current = kept;
  for (let plan = planRead(current, wanted, context.now); plan; plan = planRead(current, wanted, context.now)) {
    const read = await readMetric(context, repo, { metric: current.metric, span: plan.span });
    const mergedMeanwhile = await countMergedMeanwhile(context.db, current, {
      from: outcome.clockStartedAt ?? outcome.mergedAt,
      to: context.now,
    });
    current = { ...current, ...takeRead(current, plan, { ...read, now: context.now }), mergedMeanwhile };
    await saveOutcomeMetric(context.db, current);
  }
  return current;
}
