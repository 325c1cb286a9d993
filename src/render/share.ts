import { findRate } from "../core/dashboard/numbers.ts";

/** Renders a part with its whole: "13 of 21 (62%)". Below five only the counts, and a dash when the whole is zero. */
export function renderShare(part: number, whole: number): string {
  return whole === 0 ? "–" : `${part} of ${whole}${renderRate(part, whole)}`;
}

/** Renders " (62%)", to follow a count; "" when the whole is too small for a percentage. */
export function renderRate(part: number, whole: number): string {
  const rate = findRate(part, whole);
  return rate === null ? "" : ` (${rate}%)`;
}
