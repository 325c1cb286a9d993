import type { Measured } from "./reading-corpus.ts";
import { toRow, type Verdict } from "./reading-score.ts";

/** Prints the scores of one field, and each misreading that may be shown. Unsure labels are counted apart. */
export function printScores(field: Measured, verdicts: readonly Verdict[]): void {
  const [sure, unsure] = [verdicts.filter((one) => !one.isUnsure), verdicts.filter((one) => one.isUnsure)];
  const rows = [toRow(field, sure)];
  if (field === "problem") {
    rows.push(toRow("problem by heading", sure, "heading"), toRow("problem by hint", sure, "template_hint"));
  }
  if (unsure.length > 0) rows.push(toRow(`${field}, label unsure`, unsure));
  console.table(rows);
  for (const { outcome, words, isUnsure } of verdicts) {
    if (outcome === "right" || outcome === "nothing" || words === null) continue;
    console.log(`  ${outcome}${isUnsure ? ", unsure" : ""}: ${words.slice(0, 260)}`);
  }
}
