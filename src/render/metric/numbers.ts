import { type Comparison, compareSeries, findWeeklyMean, type TargetVerdict } from "../../core/metric/comparison.ts";
import type { MeasuredMetric, ReadProblem } from "../../core/metric/measured.ts";
import type { MentionedMetric, MentionedMetrics } from "../../core/metric/mention.ts";
import { isSameMetric, type Metric } from "../../core/metric/metric.ts";
import type { Series } from "../../core/metric/series.ts";
import { quoteCode } from "../code.ts";
import { renderCount } from "../words.ts";
import { renderSourceProblem } from "./source-problem.ts";
import { renderBoth, renderChange, renderTarget, renderWeekly } from "./value.ts";
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
  if (shown.isHidden) return `- ${name}: ${HIDDEN}`;
  if (isRedefined(shown))
    return `- ${name}: ${shown.definedNow ? "its definition changed" : "it was removed"} since, so nothing is compared.`;
  const said = renderCompared(shown);
  return `- ${name}: ${said}${renderLate(shown)}`;
}

function renderLate({ isLate, before }: ShownMetric): string {
  if (!isLate) return "";
  return ` *(configured after the change shipped${before === null ? "" : ", and read back"})*`;
}

/** In place of numbers that may not stand where everyone sees them. */
export const HIDDEN = "private numbers, not shown in a public repository.";

/** Is it defined otherwise than when the clock started, or not at all? */
function isRedefined({ metric, definedNow }: ShownMetric): boolean {
  return definedNow === null || !isSameMetric(metric, definedNow);
}

function renderCompared(shown: ShownMetric): string {
  const { metric, target, before, after, problem } = shown;
  const failed = problem ? renderSourceProblem(problem) : "";
  if (before === null && after === null) return failed === "" ? `${renderUnread(shown.beforeReadAt)}.` : failed;
  const compared = compareSeries({ metric, target, before: before ?? [], after: after ?? [] });
  const parts = [
    `**${renderSides(shown, compared)}**${renderHoped(shown)}${after === null ? "" : renderVerdict(compared.verdict)}`,
    renderWeeks(compared),
    shown.later === null ? "" : `at the second look ${renderSecond(shown)}`,
    compared.daysWithoutData > 0 ? `${renderCount(compared.daysWithoutData, "day")} without data` : "",
    failed,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** Days that are still to be read, or were given up. */
function renderUnread(readAt: string | null): string {
  return readAt === null ? "not read yet" : "could not be read";
}

/** "3 → 21 exports a week"; where a side has no number, it says why. */
function renderSides(shown: ShownMetric, compared: Comparison): string {
  const { metric, target, before, after } = shown;
  const { before: was, now } = compared;
  if (was !== null && now !== null) {
    // In the terms of what was hoped for.
    const isHopedFor = target?.kind === "relative" && (target.of === "before" || metric.unit === "%");
    const change = isHopedFor ? renderChange(compared) : "";
    return `${renderBoth({ before: was, now }, metric, target)}${change === "" ? "" : ` (${change})`}`;
  }
  const then = renderSide(was, { days: before, readAt: shown.beforeReadAt }, metric);
  const since = renderSide(now, { days: after, readAt: shown.afterReadAt }, metric);
  return then === since ? then : `${then} → ${since}`;
}

/** The weeks of the second look, compared with the same weeks before. */
function renderSecond({ metric, target, before, later, laterReadAt: readAt }: ShownMetric): string {
  const compared = compareSeries({ metric, target, before: before ?? [], after: later ?? [] });
  return `**${renderSide(compared.now, { days: later, readAt }, metric)}**${renderVerdict(compared.verdict)}`;
}

/** Renders what became of a metric since the answer: "`exports`: 21 a week then, 3 a week now, hoped for 20". */
export function renderLater(shown: ShownMetric): string {
  const { metric, target, before, after, later, afterReadAt, laterReadAt } = shown;
  const then = compareSeries({ metric, target, before: before ?? [], after: after ?? [] }).now;
  const now = compareSeries({ metric, target, before: before ?? [], after: later ?? [] }).now;
  const [was, is] = [
    renderSide(then, { days: after, readAt: afterReadAt }, metric),
    renderSide(now, { days: later, readAt: laterReadAt }, metric),
  ];
  const sides = `${was} then, ${is} now`;
  return `${quoteCode(metric.name)}: ${sides}${renderHoped(shown)}`;
}

/** Days that were read or given up, or are still to be read. */
interface ReadDays {
  readonly days: Series | null;
  readonly readAt: string | null;
}

function renderSide(value: number | null, { days, readAt }: ReadDays, metric: Metric): string {
  if (value !== null) return renderWeekly(value, metric);
  if (days === null) return renderUnread(readAt);
  return hasData(days) ? "no complete week of data" : "no data";
}

function hasData(days: Series): boolean {
  return days.some(({ value }) => value !== null);
}

function renderHoped({ metric, target }: Pick<ShownMetric, "metric" | "target">): string {
  return target ? `, hoped for ${renderTarget(target, metric)}` : "";
}

const VERDICTS: { readonly [V in TargetVerdict]: string } = {
  reached: "reached",
  "not-reached": "not reached",
  "other-way": "it went the other way",
  undecided: "can't be told from these days",
};

function renderVerdict(verdict: TargetVerdict | null): string {
  if (verdict === null) return "";
  return verdict === "undecided" ? `: ${VERDICTS.undecided}` : `: **${VERDICTS[verdict]}**`;
}

/**
 * Renders a metric in one line, where space is short: "`exports`: 3 → 21 a week, hoped for 20: reached"; "" when there is
 * nothing to say.
 */
export function renderNumbersLine(shown: ShownMetric): string {
  const compared = compareShown(shown);
  if (!compared || (compared.before === null && compared.now === null)) return "";
  const { verdict } = compared;
  const end = verdict === null || verdict === "undecided" ? "" : `${renderHoped(shown)}: ${VERDICTS[verdict]}`;
  return `${quoteCode(shown.metric.name)}: ${renderSides(shown, compared)}${end}`;
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
  if (isHidden) return HIDDEN;
  if (problem) return renderSourceProblem(problem);
  if (days === null) return "not read yet.";
  if (!hasData(days)) return "**no data in four weeks: will anyone be able to tell?**";
  const mean = findWeeklyMean(days, metric);
  const now = mean === null ? "no complete week of data in four" : `${renderWeekly(mean, metric)} now`;
  return `${now}${renderHoped({ metric, target })}.`;
}

/** A metric with a name and what is wrong with it, for the dashboard. */
export function renderMetricProblem(name: string, problem: ReadProblem | null): string {
  const why = problem ? renderSourceProblem(problem) : "it has never had a value.";
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
