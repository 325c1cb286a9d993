import { findDue } from "../../core/outcome/follow-up.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { findOutcome } from "../../store/outcome.ts";
import { findRepository } from "../../store/repository.ts";
import { findScene, type Scene } from "../repository/repository-context.ts";
import { giveResponses } from "../responses.ts";
import { askQuestion } from "./ask.ts";
import { ensureFollowUp } from "./follow-up.ts";
import { findRoom } from "./question-budget.ts";
import { breakSilence } from "./remind-or-give-up.ts";
import { keepStep } from "./save-transition.ts";
import { takeFollowUpGestures } from "./user-actions.ts";

/** How long to wait before looking again at an outcome whose repository is not active now. */
const DORMANT_MS = 24 * 60 * 60_000;

/** Looks at an outcome: takes in answers, does what is due, and makes its issue say what it should. */
export async function reconcileOutcome(context: Context, repositoryId: number, number: number): Promise<void> {
  const repository = await findRepository(context.db, repositoryId);
  const known = await findOutcome(context.db, repositoryId, number);
  const scene = repository && known && (await findScene(context, repository));
  if (!scene) return;

  const object = `outcome/${repositoryId}/${number}` as const;
  const answered = await takeFollowUpGestures(context, scene, known);
  const outcome = await doWhatIsDue(context, scene, answered);
  const requeueAt = await ensureFollowUp(context, scene, outcome);
  if (outcome.followUpNumber !== null) {
    await giveResponses(context, { repository, number: outcome.followUpNumber, object });
  }
  if (outcome !== known) await enqueue(context, `dashboard/${repositoryId}`);
  for (const at of [requeueAt, findNextDue(context, scene, outcome)]) if (at) await enqueue(context, object, at);
}

async function doWhatIsDue(context: Context, scene: Scene, outcome: Outcome): Promise<Outcome> {
  const { config, isActive } = scene.settings;
  if (!isActive || !config["follow-up"].enabled) return outcome;
  const due = findDue(outcome, config, context.now);
  switch (due.kind) {
    case "ask":
      return askIfThereIsRoom(context, scene, outcome);
    case "nudge":
    case "give-up":
      return breakSilence(context, scene, { outcome, due: due.kind });
    case "nothing":
      return outcome;
  }
}

async function askIfThereIsRoom(context: Context, scene: Scene, outcome: Outcome): Promise<Outcome> {
  const room = await findRoom(context, scene, outcome);
  switch (room.kind) {
    case "room":
      return askQuestion(context, scene, outcome);
    case "later":
      await enqueue(context, `outcome/${outcome.repositoryId}/${outcome.number}`, room.at);
      return outcome;
    case "none":
      return keepStep(context, outcome, { kind: "not-asked", reason: room.reason });
  }
}

function findNextDue({ now }: Context, { settings }: Scene, outcome: Outcome): Date | null {
  const due = findDue(outcome, settings.config, now);
  if (due.kind === "nothing") return due.requeueAt;
  // Still due: it could not be done now. A repository that is dormant is not asked every minute.
  const isDormant = !settings.isActive || !settings.config["follow-up"].enabled;
  return isDormant ? new Date(now.getTime() + DORMANT_MS) : null;
}
