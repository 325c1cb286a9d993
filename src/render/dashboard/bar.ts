import { findRate } from "../../core/dashboard/numbers.ts";

/** Blocks in a full bar. */
const WIDTH = 10;

/**
 * Draws a share as text, "██████░░░░"; "" when the whole is too small for a percentage. The numbers stand next to it.
 */
export function renderBar(part: number, whole: number): string {
  const rate = findRate(part, whole);
  if (rate === null) return "";
  // Rounded, but empty or full only when the share is.
  const rounded = Math.round((rate * WIDTH) / 100);
  const filled = part === 0 ? 0 : part === whole ? WIDTH : Math.min(Math.max(rounded, 1), WIDTH - 1);
  return "█".repeat(filled) + "░".repeat(WIDTH - filled);
}
