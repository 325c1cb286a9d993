import type { Milestone } from "../core/milestone.ts";
import type { Outcome } from "../core/outcome/outcome.ts";
import { listOutcomeMilestones } from "../core/outcome/outcome-milestones.ts";
import type { Context } from "../engine/context.ts";

const SENTENCES: Readonly<Record<Milestone["kind"], string>> = {
  shipped: "a change shipped",
  asked: "asked a question",
  answered: "a question was answered",
  unanswered: "a question closed without an answer",
  reported: "opened a monthly issue",
  redelivered: "requested redelivery of a failed delivery",
};

/** Logs a milestone in one line and counts it. Called after the commit that makes it true, so that it is told once. */
export function announce({ log, onMilestone }: Pick<Context, "log" | "onMilestone">, milestone: Milestone): void {
  const { kind, ...subject } = milestone;
  log.info({ milestone: kind, ...subject }, SENTENCES[kind]);
  onMilestone(milestone);
}

/** The same for all that a change of an outcome means. */
export function announceChange(
  context: Pick<Context, "log" | "onMilestone">,
  { before, after }: { readonly before: Outcome; readonly after: Outcome },
): void {
  for (const milestone of listOutcomeMilestones(before, after)) announce(context, milestone);
}
