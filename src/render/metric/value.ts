import type { Comparison } from "../../core/metric/comparison.ts";
import type { Metric } from "../../core/metric/metric.ts";
import type { AbsoluteTarget, Target } from "../../core/metric/target.ts";
import { quoteInline } from "../neutral.ts";

/** A unit may be as long as that in a configuration. */
const LONGEST_UNIT = 20;
/** No two numbers are told apart by more digits than these. */
const MOST_DIGITS = 6;

/** Renders a number as people write it: 3, 3.5, 0.012, 1,200. */
export function renderNumber(value: number, digits = chooseDigits(value)): string {
  const written = value.toLocaleString("en", { maximumFractionDigits: digits });
  return written === "-0" ? "0" : written;
}

/** As many digits behind the point as say something. */
function chooseDigits(value: number): number {
  const size = Math.abs(value);
  if (size >= 100 || size === 0) return 0;
  return size >= 1 ? 1 : Math.min(MOST_DIGITS, 1 - Math.floor(Math.log10(size)));
}

/** Digits enough to tell numbers apart that differ: 19.96 is not 20 where 20 was not reached. */
function findDigits(values: readonly number[]): (value: number) => number {
  const distinct = [...new Set(values)];
  for (let more = 0; more < MOST_DIGITS; more++) {
    const digits = (value: number) => Math.min(MOST_DIGITS, chooseDigits(value) + more);
    if (new Set(distinct.map((value) => renderNumber(value, digits(value)))).size === distinct.length) return digits;
  }
  return () => MOST_DIGITS;
}

type Shown = Pick<Metric, "name" | "unit" | "weekly" | "better">;

/** Renders a number with its unit: "12%", "180 ms", "3" where the name of the metric says what is counted. */
function renderAmount(value: number, metric: Pick<Metric, "name" | "unit">, digits = chooseDigits(value)): string {
  return `${renderNumber(value, digits)}${renderUnit(metric)}`;
}

function renderUnit({ name, unit }: Pick<Metric, "name" | "unit">): string {
  if (unit === null || unit === name) return "";
  return unit === "%" ? "%" : ` ${quoteInline(unit, LONGEST_UNIT)}`;
}

/** What the number of a week is, to follow it; a level needs no words. */
const WEEKLY_WORDS: { readonly [W in Metric["weekly"]]: string } = {
  sum: " a week",
  average: " on average",
  last: "",
  max: " at the week's peak",
};

/** Renders a number of a week: "3 exports a week", "180 ms on average". */
export function renderWeekly(value: number, metric: Shown): string {
  return `${renderAmount(value, metric)}${WEEKLY_WORDS[metric.weekly]}`;
}

/** Renders both numbers of a comparison, told apart from each other and from what was hoped for: "3 → 21 exports a week". */
export function renderBoth(
  { before, now }: { readonly before: number; readonly now: number },
  metric: Shown,
  target: Target | null,
): string {
  const hoped = target && target.kind !== "relative" ? [target.value] : [];
  const digits = findDigits([before, now, ...hoped]);
  const first =
    metric.unit === "%" ? renderAmount(before, metric, digits(before)) : renderNumber(before, digits(before));
  return `${first} → ${renderAmount(now, metric, digits(now))}${WEEKLY_WORDS[metric.weekly]}`;
}

/** Renders what the author hoped for: "20", "less than 2", "+10%". */
export function renderTarget(target: Target, metric: Shown): string {
  if (target.kind !== "relative")
    return `${renderBound(target, metric)}${renderAmount(target.value, metric, MOST_DIGITS)}`;
  const sign = target.change > 0 ? "+" : "−";
  if (target.of === "before") return `${sign}${renderNumber(Math.abs(target.change) * 100, 1)}%`;
  const size = Math.abs(target.change);
  return metric.unit === "%"
    ? `${sign}${renderNumber(size, MOST_DIGITS)} ${size === 1 ? "point" : "points"}`
    : `${sign}${renderAmount(size, metric, MOST_DIGITS)}`;
}

/** A number that is to be reached in the direction of what is better needs no more words. */
function renderBound({ kind, isStrict }: AbsoluteTarget, { better }: Shown): string {
  if (isStrict) return kind === "at-least" ? "more than " : "less than ";
  if (kind === (better === "more" ? "at-least" : "at-most")) return "";
  return kind === "at-least" ? "at least " : "at most ";
}

/** Renders how much a number changed: "+600%", "−2.5 points"; "" where that cannot be told. */
export function renderChange({ change }: Pick<Comparison, "change">): string {
  if (change === null) return "";
  const size = Math.abs(change.amount);
  const written = renderNumber(size, change.in === "percent" ? 0 : chooseDigits(size));
  const sign = change.amount < 0 && written !== "0" ? "−" : "+";
  return `${written === "0" ? "±" : sign}${written}${change.in === "percent" ? "%" : " points"}`;
}
