import { countAnswered, countEnded, type Numbers } from "../../core/dashboard/numbers.ts";
import { moveMonth } from "../../core/report/month.ts";
import { findComparable, type MonthCounts } from "../../core/report/report.ts";
import { renderRate, renderShare } from "../share.ts";
import { renderTable } from "../table.ts";
import { listCounts, renderCount, renderDate, renderMonth, renderMonthName, renderOrdinal } from "../words.ts";
import type { ReportView } from "./report-view.ts";

/** Renders what a hurried reader needs: how it went, and what that is based on. */
export function renderHeadline(report: ReportView): string {
  const parts = [renderResult(report), renderGround(report.month.numbers), renderComparison(report)];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderResult({ month, before, comingCount }: ReportView): string {
  const { numbers } = month;
  const answered = countAnswered(numbers);
  const name = renderMonthName(month.month);
  if (countEnded(numbers) === 0) {
    const next = renderMonthName(moveMonth(month.month, 1));
    const coming = comingCount === 0 ? "" : ` ${renderCount(comingCount, "goes", "go")} out in ${next}.`;
    return `**Nothing to report yet:** no questions closed in ${name}.${coming}`;
  }
  if (answered === 0)
    return `**No answers in ${name}:** ${listEnds(numbers)}. That counts as neither a success nor a miss.`;
  const { worked, partly, missed, unclear } = numbers;
  const others = listCounts([
    [partly, "partly"],
    [missed, "missed"],
    [unclear, "can't tell"],
  ]);
  const share = `**${worked} of ${renderCount(answered, "change")} worked${renderRate(worked, answered)}**`;
  return `${share}${others === "" ? "" : ` – ${others}`}.${renderBefore(before)}`;
}

function listEnds({ unanswered, reverted, dropped, notAsked }: Numbers): string {
  return listCounts([
    [unanswered, "unanswered"],
    [reverted, "reverted"],
    [dropped, "dropped"],
    [notAsked, "not asked"],
  ]);
}

function renderBefore(before: MonthCounts | null): string {
  if (before === null || countAnswered(before.numbers) === 0) return "";
  return ` ${renderMonthName(before.month)}: ${renderShare(before.numbers.worked, countAnswered(before.numbers))}.`;
}

/** Renders the coverage behind the rates, without which they say nothing. */
function renderGround(numbers: Numbers): string {
  const answered = countAnswered(numbers);
  const ended = countEnded(numbers);
  const measurable = numbers.stated + numbers.unstated;
  const parts = [
    ended === 0 ? "" : `Answered: ${answered} of ${renderCount(ended, "question")}${renderRate(answered, ended)}`,
    measurable === 0
      ? ""
      : `Had a success measure: ${numbers.stated} of ${renderCount(measurable, "merged pull request")}${renderRate(numbers.stated, measurable)}`,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** Renders three rates, each with its whole, next to those of the month before when a comparison makes sense. */
export function renderRates(report: ReportView): string {
  const shown = [report.month, findComparable(report)].filter((counts) => counts !== null);
  // A single month in which nothing ended is covered by the sentence above.
  if (shown.every(({ numbers }) => countEnded(numbers) === 0)) return "";
  return renderTable(
    ["", ...shown.map(renderColumn)],
    RATES.map(([name, rate]) => [name, ...shown.map(({ numbers }) => rate(numbers))]),
    ["left", ...shown.map(() => "right" as const)],
  );
}

const RATES: readonly (readonly [string, (numbers: Numbers) => string])[] = [
  ["Worked", (numbers) => renderShare(numbers.worked, countAnswered(numbers))],
  ["Answered", (numbers) => renderShare(countAnswered(numbers), countEnded(numbers))],
  ["Had a success measure", (numbers) => renderShare(numbers.stated, numbers.stated + numbers.unstated)],
];

/** Renders the title of a column: "October 2026", with the first day when only part of the month was received. */
export function renderColumn({ month, countedFrom }: MonthCounts): string {
  return `${renderMonth(month)}${countedFrom === null ? "" : ` (from the ${renderOrdinal(Number(countedFrom.slice(8)))})`}`;
}

function renderComparison(report: ReportView): string {
  const { month, before } = report;
  const notes = [
    month.countedFrom === null
      ? ""
      : `Partial month: counted from ${renderDate(month.countedFrom)}, when *Did this work?* was installed.`,
    before === null ? `No data for ${renderMonthName(moveMonth(month.month, -1))}.` : "",
    before !== null && findComparable(report) === null
      ? `Nothing was merged, asked or closed in ${renderMonthName(before.month)}.`
      : "",
  ];
  return notes.filter((note) => note !== "").join(" ");
}
