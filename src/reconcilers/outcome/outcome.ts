import { findDue } from "../../core/outcome/follow-up.ts";
import { currentQuestion, type Outcome } from "../../core/outcome/outcome.ts";
import type { ReconcileKeyParts } from "../../core/reconcile-key.ts";
import type { Context } from "../../engine/context.ts";
import { DONE, type Result, requeueAtFirst, tryPart } from "../../engine/result.ts";
import { findOutcome } from "../../store/outcome.ts";
import { findRepository } from "../../store/repository.ts";
import { showMetrics } from "../metric/shown-metrics.ts";
import { takeReverts } from "../pull-request/revert.ts";
import { type RepositoryContext, readRepositoryContext } from "../repository/repository-context.ts";
import { giveResponses } from "../responses.ts";
import { askQuestion } from "./ask.ts";
import { ensureFollowUp, noteUnnoticedQuestion } from "./follow-up.ts";
import { ensureOutcomeCheck } from "./outcome-check.ts";
import { type Progress, settled } from "./progress.ts";
import { checkBudget } from "./question-budget.ts";
import { remindOrGiveUp } from "./remind-or-give-up.ts";
import { saveTransition } from "./save-transition.ts";
import { endSecondLook } from "./second-look.ts";
import { takeClock } from "./take-clock.ts";
import { takeNumbers } from "./take-numbers.ts";
import { takeFollowUpActions } from "./user-actions.ts";

/** How long to wait while the repository is not active. */
const DORMANT_MS = 24 * 60 * 60_000;

/** Reconciles an outcome: applies answers, does what is due, and makes its issue and its check match. */
export async function reconcileOutcome(
  context: Context,
  { id: repositoryId, rest }: ReconcileKeyParts,
): Promise<Result> {
  const number = Number(rest);
  const repository = await findRepository(context.db, repositoryId);
  const known = await findOutcome(context.db, repositoryId, number);
  const repo = repository && known && (await readRepositoryContext(context, repository));
  if (!repo) return DONE;

  const standing = await takeReverts(context, repo, known);
  const answered = await takeFollowUpActions(context, repo, standing);
  const clocked = await takeClock(context, repo, answered);
  const done = await doWhatIsDue(context, repo, clocked);
  const { outcome: measured, numbers } = await takeNumbers(context, repo, done.outcome);
  const shown = showMetrics(context, repo, numbers);
  const looked = await endSecondLook(context, repo, { outcome: measured, numbers: shown });
  const noted = await noteUnnoticedQuestion(context, repo, looked.outcome);
  const { outcome } = noted;
  const followUpAt = await ensureFollowUp(context, repo, { outcome, numbers: shown });
  const { issueNumber } = currentQuestion(outcome);
  const responsesAt = issueNumber && (await giveResponses(context, repository, issueNumber));
  // Last, since it may be blocked for a reason of its own.
  const check = await tryPart(() => ensureOutcomeCheck(context, repo, { outcome, numbers: shown }));
  const checkAt = "blocked" in check ? null : check.value;
  const due = requeueAtFirst(
    done.requeueAt,
    looked.requeueAt,
    noted.requeueAt,
    followUpAt,
    responsesAt || null,
    checkAt,
    findNextDue(context, repo, outcome),
  );
  return "blocked" in check ? { ...due, blocked: check.blocked } : due;
}

async function doWhatIsDue(context: Context, repo: RepositoryContext, outcome: Outcome): Promise<Progress> {
  const { config, isActive } = repo.settings;
  if (!isActive || !config["follow-up"].enabled) return settled(outcome);
  const due = findDue(outcome, config, context.now);
  switch (due.kind) {
    case "ask":
      return askWithinBudget(context, repo, outcome);
    case "remind":
    case "give-up":
      return remindOrGiveUp(context, repo, { outcome, due: due.kind });
    case "second-look":
      return settled(await saveTransition(context, outcome, { kind: "second-look" }));
    case "nothing":
      return settled(outcome);
  }
}

async function askWithinBudget(context: Context, repo: RepositoryContext, outcome: Outcome): Promise<Progress> {
  const budget = await checkBudget(context, repo, outcome);
  switch (budget.kind) {
    case "granted":
      return askQuestion(context, repo, outcome);
    case "later":
      return { outcome, requeueAt: budget.at };
    case "none":
      return settled(await saveTransition(context, outcome, { kind: "not-asked", reason: budget.reason }));
  }
}

function findNextDue({ now }: Context, { settings }: RepositoryContext, outcome: Outcome): Date | null {
  const due = findDue(outcome, settings.config, now);
  if (due.kind === "nothing") return due.requeueAt;
  // Still due, because it could not be done now. An inactive repository is checked only once a day.
  const isDormant = !settings.isActive || !settings.config["follow-up"].enabled;
  return isDormant ? new Date(now.getTime() + DORMANT_MS) : null;
}
