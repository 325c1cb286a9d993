import { currentQuestion, findAnswer, type Outcome } from "../../core/outcome/outcome.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { quoteInline } from "../neutral.ts";
import { renderDate, VERDICT_WORDS } from "../words.ts";

/** Renders similar outcomes, a line each; "" when there are none. */
export function renderSimilarOutcomes(similar: readonly Outcome[], zone: string): string {
  const lines = similar.map((outcome) => renderLine(outcome, zone)).filter((line) => line !== "");
  return lines.length === 0 ? "" : ["### Similar changes", lines.join("\n")].join("\n\n");
}

function renderLine(outcome: Outcome, zone: string): string {
  const answer = findAnswer(outcome);
  const word = outcome.state === "reverted" ? "Reverted" : answer && VERDICT_WORDS[answer.verdict];
  // A reopened question has no answer at the moment.
  if (!word) return "";
  const on = outcome.endedAt === null ? "" : ` (${renderDate(toCalendarDate(outcome.endedAt, zone))})`;
  const evidence = answer?.evidence ? ` – “${quoteInline(answer.evidence, 160)}”` : "";
  return `- **${word}**${on}: [${quoteInline(outcome.title, 90)}](${findOutcomeAddress(outcome)})${evidence}`;
}

/** The address of the issue that asked, which tells the whole story; where no question was asked, the pull request does. */
export function findOutcomeAddress(outcome: Outcome): string {
  const { url, number } = outcome;
  const { issueNumber } = currentQuestion(outcome);
  return issueNumber === null ? url : url.replace(`/pull/${number}`, `/issues/${issueNumber}`);
}
