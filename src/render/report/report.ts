import { countAnswered, countEnded, countMerged } from "../../core/dashboard/numbers.ts";
import { renderMarker } from "../../core/marker.ts";
import { findComparable, type MonthCounts, type Report } from "../../core/report/report.ts";
import { fitSections, keepWhole } from "../fit.ts";
import { quoteInline } from "../neutral.ts";
import { renderTable } from "../table.ts";
import { renderMonth, renderMonthName, VERDICT_WORDS } from "../words.ts";
import { listFindings, listGaps } from "./report-findings.ts";
import { renderColumn, renderHeadline } from "./report-headline.ts";
import { listComing, listExempt, listNotAsked, listTakenBack, listUnanswered } from "./report-lists.ts";

/** GitHub accepts 65,536 characters in a body (renovatebot/renovate#2032). */
const MOST_CHARACTERS = 59_000;

/** Renders the title, such as "Outcomes: October 2026". */
export function renderReportTitle(month: string): string {
  return `Outcomes: ${renderMonth(month)}`;
}

/**
 * Renders the monthly issue, which is written once and never again. What to do comes before what to know; the
 * bookkeeping is last.
 */
export function renderReport(report: Report, key: string): string {
  const sections = [
    keepWhole(renderHeadline(report)),
    ...listFindings(report),
    ...listGaps(report),
    ...listUnanswered(report),
    ...listComing(report),
    ...listNotAsked(report),
    ...listTakenBack(report),
    ...listExempt(report),
    keepWhole(renderNumbers(report)),
    keepWhole(renderFooter(report)),
  ];
  return `${renderMarker(key)}\n${fitSections(sections, MOST_CHARACTERS)}\n`;
}

/** Renders every count once, so that readers can see that they add up; counts of zero have no row. */
function renderNumbers(report: Report): string {
  const shown = [report.month, findComparable(report)].filter((counts) => counts !== null);
  const rows = COUNTS.map(([name, count]) => ({ name, counts: shown.map(count) }))
    .filter(({ name, counts }) => name.startsWith("**") || counts.some((count) => count > 0))
    .map(({ name, counts }) => [name, ...counts.map(String)]);
  const table = renderTable(["", ...shown.map(renderColumn)], rows, ["left", ...shown.map(() => "right" as const)]);
  return ["## In numbers", table, renderPie(report.month)].filter((part) => part !== "").join("\n\n");
}

const COUNTS: readonly (readonly [string, (counts: MonthCounts) => number])[] = [
  ["**Questions asked**", ({ asked }) => asked],
  ["**Questions ended**", ({ numbers }) => countEnded(numbers)],
  ["Worked", ({ numbers }) => numbers.worked],
  ["Partly", ({ numbers }) => numbers.partly],
  ["Missed", ({ numbers }) => numbers.missed],
  ["Unclear", ({ numbers }) => numbers.unclear],
  ["Without an answer", ({ numbers }) => numbers.unanswered],
  ["Reverted", ({ numbers }) => numbers.reverted],
  ["Dropped", ({ numbers }) => numbers.dropped],
  ["Not asked", ({ numbers }) => numbers.notAsked],
  ["**Pull requests merged**", ({ numbers }) => countMerged(numbers)],
  ["Said how we will know", ({ numbers }) => numbers.stated],
  ["Did not say", ({ numbers }) => numbers.unstated],
  ["Nothing to measure", ({ numbers }) => numbers.exempt],
  ["Left alone, in no total", ({ numbers }) => numbers.skipped],
];

/** Misses first, as everywhere; also, the third colour of a pie is green. */
const SLICES = ["missed", "partly", "worked", "unclear"] as const;
/** With fewer answers, or when all say the same, a picture shows nothing that the table does not. */
const FEWEST_FOR_A_PICTURE = 5;

function renderPie({ month, numbers }: MonthCounts): string {
  const slices = SLICES.filter((verdict) => numbers[verdict] > 0);
  if (countAnswered(numbers) < FEWEST_FOR_A_PICTURE || slices.length < 2) return "";
  const lines = slices.map((verdict) => `    "${VERDICT_WORDS[verdict]}" : ${numbers[verdict]}`);
  return ["```mermaid", `pie title Answers in ${renderMonth(month)}`, ...lines, "```"].join("\n");
}

function renderFooter(report: Report): string {
  const before = findComparable(report);
  const parts = [
    `By *Did this work?* Months are those of ${quoteInline(report.zone)}.`,
    "Pull requests count on the day they were merged, questions on the day they ended; a late answer counts when it comes, and this page stays as it is.",
    before === null
      ? ""
      : `${renderMonthName(before.month)} is counted as it stands now, which differs from its own page where answers came late.`,
  ];
  return `<sub>${parts.filter((part) => part !== "").join(" ")}</sub>`;
}
