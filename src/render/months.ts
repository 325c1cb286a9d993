import { addCounts, type Counted, countAnswered, countEnded, countMerged } from "../core/numbers.ts";
import { renderBar } from "./bar.ts";
import { renderShare } from "./share.ts";
import { renderTable } from "./table.ts";
import { renderMonth, VERDICT_WORDS } from "./words.ts";

type CountedMonth = Counted & { readonly month: string };

/** The months one by one and together, from the first in which anything happened on; "" where there is not more than one. */
export function renderMonths(months: readonly CountedMonth[]): string {
  const first = months.findIndex((month) => countMerged(month) + countEnded(month) > 0);
  const shown = first === -1 ? [] : months.slice(first);
  if (shown.length < 2) return "";
  return renderTable(
    ["Month", "Merged", "Said how they would know", "Answered, of ended", "Worked, of answered", ""],
    [
      ...shown.map((month) => renderMonthRow(renderMonth(month.month), month)),
      renderMonthRow("**Together**", addCounts(shown)),
    ],
    ["left", "right"],
  );
}

function renderMonthRow(name: string, counted: Counted): readonly string[] {
  const answered = countAnswered(counted);
  return [
    name,
    String(countMerged(counted)),
    renderShare(counted.stated, counted.stated + counted.unstated),
    renderShare(answered, countEnded(counted)),
    renderShare(counted.worked, answered),
    renderBar(counted.worked, answered),
  ];
}

/**
 * The verdicts as a pie, which GitHub draws; "" below five answers, since a pie is nothing but percentages. Only our words
 * and numbers go in here: a diagram has a language of its own.
 */
export function renderPie(counted: Counted): string {
  if (countAnswered(counted) < 5) return "";
  const slices = (["worked", "partly", "missed", "unclear"] as const)
    .filter((verdict) => counted[verdict] > 0)
    .map((verdict) => `    "${VERDICT_WORDS[verdict]}" : ${counted[verdict]}`);
  return ["```mermaid", "pie showData", "    title Answers", ...slices, "```"].join("\n");
}
