import { findAnswer, type Outcome } from "../../core/outcome/outcome.ts";
import type { Verdict } from "../../core/outcome/verdict.ts";
import { type AnswerCount, sumAnswers } from "../../core/report/report.ts";
import { quoteInline } from "../neutral.ts";
import { renderOutcomeLink } from "../outcome/outcome-link.ts";
import { renderReason } from "../outcome/reason.ts";
import type { ReportView } from "./report-view.ts";

const LONGEST_EVIDENCE = 200;

/** Renders the first finding in its own words, since a number alone teaches nothing; a miss comes before a success. */
export function renderLesson({ month, ended, answers, place }: ReportView): string {
  const [first] = LESSONS.flatMap((verdict) => ended.filter((outcome) => isEvident(outcome, verdict)));
  const answer = first && findAnswer(first);
  if (!first || !answer?.evidence) return "";
  const words = `${renderOutcomeLink(first, place)} ${WENT[answer.verdict]} – “${quoteInline(answer.evidence, LONGEST_EVIDENCE)}”`;
  const { missed, partly } = month.numbers;
  const others = missed + partly - (answer.verdict === "worked" ? 0 : 1);
  const reason = renderMostNamed(answers, ["missed", "partly"]);
  const mostly = reason === "" ? "" : `, mostly ${reason}`;
  return `**What we learned:** ${words}${others === 0 ? "" : ` (+${others} more below${mostly})`}.`;
}

const LESSONS = ["missed", "partly", "worked"] as const;
const WENT: { readonly [V in Verdict]: string } = {
  missed: "missed",
  partly: "partly worked",
  worked: "worked",
  unclear: "is unclear",
};

function isEvident(outcome: Outcome, verdict: Verdict): boolean {
  const answer = findAnswer(outcome);
  return answer?.verdict === verdict && answer.evidence !== null;
}

/** Renders what was decided, and what is still to be made visible. */
export function renderToDo({ month, answers }: ReportView): string {
  const { unclear } = month.numbers;
  const toRemove = sumAnswers(answers, ({ next }) => next === "remove");
  const toIterate = sumAnswers(answers, ({ next }) => next === "iterate");
  const parts = [
    toRemove > 0 ? `remove ${toRemove}` : "",
    toIterate > 0 ? `iterate on ${toIterate}` : "",
    unclear > 0 ? `find a way to judge ${unclear}${mostNamed(answers, ["unclear"])}` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `**To do:** ${parts.join(", ")}.`;
}

/** The reason named most often, in parentheses to follow a count; "" when no reason stands out. */
function mostNamed(answers: readonly AnswerCount[], verdicts: readonly Verdict[]): string {
  const reason = renderMostNamed(answers, verdicts);
  return reason === "" ? "" : ` (mostly ${reason})`;
}

/** Renders the reason named most often; "" when no reason stands out. */
function renderMostNamed(answers: readonly AnswerCount[], verdicts: readonly Verdict[]): string {
  const meant = answers.filter(({ verdict, why }) => verdicts.includes(verdict) && why !== null);
  const [first, second] = [...new Set(meant.map(({ why }) => why))]
    .map((why) => ({ why, count: sumAnswers(meant, (answer) => answer.why === why) }))
    .sort((a, b) => b.count - a.count);
  if (!first || first.count < 2 || first.count === second?.count) return "";
  return renderReason(first.why);
}
