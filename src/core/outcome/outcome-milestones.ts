import type { Milestone } from "../milestone.ts";
import { currentQuestion, listAnswers, type Outcome } from "./outcome.ts";

/** What happened to an outcome between two of its versions. A second look at an answer is an answer of its own. */
export function listOutcomeMilestones(before: Outcome, after: Outcome): readonly Milestone[] {
  const { repositoryId, number } = after;
  const subject = { repositoryId, number };
  const asked = { ...subject, issue: currentQuestion(after).issueNumber };
  const milestones: Milestone[] = [];
  if (before.clockStartedAt === null && after.clockStartedAt !== null && after.shippedIn) {
    milestones.push({ kind: "shipped", ...subject, by: after.shippedIn.kind });
  }
  if (after.state === "asked" && before.state !== "asked") milestones.push({ kind: "asked", ...asked });
  for (const { verdict } of listAnswers(after).slice(listAnswers(before).length)) {
    milestones.push({ kind: "answered", ...asked, verdict });
  }
  if (after.state === "unanswered" && before.state !== "unanswered") milestones.push({ kind: "unanswered", ...asked });
  return milestones;
}
