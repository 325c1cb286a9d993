import { findRate } from "../../core/dashboard/numbers.ts";

/** So many blocks are the whole. */
const WIDTH = 10;

/** A share drawn in text, "██████░░░░"; nothing where the whole is too small for a percentage. Its numbers stand beside it. */
export function renderBar(part: number, whole: number): string {
  const rate = findRate(part, whole);
  if (rate === null) return "";
  // Rounded, but neither empty nor full unless the share is.
  const rounded = Math.round((rate * WIDTH) / 100);
  const filled = part === 0 ? 0 : part === whole ? WIDTH : Math.min(Math.max(rounded, 1), WIDTH - 1);
  return "█".repeat(filled) + "░".repeat(WIDTH - filled);
}
