import type { Comparison } from "../../core/metric/comparison.ts";

const BLOCKS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"] as const;

/** Renders weeks as blocks that read in mail too: before, a bar, since. A week that is not complete is a dot. */
export function renderWeeks({ weeksBefore, weeksSince }: Pick<Comparison, "weeksBefore" | "weeksSince">): string {
  const complete = [...weeksBefore, ...weeksSince].filter((week) => week !== null);
  if (complete.length === 0) return "";
  const lowest = Math.min(0, ...complete);
  const highest = Math.max(0, ...complete);
  const render = (weeks: readonly (number | null)[]) =>
    weeks.map((week) => (week === null ? "·" : chooseBlock(week, lowest, highest))).join("");
  return `${render(weeksBefore)}|${render(weeksSince)}`;
}

/** The lowest block stands for nothing at all. */
function chooseBlock(week: number, lowest: number, highest: number): string {
  const share = highest === lowest ? 0 : (week - lowest) / (highest - lowest);
  return BLOCKS[Math.round(share * (BLOCKS.length - 1))] ?? "▁";
}
