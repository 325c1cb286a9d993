import { type Counted, countAnswered, findRate } from "../../core/dashboard/numbers.ts";
import { VERDICTS, type Verdict } from "../../core/outcome/verdict.ts";
import { VERDICT_WORDS } from "../words.ts";

/** The same in light and dark, and in a mail. */
const SQUARES: { readonly [V in Verdict]: string } = { worked: "🟩", partly: "🟨", missed: "🟥", unclear: "⬜" };

const MOST = 20;

/**
 * Draws the answers as a line of squares, one for each or, of many, in their proportions; "" when there are too few for a
 * percentage. Their numbers stand beside it.
 */
export function renderSquares(counted: Counted): string {
  const answered = countAnswered(counted);
  if (findRate(counted.worked, answered) === null) return "";
  const given = VERDICTS.filter((verdict) => counted[verdict] > 0);
  const scale = Math.min(1, MOST / answered);
  const line = given.map((verdict) => SQUARES[verdict].repeat(Math.max(1, Math.round(counted[verdict] * scale))));
  const legend = given.map((verdict) => `${SQUARES[verdict]} ${VERDICT_WORDS[verdict].toLowerCase()}`);
  return `${line.join("")}\n\n<sub>${legend.join(" · ")}</sub>`;
}
