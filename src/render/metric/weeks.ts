import type { Comparison } from "../../core/metric/comparison.ts";

const BLOCKS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"] as const;

/** Renders weeks as blocks that read in mail too: before, a bar, since. A week that is not complete is a dot. */
export function renderWeeks({ weeksBefore, weeksSince }: Pick<Comparison, "weeksBefore" | "weeksSince">): string {
  const complete = [...weeksBefore, ...weeksSince].filter((week) => week !== null);
  if (complete.length === 0) return "";
  const blocks = renderBlocks([...weeksBefore, ...weeksSince]);
  return `${blocks.slice(0, weeksBefore.length)}|${blocks.slice(weeksBefore.length)}`;
}

/** Renders numbers as blocks, one sign each, drawn from zero so that little change looks little. */
export function renderBlocks(numbers: readonly (number | null)[]): string {
  const known = numbers.filter((number) => number !== null);
  const lowest = Math.min(0, ...known);
  const highest = Math.max(0, ...known);
  return numbers.map((number) => (number === null ? "·" : chooseBlock(number, lowest, highest))).join("");
}

/** The lowest block stands for nothing at all. */
function chooseBlock(number: number, lowest: number, highest: number): string {
  const share = highest === lowest ? 0 : (number - lowest) / (highest - lowest);
  return BLOCKS[Math.round(share * (BLOCKS.length - 1))] ?? "▁";
}
