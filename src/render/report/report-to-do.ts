import type { Verdict } from "../../core/outcome/verdict.ts";
import { type AnswerCount, type Report, sumAnswers } from "../../core/report/report.ts";
import { renderReason } from "../outcome/reason.ts";

/** Renders what was decided, and what still has to be made visible. */
export function renderToDo({ month, answers }: Report): string {
  const { unclear } = month.numbers;
  const toRemove = sumAnswers(answers, ({ next }) => next === "remove");
  const toIterate = sumAnswers(answers, ({ next }) => next === "iterate");
  const parts = [
    toRemove > 0 ? `remove ${toRemove}` : "",
    toIterate > 0 ? `iterate on ${toIterate}` : "",
    unclear > 0 ? `find a way to see ${unclear}${renderMostNamed(answers, ["unclear"])}` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `**To do:** ${parts.join(", ")}.`;
}

/** Renders the reason named most often, to follow a count; "" when no reason stands out. */
function renderMostNamed(answers: readonly AnswerCount[], verdicts: readonly Verdict[]): string {
  const meant = answers.filter(({ verdict, why }) => verdicts.includes(verdict) && why !== null);
  const [first, second] = [...new Set(meant.map(({ why }) => why))]
    .map((why) => ({ why, count: sumAnswers(meant, (answer) => answer.why === why) }))
    .sort((a, b) => b.count - a.count);
  if (!first || first.count < 2 || first.count === second?.count) return "";
  return ` (mostly: ${renderReason(first.why)})`;
}
