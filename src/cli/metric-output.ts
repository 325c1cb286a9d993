import { findWeeklyMean, listWeeks } from "../core/metric/comparison.ts";
import type { Metric } from "../core/metric/metric.ts";
import type { DaySpan, Series } from "../core/metric/series.ts";
import { renderSourceProblem } from "../render/metric/source-problem.ts";
import { renderNumber, renderWeekly } from "../render/metric/value.ts";
import { renderBlocks } from "../render/metric/weeks.ts";
import { renderCount, renderDate } from "../render/words.ts";
import { alignRows } from "./align.ts";
import type { Terminal } from "./terminal.ts";

/** Why there is no number. */
export interface MetricFailure {
  readonly kind: string;
  readonly status: number | null;
  /** What the source said, without secrets: for the operator's own terminal. */
  readonly detail: string;
}

/** What was read of a metric. */
export interface MetricResult {
  readonly metric: Metric;
  readonly span: DaySpan;
  /** None when it could not be read. */
  readonly days: Series;
  readonly problem: MetricFailure | null;
}

/** A metric as `--json` prints it. */
export function describeMetric({ metric, span, days, problem }: MetricResult): object {
  return {
    metric: metric.name,
    source: metric.source,
    weekly: metric.weekly,
    unit: metric.unit,
    better: metric.better,
    from: span.from,
    to: span.to,
    now: findWeeklyMean(days, metric),
    weeks: listWeeks(days, metric),
    daysWithoutData: countMissing(days),
    days,
    problem,
  };
}

/** A metric as a terminal shows it: its number, and the days by week. */
export function renderMetricText(result: MetricResult, paint: Terminal["paint"]): string {
  const { metric, span, days, problem } = result;
  if (problem) return `${paint("bold", metric.name)}: ${renderSourceProblem(problem)}${renderDetail(problem)}`;
  const missing = countMissing(days);
  return [
    `${paint("bold", metric.name)}: ${renderNow(days, metric)}`,
    `${metric.source}, ${renderDate(span.from)} to ${renderDate(span.to)}, days in UTC`,
    ...(missing === days.length ? [] : ["", renderTable(days, metric)]),
    ...(missing === 0 ? [] : ["", `${renderCount(missing, "day")} without data (–), never taken for zero.`]),
  ].join("\n");
}

function renderDetail({ detail }: MetricFailure): string {
  return detail === "" ? "" : `\n${detail}`;
}

function renderNow(days: Series, metric: Metric): string {
  const mean = findWeeklyMean(days, metric);
  if (mean !== null) return `${renderWeekly(mean, metric)} now  ${renderBlocks(listWeeks(days, metric))}`;
  return countMissing(days) === days.length ? "no data in four weeks" : "no complete week of data in four";
}

const WEEK_DAYS = 7;

function renderTable(days: Series, metric: Metric): string {
  const rows = listWeeks(days, metric).map((week, index) => {
    const those = days.slice(index * WEEK_DAYS, (index + 1) * WEEK_DAYS);
    const [first] = those;
    return [first ? renderDate(first.day) : "", ...those.map(({ value }) => renderValue(value)), renderValue(week)];
  });
  return alignRows([["week from", ...Array<string>(WEEK_DAYS).fill(""), metric.weekly], ...rows]).join("\n");
}

function renderValue(value: number | null): string {
  return value === null ? "–" : renderNumber(value);
}

function countMissing(days: Series): number {
  return days.filter(({ value }) => value === null).length;
}
