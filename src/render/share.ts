import { findRate } from "../core/dashboard/numbers.ts";

/** A part with its whole: "13 of 21 (62 %)"; below five only the counts, and a dash where there is nothing to share. */
export function renderShare(part: number, whole: number): string {
  return whole === 0 ? "–" : `${part} of ${whole}${renderRate(part, whole)}`;
}

/** " (62 %)" behind a count; nothing where the whole is too small for a percentage. */
export function renderRate(part: number, whole: number): string {
  const rate = findRate(part, whole);
  return rate === null ? "" : ` (${rate} %)`;
}
