import { addCounts, type Counted, countAnswered, countEnded, countMerged } from "../../core/dashboard/numbers.ts";
import { renderShare } from "../share.ts";
import { renderTable } from "../table.ts";
import { renderShortMonth } from "../words.ts";
import { renderBar } from "./bar.ts";

type CountedMonth = Counted & { readonly month: string };

/** Renders the months one by one and together, from the first with any activity; "" for less than two. */
export function renderMonths(months: readonly CountedMonth[]): string {
  const first = months.findIndex((month) => countMerged(month) + countEnded(month) > 0);
  const shown = first === -1 ? [] : months.slice(first);
  if (shown.length < 2) return "";
  const rows = [
    ...shown.map((month) => renderMonthRow(renderShortMonth(month.month), month)),
    renderMonthRow("**Total**", addCounts(shown)),
  ];
  // Below five answers there is nothing to draw, so the column is dropped.
  const width = rows.some((row) => row.at(-1) !== "") ? TITLES.length : TITLES.length - 1;
  const cutRows = rows.map((row) => row.slice(0, width));
  return `${renderTable(TITLES.slice(0, width), cutRows, ["left", "right"])}\n\n${LEGEND}`;
}

const TITLES = ["Month", "Merged", "With a measure", "Answered", "Worked", "Trend"];
const LEGEND =
  "*With a measure* is a share of merged pull requests, *Answered* of closed questions, *Worked* of answers.";

function renderMonthRow(name: string, counted: Counted): readonly string[] {
  const answered = countAnswered(counted);
  return [
    name.replace(" ", NO_BREAK),
    String(countMerged(counted)),
    renderShare(counted.stated, counted.stated + counted.unstated),
    renderShare(answered, countEnded(counted)),
    renderShare(counted.worked, answered),
    renderBar(counted.worked, answered),
  ];
}

const NO_BREAK = "\u00A0";
