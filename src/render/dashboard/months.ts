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
  // Below five answers there is nothing to draw; without two months to compare, the column is dropped.
  const drawn = rows.slice(0, -1).filter((row) => row.at(-1) !== "").length;
  const width = drawn < 2 ? TITLES.length - 1 : TITLES.length;
  const cutRows = rows.map((row) => row.slice(0, width));
  return `${renderTable(TITLES.slice(0, width), cutRows, ALIGN)}\n\n${LEGEND}`;
}

/** The rates in the order of the headline, so that a narrow screen shows what matters most. */
const TITLES = ["Month", "Worked", "Answered", "With a measure", "Merged", "Trend"];
const ALIGN = ["left", "left", "left", "left", "right"] as const;
const LEGEND =
  "*Worked* is a share of answers, *Answered* of closed questions, *With a measure* of merged pull requests.";

function renderMonthRow(name: string, counted: Counted): readonly string[] {
  const answered = countAnswered(counted);
  return [
    name.replace(" ", NO_BREAK),
    renderShare(counted.worked, answered),
    renderShare(answered, countEnded(counted)),
    renderShare(counted.stated, counted.stated + counted.unstated),
    String(countMerged(counted)),
    renderBar(counted.worked, answered),
  ];
}

const NO_BREAK = "\u00A0";
