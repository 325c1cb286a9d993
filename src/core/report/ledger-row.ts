import { describeShipping } from "../clock/shipment.ts";
import { compareSeries } from "../metric/comparison.ts";
import type { MeasuredMetric } from "../metric/measured.ts";
import { describeTarget } from "../metric/target.ts";
import { currentQuestion, findAnswer, type Outcome } from "../outcome/outcome.ts";
import { type Cell, renderCsvLines } from "./csv.ts";

/** The columns of ledger and export, in order. */
export const LEDGER_COLUMNS = [
  "repository",
  "pull_request",
  "title",
  "author",
  "merged_at",
  "problem",
  "measure",
  "due_on",
  "asked_at",
  "state",
  "verdict",
  "evidence",
  "why",
  "next",
  "answered_by",
  "answered_at",
  "follow_up",
  "shipped_at",
  "shipped_in",
  "metric",
  "baseline",
  "observed",
  "target",
] as const;

export type LedgerRow = { readonly [Column in (typeof LEDGER_COLUMNS)[number]]: Cell };

/**
 * An outcome as one row. `why` is the reason of the answer; without an answer, it says why the outcome is exempt,
 * dropped, reverted or was not asked.
 */
export function toLedgerRow(
  outcome: Outcome,
  repository: string,
  measured: MeasuredMetric | undefined = undefined,
): LedgerRow {
  const { statement, state } = outcome;
  const answer = findAnswer(outcome);
  return {
    repository,
    pull_request: outcome.number,
    title: outcome.title,
    author: outcome.author.login,
    merged_at: outcome.mergedAt,
    problem: statement.problem,
    measure: statement.measure,
    due_on: outcome.dueOn,
    asked_at: currentQuestion(outcome).askedAt,
    state,
    verdict: answer?.verdict ?? null,
    evidence: answer?.evidence ?? null,
    why: answer ? answer.why : outcome.reason,
    next: answer?.next ?? null,
    answered_by: answer?.by.login ?? null,
    answered_at: answer?.at ?? null,
    follow_up: currentQuestion(outcome).issueNumber,
    shipped_at: outcome.clockStartedAt,
    shipped_in: outcome.shippedIn && describeShipping(outcome.shippedIn),
    ...toMetricCells(measured),
  };
}

/** The columns of a metric. */
type MetricCells = Pick<LedgerRow, "metric" | "baseline" | "observed" | "target">;

/** A metric of a measure, as means of weeks; empty without one. */
export function toMetricCells(measured: MeasuredMetric | undefined): MetricCells {
  if (!measured) return { metric: null, baseline: null, observed: null, target: null };
  const { metric, target, before, after } = measured;
  const compared = compareSeries({ metric, target, before: before ?? [], after: after ?? [] });
  return {
    metric: metric.name,
    baseline: compared.before,
    observed: compared.now,
    target: target && describeTarget(target),
  };
}

/** Renders the header line of a file. The names are our own, and need no quotes. */
export function renderLedgerHead(): string {
  return `${LEDGER_COLUMNS.join(",")}\r\n`;
}

/** Renders rows as lines of CSV. */
export function renderLedgerRows(rows: readonly LedgerRow[]): string {
  return renderCsvLines(rows.map((row) => LEDGER_COLUMNS.map((column) => row[column])));
}

/** The totals of a file's rows. */
export interface LedgerCounts {
  readonly rows: number;
  readonly ended: number;
  readonly answered: number;
  readonly worked: number;
  readonly exempt: number;
  readonly unstated: number;
}

/** Counts the outcomes that are rows of one file. */
export function countLedger(outcomes: readonly Outcome[]): LedgerCounts {
  const count = (is: (outcome: Outcome) => boolean) => outcomes.filter(is).length;
  const exempt = count(({ state }) => state === "exempt");
  const unstated = count(({ state }) => state === "unstated");
  return {
    rows: outcomes.length,
    ended: outcomes.length - exempt - unstated,
    answered: count(({ state }) => state === "answered"),
    worked: count((outcome) => findAnswer(outcome)?.verdict === "worked"),
    exempt,
    unstated,
  };
}

/** Sums the counts of two parts of a file. */
export function addLedgerCounts(one: LedgerCounts, other: LedgerCounts): LedgerCounts {
  return {
    rows: one.rows + other.rows,
    ended: one.ended + other.ended,
    answered: one.answered + other.answered,
    worked: one.worked + other.worked,
    exempt: one.exempt + other.exempt,
    unstated: one.unstated + other.unstated,
  };
}
