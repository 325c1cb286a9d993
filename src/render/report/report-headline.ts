import { countAnswered, countEnded, type Numbers } from "../../core/dashboard/numbers.ts";
import { moveMonth } from "../../core/report/month.ts";
import { findComparable, type MonthCounts, type Report } from "../../core/report/report.ts";
import { renderRate, renderShare } from "../share.ts";
import { renderTable } from "../table.ts";
import { listCounts, renderCount, renderDate, renderMonth, renderMonthName, renderOrdinal } from "../words.ts";
import { renderToDo } from "./report-to-do.ts";

/**
 * Renders what a hurried reader needs: how it went, what to do, and what that is based on.
 */
export function renderHeadline(report: Report): string {
  const { month } = report;
  const parts = [renderResult(report), renderToDo(report), renderGround(month.numbers), renderComparison(report)];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderResult({ month, before, comingCount }: Report): string {
  const { numbers } = month;
  const answered = countAnswered(numbers);
  const name = renderMonthName(month.month);
  if (countEnded(numbers) === 0) {
    const coming =
      comingCount === 0 ? "" : ` ${comingCount} will be asked in ${renderMonthName(moveMonth(month.month, 1))}.`;
    return `**Nothing to report yet:** no questions closed in ${name}.${coming}`;
  }
  if (answered === 0)
    return `**Nothing was answered in ${name}:** ${listEnds(numbers)}. That counts as neither success nor miss.`;
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
  const asked = numbers.stated + numbers.unstated;
  const statements = `with a success measure${renderRate(numbers.stated, asked)}`;
  if (ended === 0)
    return asked === 0 ? "" : `**Merged:** ${numbers.stated} of ${renderCount(asked, "pull request")} ${statements}.`;
  const answers = `${answered} of ${renderCount(ended, "closed question")} answered${renderRate(answered, ended)}`;
  if (asked === 0) return `**Based on** ${answers}.`;
  return `**Based on** ${answers} and ${numbers.stated} of ${renderCount(asked, "merged pull request")} ${statements}.`;
}

/** Renders three rates, each with its whole, next to those of the month before when a comparison makes sense. */
export function renderRates(report: Report): string {
  const shown = [report.month, findComparable(report)].filter((counts) => counts !== null);
  // A single month in which nothing ended is covered by the sentence above.
  if (shown.every(({ numbers }) => countEnded(numbers) === 0)) return "";
  return renderTable(
    ["Rate", ...shown.map(renderColumn)],
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

function renderComparison(report: Report): string {
  const { month, before } = report;
  const notes = [
    before === null ? "No data for the month before." : "",
    before !== null && findComparable(report) === null
      ? `Nothing was merged, asked or closed in ${renderMonthName(before.month)}, so there is nothing to compare with.`
      : "",
    month.countedFrom === null
      ? ""
      : `Partial month: counted from ${renderDate(month.countedFrom)}, when *Did this work?* was installed.`,
  ];
  return notes.filter((note) => note !== "").join(" ");
}
