import { type Counted, countAnswered } from "../../core/dashboard/numbers.ts";

/** With fewer answers a picture claims more than they show. */
const FEWEST = 5;
const WIDTH = 10;
const SQUARES = [
  ["worked", "🟩"],
  ["partly", "🟨"],
  ["missed", "🟥"],
  ["unclear", "⬜"],
] as const;

/**
 * Draws the answers as ten squares in the order of the counts beside them; "" below five answers. A verdict that was given
 * has at least one square.
 */
export function renderSquares(counted: Counted): string {
  const answered = countAnswered(counted);
  if (answered < FEWEST) return "";
  const given = SQUARES.filter(([verdict]) => counted[verdict] > 0);
  const widths = shareOut(given.map(([verdict]) => counted[verdict]));
  return given.map(([, square], index) => square.repeat(widths[index] ?? 0)).join("");
}

/** Shares out the squares: one each, and the others one by one to the count that has the fewest for its size. */
function shareOut(counts: readonly number[]): readonly number[] {
  const widths = counts.map(() => 1);
  for (let left = WIDTH - counts.length; left > 0; left -= 1) {
    const wants = counts.map((count, index) => count / (widths[index] ?? 1));
    const index = wants.indexOf(Math.max(...wants));
    widths[index] = (widths[index] ?? 0) + 1;
  }
  return widths;
}
