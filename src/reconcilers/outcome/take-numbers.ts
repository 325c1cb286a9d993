import { listMetrics } from "../../core/metric/list-metrics.ts";
import { planRead } from "../../core/metric/measured.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import { numbersKey } from "../../core/reconcile-key.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import { type Context, enqueue, parseText } from "../../engine/context.ts";
import { saveOutcome } from "../../store/outcome.ts";
import {
  deleteOutcomeMetrics,
  type KeptMetric,
  listOutcomeMetrics,
  saveOutcomeMetric,
} from "../../store/outcome-metric.ts";
import { findWanted } from "../metric/numbers.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/** An outcome, and the metrics its measure names. */
export interface Measured {
  readonly outcome: Outcome;
  readonly numbers: readonly KeptMetric[];
}

/**
 * Freezes the metrics that a measure names when the clock has started, and has them read when something of them is wanted. A
 * metric that is configured later is added, and read back once.
 */
export async function takeNumbers(context: Context, repo: RepositoryContext, outcome: Outcome): Promise<Measured> {
  if (outcome.clockStartedAt === null) return forgetNumbers(context, outcome);
  const known = outcome.hasNumbers ? await listOutcomeMetrics(context.db, outcome.repositoryId, outcome.number) : [];
  const startedOn = outcome.clockStartedAt.slice(0, 10);
  // The clock was started anew: the weeks before are others.
  const standing = known.filter((one) => one.startedOn === startedOn);
  if (standing.length < known.length) await deleteOutcomeMetrics(context.db, outcome.repositoryId, outcome.number);
  const added = await listAdded(context, repo, { outcome, standing, startedOn });
  const measured = await saveAdded(context, outcome, { standing, added });
  const wanted = findWanted(outcome);
  const isWanted = measured.numbers.some((one) => planRead(one, wanted, context.now) !== null);
  if (isWanted) await enqueue(context, numbersKey(outcome.repositoryId, outcome.number));
  return measured;
}

async function forgetNumbers(context: Context, outcome: Outcome): Promise<Measured> {
  if (!outcome.hasNumbers) return { outcome, numbers: [] };
  const without = await context.db.transaction(async (db) => {
    await deleteOutcomeMetrics(db, outcome.repositoryId, outcome.number);
    return saveOutcome(db, { ...outcome, hasNumbers: false });
  });
  return { outcome: without, numbers: [] };
}

interface Known {
  readonly outcome: Outcome;
  readonly standing: readonly KeptMetric[];
  readonly startedOn: string;
}

/** The metrics that are named and not frozen yet. Most measures name none, and are not parsed. */
async function listAdded(
  context: Context,
  { settings }: RepositoryContext,
  { outcome, standing, startedOn }: Known,
): Promise<readonly KeptMetric[]> {
  const { repositoryId, number, clockStartedAt, statement } = outcome;
  const missing = listMetrics(settings.config).filter(({ name }) => !standing.some((one) => one.name === name));
  if (missing.length === 0 || statement.measure === null || !statement.measure.includes("`")) return [];
  const found = await parseText(context, "mentions", [statement.measure, missing]);
  // What was there when the clock started is frozen within a day of it.
  const isLate = context.now.getTime() - Date.parse(clockStartedAt ?? "") > DAY_MS;
  const wantedSince = toUtcText(context.now);
  return (found?.mentions ?? []).map(({ metric, target }, index) => ({
    repositoryId,
    number,
    name: metric.name,
    position: standing.length + index,
    metric,
    target,
    startedOn,
    isLate,
    wantedSince,
    before: null,
    beforeReadAt: null,
    after: null,
    afterReadAt: null,
    later: null,
    laterReadAt: null,
    problem: null,
    retryAt: null,
    mergedMeanwhile: 0,
  }));
}

const DAY_MS = 24 * 60 * 60_000;

async function saveAdded(
  context: Context,
  outcome: Outcome,
  { standing, added }: { readonly standing: readonly KeptMetric[]; readonly added: readonly KeptMetric[] },
): Promise<Measured> {
  const numbers = [...standing, ...added];
  if (added.length === 0 && outcome.hasNumbers === numbers.length > 0) return { outcome, numbers };
  const measured = await context.db.transaction(async (db) => {
    for (const one of added) await saveOutcomeMetric(db, one);
    return saveOutcome(db, { ...outcome, hasNumbers: numbers.length > 0 });
  });
  return { outcome: measured, numbers };
}
