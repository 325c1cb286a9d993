import { type Comparison, compareSeries, findWeeklyMean, type TargetVerdict } from "../../core/metric/comparison.ts";
import type { MeasuredMetric, ReadProblem } from "../../core/metric/measured.ts";
import type { MentionedMetric, MentionedMetrics } from "../../core/metric/mention.ts";
import { isSameMetric, type Metric } from "../../core/metric/metric.ts";
import type { Target } from "../../core/metric/target.ts";
import { quoteCode } from "../code.ts";
import { quotePlain } from "../neutral.ts";
import { renderCount } from "../words.ts";
import { renderWeeks } from "./weeks.ts";

/** A metric of a question, and how it is defined by now. */
export interface ShownMetric extends MeasuredMetric {
  /** null when it is not configured any more. */
  readonly definedNow: Metric | null;
  /** Its numbers may not stand where everyone sees them. */
  readonly isHidden: boolean;
}

/** Renders the metrics of a question: before, now and hoped for. A number never answers. */
export function renderNumbers(metrics: readonly ShownMetric[]): string {
  const shown = metrics.map(renderMetric);
  if (shown.length === 0) return "";
  const merged = Math.max(...metrics.map(({ mergedMeanwhile }) => mergedMeanwhile));
  return [`**In numbers**`, shown.join("\n"), renderCaution(metrics, merged)]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Other changes may have moved the number too. */
function renderCaution(metrics: readonly ShownMetric[], merged: number): string {
  const hasBoth = metrics.some(({ before, after, isHidden }) => before && after && !isHidden);
  if (!hasBoth || merged === 0) return "";
  const others = renderCount(merged, "other pull request was", "other pull requests were");
  return `<sub>${others} merged meanwhile: this shows what happened, not why.</sub>`;
}

function renderMetric(shown: ShownMetric): string {
  const name = quoteCode(shown.metric.name);
  if (shown.isHidden) return `- ${name}: not shown in a public repository.`;
  if (isRedefined(shown))
    return `- ${name}: ${shown.definedNow ? "its definition changed" : "it was removed"} since, so nothing is compared.`;
  const said = renderCompared(shown);
  return `- ${name}: ${said}${shown.isLate ? " *(configured after the change shipped, and read back)*" : ""}`;
}

/** Is it defined otherwise than when the clock started, or not at all? */
function isRedefined({ metric, definedNow }: ShownMetric): boolean {
  return definedNow === null || !isSameMetric(metric, definedNow);
}

function renderCompared(shown: ShownMetric): string {
  const { metric, target, before, after, problem } = shown;
  if (before === null && after === null) return problem ? renderProblem(problem) : "being read.";
  const compared = compareSeries({ metric, target, before: before ?? [], after: after ?? [] });
  const hoped = target ? `, hoped for ${renderTarget(target, metric)}` : "";
  const parts = [
    `**${renderValue(compared.before, metric)} → ${after === null ? "not read yet" : renderValue(compared.now, metric)}** a week${hoped}${renderVerdict(compared.verdict)}`,
    renderWeeks(compared),
    compared.daysWithoutData > 0 ? `${renderCount(compared.daysWithoutData, "day")} without data` : "",
    problem ? renderProblem(problem) : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

const VERDICTS: { readonly [V in TargetVerdict]: string } = {
  reached: ": **reached**",
  "not-reached": ": **not reached**",
  "other-way": ": **it went the other way**",
  undecided: ": can't be told from these days",
};

function renderVerdict(verdict: TargetVerdict | null): string {
  return verdict === null ? "" : VERDICTS[verdict];
}

/** Renders a metric in one line, where space is short: "3 → 21 exports a week, reached"; "" when there is nothing to say. */
export function renderNumbersLine(shown: ShownMetric): string {
  const { metric, target, before, after, isHidden } = shown;
  if (isHidden || isRedefined(shown) || before === null || after === null) return "";
  const compared = compareSeries({ metric, target, before, after });
  if (compared.before === null && compared.now === null) return "";
  const verdict = compared.verdict === null || compared.verdict === "undecided" ? "" : `, ${SHORT[compared.verdict]}`;
  return `${quoteCode(metric.name)} ${renderValue(compared.before, metric)} → ${renderValue(compared.now, metric)} a week${verdict}`;
}

const SHORT = { reached: "reached", "not-reached": "not reached", "other-way": "the other way" } as const;

/** Renders a number as people write it: 3, 3.5, 1,200; "no data" where there is none. */
function renderValue(value: number | null, { unit }: Pick<Metric, "unit">): string {
  if (value === null) return "no data";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 2;
  const written = value.toLocaleString("en", { maximumFractionDigits: digits });
  return unit === null ? written : unit === "%" ? `${written}%` : `${written} ${quotePlain(unit, 20)}`;
}

function renderTarget(target: Target, metric: Metric): string {
  if (target.kind !== "relative") {
    const bound = target.kind === "at-least" ? ["at least", "above"] : ["at most", "below"];
    return `${bound[target.isStrict ? 1 : 0]} ${renderValue(target.value, metric)}`;
  }
  const sign = target.change > 0 ? "+" : "−";
  const amount = Math.abs(target.of === "before" ? target.change * 100 : target.change);
  const written = amount.toLocaleString("en", { maximumFractionDigits: 1 });
  return `${sign}${written}${target.of === "before" ? "%" : " points"}`;
}

/** Renders the metrics of an open pull request: a gap in instrumentation is found before the merge. */
export function renderMetricsNow({ mentioned, asked }: MentionedMetrics): string {
  const lines = [
    ...mentioned.map((one) => `- ${quoteCode(one.metric.name)}: ${renderNow(one)}`),
    ...asked.map(
      ({ written, meant }) =>
        `- ${quoteCode(written)} isn't a metric of this repository. Did you mean ${quoteCode(meant)}?`,
    ),
  ];
  return lines.length === 0 ? "" : `**In numbers**\n\n${lines.join("\n")}`;
}

function renderNow({ metric, target, days, problem, isHidden }: MentionedMetric): string {
  if (isHidden) return "not shown in a public repository.";
  if (problem) return renderProblem(problem);
  if (days === null) return "being read.";
  const mean = findWeeklyMean(days, metric);
  const hoped = target ? ` Hoped for: ${renderTarget(target, metric)}.` : "";
  if (days.every(({ value }) => value === null)) return "**no data in four weeks.** Will anyone be able to tell?";
  if (mean === null) return `no complete week of data in four.${hoped}`;
  return `${renderValue(mean, metric)} a week now.${hoped}`;
}

/** Says why a source gave no days, in our own words: nothing it said, and no address. */
function renderProblem({ kind, status }: ReadProblem): string {
  const words = PROBLEMS[kind] ?? "its source couldn't be read";
  return `${words}${status === null ? "" : ` (status ${status})`}.`;
}

const PROBLEMS: Readonly<Record<string, string>> = {
  unknown: "its source isn't known here",
  "not-open": "its source isn't open to this repository",
  "no-such-query": "its source has no such query",
  "query-not-allowed": "its source doesn't allow free queries",
  unreachable: "its source can't be reached",
  timeout: "its source took too long to answer",
  refused: "its source refused",
  redirected: "its source answered with a redirect, which isn't followed",
  limited: "its source asked for a pause",
  busy: "its source is resting after a failure",
  "too-large": "its source answered with too much",
  "not-understood": "its source's answer couldn't be read",
  "several-series": "its query gives several series, and one is needed",
};

/** A metric with a name and what is wrong with it, for the dashboard. */
export function renderMetricProblem(name: string, problem: ReadProblem | null): string {
  const why = problem ? renderProblem(problem) : "it has never given a value.";
  return `The metric ${quoteCode(name)} can't be shown: ${why}`;
}

/** Do the number and the answer disagree? A finding, not a verdict: the number never answers. */
export function findDisagreement(shown: ShownMetric, verdict: string): "number-better" | "number-worse" | null {
  const compared = compareShown(shown);
  if (!compared || compared.verdict === null) return null;
  if (verdict === "missed" && compared.verdict === "reached") return "number-better";
  const isBelow = compared.verdict === "not-reached" || compared.verdict === "other-way";
  return verdict === "worked" && isBelow ? "number-worse" : null;
}

function compareShown(shown: ShownMetric): Comparison | null {
  const { metric, target, before, after, isHidden } = shown;
  if (isHidden || isRedefined(shown) || before === null || after === null) return null;
  return compareSeries({ metric, target, before, after });
}
