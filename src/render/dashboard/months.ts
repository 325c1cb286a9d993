import { addCounts, type Counted, countAnswered, countEnded, countMerged } from "../../core/dashboard/numbers.ts";
import { renderShare } from "../share.ts";
import { renderTable } from "../table.ts";
import { renderShortMonth, VERDICT_WORDS } from "../words.ts";
import { renderBar } from "./bar.ts";

type CountedMonth = Counted & { readonly month: string };

/** Renders the months one by one and together, from the first with any activity; "" for less than two. */
export function renderMonths(months: readonly CountedMonth[]): string {
  const first = months.findIndex((month) => countMerged(month) + countEnded(month) > 0);
  const shown = first === -1 ? [] : months.slice(first);
  if (shown.length < 2) return "";
  const rows = [
    ...shown.map((month) => renderMonthRow(renderShortMonth(month.month), month)),
    renderMonthRow("**Together**", addCounts(shown)),
  ];
  // Below five answers there is nothing to draw, so the column is dropped.
  const width = rows.some((row) => row.at(-1) !== "") ? TITLES.length : TITLES.length - 1;
  const cutRows = rows.map((row) => row.slice(0, width));
  return `${renderTable(TITLES.slice(0, width), cutRows, ["left", "right"])}\n\n${LEGEND}`;
}

const TITLES = ["Month", "Merged", "Said how", "Answered", "Worked", ""];
const LEGEND = "Said how: of merged, how they would know. Answered: of ended. Worked: of answered.";

function renderMonthRow(name: string, counted: Counted): readonly string[] {
  const answered = countAnswered(counted);
  return [
    name.replace(" ", NO_BREAK),
    String(countMerged(counted)),
    renderTiedShare(counted.stated, counted.stated + counted.unstated),
    renderTiedShare(answered, countEnded(counted)),
    renderTiedShare(counted.worked, answered),
    renderBar(counted.worked, answered),
  ];
}

/** Keeps a percent sign next to its number in a narrow column. */
function renderTiedShare(part: number, whole: number): string {
  return renderShare(part, whole).replace(" %", `${NO_BREAK}%`);
}

const NO_BREAK = "\u00A0";

/**
 * Renders the verdicts as a pie, which GitHub draws; "" below five answers, since a pie shows only percentages. Only
 * our own words and numbers go in: diagrams have a syntax of their own.
 */
export function renderPie(counted: Counted): string {
  if (countAnswered(counted) < 5) return "";
  const slices = (["worked", "partly", "missed", "unclear"] as const)
    .filter((verdict) => counted[verdict] > 0)
    .map((verdict) => `    "${VERDICT_WORDS[verdict]}" : ${counted[verdict]}`);
  return ["```mermaid", "pie showData", "    title Answers", ...slices, "```"].join("\n");
}
