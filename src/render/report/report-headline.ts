import { countAnswered, countEnded, type Numbers } from "../../core/dashboard/numbers.ts";
import { moveMonth } from "../../core/report/month.ts";
import { findComparable, type MonthCounts, type Report } from "../../core/report/report.ts";
import { renderRate, renderShare } from "../share.ts";
import { renderTable } from "../table.ts";
import { listCounts, renderCount, renderDate, renderMonth, renderMonthName, renderOrdinal } from "../words.ts";
import { renderLesson, renderToDo } from "./report-lesson.ts";

/**
 * Renders what a hurried reader needs: how it went, what was learned, what to do, and what that rests on; then the
 * rates of two months.
 */
export function renderHeadline(report: Report): string {
  const { month } = report;
  const parts = [
    renderResult(report),
    renderLesson(report),
    renderToDo(report),
    renderGround(month.numbers),
    renderRates(report),
    renderComparison(report),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function renderResult({ month, before, comingCount }: Report): string {
  const { numbers } = month;
  const answered = countAnswered(numbers);
  const name = renderMonthName(month.month);
  if (countEnded(numbers) === 0) {
    const coming =
      comingCount === 0 ? "" : ` ${comingCount} will be asked in ${renderMonthName(moveMonth(month.month, 1))}.`;
    return `**Nothing to judge yet:** no question came to its end in ${name}.${coming}`;
  }
  if (answered === 0)
    return `**Nothing was answered in ${name}:** ${listEnds(numbers)}. That is neither a success nor a miss.`;
  const { worked, partly, missed, unclear } = numbers;
  const others = listCounts([
    [partly, "partly"],
    [missed, "missed"],
    [unclear, "unclear"],
  ]);
  const share = `**${worked} of ${renderCount(answered, "answered change")} worked**${renderRate(worked, answered)}`;
  return `${share}${others === "" ? "" : `, ${others}`}.${renderBefore(before)}`;
}

function listEnds({ unanswered, reverted, dropped, notAsked }: Numbers): string {
  return listCounts([
    [unanswered, "without an answer"],
    [reverted, "reverted"],
    [dropped, "dropped"],
    [notAsked, "not asked"],
  ]);
}

function renderBefore(before: MonthCounts | null): string {
  if (before === null || countAnswered(before.numbers) === 0) return "";
  return ` In ${renderMonthName(before.month)} it was ${renderShare(before.numbers.worked, countAnswered(before.numbers))}.`;
}

/** Renders the coverage behind the rates, without which they say nothing. */
function renderGround(numbers: Numbers): string {
  const answered = countAnswered(numbers);
  const ended = countEnded(numbers);
  const asked = numbers.stated + numbers.unstated;
  const statements = `with something to measure said how we will know${renderRate(numbers.stated, asked)}`;
  if (ended === 0) return asked === 0 ? "" : `**Merged:** ${numbers.stated} of ${asked} ${statements}.`;
  const answers = `${answered} of ${renderCount(ended, "ended question")} got an answer${renderRate(answered, ended)}`;
  if (asked === 0) return `**What this rests on:** ${answers}.`;
  return `**What this rests on:** ${answers}; ${numbers.stated} of ${renderCount(asked, "merged pull request")} ${statements}.`;
}

/** Renders three rates, each with its whole, next to those of the month before when a comparison makes sense. */
function renderRates(report: Report): string {
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
  ["Worked, of answered", (numbers) => renderShare(numbers.worked, countAnswered(numbers))],
  ["Answered, of ended", (numbers) => renderShare(countAnswered(numbers), countEnded(numbers))],
  ["Said how we will know", (numbers) => renderShare(numbers.stated, numbers.stated + numbers.unstated)],
];

/** Renders the title of a column: "October 2026", with the first day when only part of the month was received. */
export function renderColumn({ month, countedFrom }: MonthCounts): string {
  return `${renderMonth(month)}${countedFrom === null ? "" : ` (from the ${renderOrdinal(Number(countedFrom.slice(8)))})`}`;
}

function renderComparison(report: Report): string {
  const { month, before } = report;
  const notes = [
    before === null ? "*Did this work?* was not here the month before, so there is nothing to compare with." : "",
    before !== null && findComparable(report) === null
      ? `In ${renderMonthName(before.month)} nothing was merged, asked or ended, so there is nothing to compare with.`
      : "",
    month.countedFrom === null
      ? ""
      : `This month is not whole: it is counted from ${renderDate(month.countedFrom)}, when *Did this work?* came.`,
  ];
  return notes.filter((note) => note !== "").join(" ");
}
