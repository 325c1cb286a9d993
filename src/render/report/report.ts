import { countEnded, countMerged } from "../../core/dashboard/numbers.ts";
import { renderMarker } from "../../core/marker.ts";
import { findComparable, type MonthCounts } from "../../core/report/report.ts";
import { fitSections, foldSections, keepWhole } from "../fit.ts";
import { renderFooter } from "../footer.ts";
import { quoteInline } from "../neutral.ts";
import { renderTable } from "../table.ts";
import { renderMonth, renderMonthName } from "../words.ts";
import { listFindings, listGaps } from "./report-findings.ts";
import { renderColumn, renderHeadline, renderRates } from "./report-headline.ts";
import { listComing, listExempt, listNotAsked, listTakenBack, listUnanswered } from "./report-lists.ts";
import { explainGaps, explainMisses } from "./report-reasons.ts";
import { countNextSteps, listToDo } from "./report-to-do.ts";
import type { ReportView } from "./report-view.ts";

/** GitHub accepts 65,536 characters in a body (renovatebot/renovate#2032). */
const MOST_CHARACTERS = 59_000;

/** Renders the title, such as "Outcomes: October 2026". */
export function renderReportTitle(month: string): string {
  return `Outcomes: ${renderMonth(month)}`;
}

/**
 * Renders the monthly issue, which is written once. What to do comes before what to know; the
 * counts are folded.
 */
export function renderReport(report: ReportView, key: string): string {
  const sections = [
    keepWhole(renderHeadline(report)),
    ...listToDo(report),
    ...listFindings(report),
    ...listGaps(report),
    ...listUnanswered(report),
    ...listComing(report),
    ...foldSections("All numbers", [
      keepWhole(renderNumbers(report)),
      ...explainMisses(report),
      ...explainGaps(report),
      ...countNextSteps(report),
      ...listNotAsked(report),
      ...listTakenBack(report),
      ...listExempt(report),
    ]),
    keepWhole(renderLastLine(report)),
  ];
  return `${renderMarker(key)}\n${fitSections(sections, MOST_CHARACTERS)}\n`;
}

/** Renders every count once, so that readers can see that they add up; counts of zero have no row. */
function renderNumbers(report: ReportView): string {
  const shown = [report.month, findComparable(report)].filter((counts) => counts !== null);
  const rows = COUNTS.map(([name, count]) => ({ name, counts: shown.map(count) }))
    .filter(({ name, counts }) => name.startsWith("**") || counts.some((count) => count > 0))
    .map(({ name, counts }) => [name, ...counts.map(String)]);
  const table = renderTable(["", ...shown.map(renderColumn)], rows, ["left", ...shown.map(() => "right" as const)]);
  return ["## Totals", renderRates(report), table].filter((part) => part !== "").join("\n\n");
}

const COUNTS: readonly (readonly [string, (counts: MonthCounts) => number])[] = [
  ["**Questions asked**", ({ asked }) => asked],
  ["**Questions closed**", ({ numbers }) => countEnded(numbers)],
  ["Worked", ({ numbers }) => numbers.worked],
  ["Partly", ({ numbers }) => numbers.partly],
  ["Missed", ({ numbers }) => numbers.missed],
  ["Can't tell", ({ numbers }) => numbers.unclear],
  ["Unanswered", ({ numbers }) => numbers.unanswered],
  ["Reverted", ({ numbers }) => numbers.reverted],
  ["Dropped", ({ numbers }) => numbers.dropped],
  ["Not asked", ({ numbers }) => numbers.notAsked],
  ["**Pull requests merged**", ({ numbers }) => countMerged(numbers)],
  ["With a success measure", ({ numbers }) => numbers.stated],
  ["Without one", ({ numbers }) => numbers.unstated],
  ["Nothing to measure", ({ numbers }) => numbers.exempt],
  ["Skipped (not counted)", ({ numbers }) => numbers.skipped],
];

function renderLastLine(report: ReportView): string {
  const before = findComparable(report);
  const late = before === null ? "" : `, so ${renderMonthName(before.month)} may differ from its own report`;
  const facts = [
    `Dates in ${quoteInline(report.zone)}`,
    `late answers count in the month they arrive${late}`,
    "silence never counts as success",
    report.dashboard === null ? "" : `[Dashboard](${report.dashboard})`,
  ];
  return renderFooter(facts, report.about);
}
