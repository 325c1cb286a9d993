import type { Gesture } from "../../core/delivery/user-action.ts";
import { interpret, type Meaning } from "../../core/outcome/answer.ts";
import { type LifeEvent, step } from "../../core/outcome/life-cycle.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import type { CommandProblem, Response } from "../../core/outcome/response.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import type { Context } from "../../engine/context.ts";
import { dismissResource, findResource, voidResource } from "../../store/managed-resource.ts";
import { saveOutcome } from "../../store/outcome.ts";
import { type KeptGesture, listUntakenGestures, takeGesture } from "../../store/user-action.ts";
import type { Scene } from "../repository/repository-context.ts";
import { mayTriage } from "../repository/rights.ts";
import { type Wish, workOutWish } from "./command-effects.ts";

/** Acts upon what people did on a follow-up. Each gesture counts once: it is taken with what follows from it, or not at all. */
export async function takeFollowUpGestures(context: Context, scene: Scene, outcome: Outcome): Promise<Outcome> {
  if (outcome.followUpNumber === null) return outcome;
  const resource = await findResource(context.db, followUpKey(outcome));
  let current = outcome;
  for (const kept of await listUntakenGestures(context.db, outcome.repositoryId, outcome.followUpNumber)) {
    current = await takeOne(context, scene, { kept, outcome: current, key: resource?.key ?? "" });
  }
  return current;
}

function followUpKey({ repositoryId, number }: Outcome): string {
  return `follow-up/${repositoryId}/${number}`;
}

interface Taking {
  readonly kept: KeptGesture;
  readonly outcome: Outcome;
  readonly key: string;
}

async function takeOne(context: Context, scene: Scene, { kept, outcome, key }: Taking): Promise<Outcome> {
  const { gesture, guid } = kept;
  const meaning = interpret(gesture, outcome, key);
  const needsRight = meaning.found !== undefined || meaning.isSpoken;
  const isRefused = needsRight && !(await mayAnswer(context, scene, { outcome, gesture }));
  const command = isRefused ? null : meaning.found?.command;
  const wish = command ? await workOutWish(context, scene, { command, outcome }) : null;
  const events = wish && "event" in wish ? [wish.event] : meaning.events;
  const after = isRefused ? outcome : applyAll(outcome, events, toUtcText(context.now));
  const response = findResponse({ gesture, meaning, wish, isRefused, isDone: after !== outcome, outcome });
  await context.db.transaction(async (db) => {
    if (after !== outcome) await saveOutcome(db, after);
    if (meaning.disturbs) await voidResource(db, followUpKey(outcome));
    if (gesture.kind === "removed-issue") await dismissResource(db, followUpKey(outcome), context.now);
    await takeGesture(db, guid, { response, at: context.now });
  });
  return after;
}

function applyAll(outcome: Outcome, events: readonly LifeEvent[], at: string): Outcome {
  return events.reduce((current, event) => step(current, event, at) ?? current, outcome);
}

/** The owner and the author by their ids; anybody else by what GitHub says they may do. */
async function mayAnswer(
  context: Context,
  { repository }: Scene,
  { outcome, gesture }: { readonly outcome: Outcome; readonly gesture: Gesture },
): Promise<boolean> {
  const { by } = gesture;
  if (by.id === outcome.author.id || by.id === outcome.owner?.id) return true;
  return mayTriage(context, repository, by);
}

interface Finding {
  readonly gesture: Gesture;
  readonly meaning: Meaning;
  readonly wish: Wish;
  readonly isRefused: boolean;
  readonly isDone: boolean;
  readonly outcome: Outcome;
}

function findResponse({ gesture, meaning, wish, isRefused, isDone, outcome }: Finding): Response | null {
  if (gesture.kind !== "commented") return null;
  const { commentId } = gesture;
  const { found } = meaning;
  if (!found) return respondToWords({ isRefused, isDone, commentId });
  const problem = findProblem({ meaning, wish, isRefused, isDone, outcome });
  if (!problem) return { commentId, reaction: "+1", reply: null };
  const reaction = problem.kind === "help" ? "+1" : "confused";
  return { commentId, reaction, reply: { line: found.line, problem, place: "follow-up" } };
}

/** Words that changed something are acknowledged; whoever may not answer merely took part in the conversation. */
function respondToWords({
  isRefused,
  isDone,
  commentId,
}: Pick<Finding, "isRefused" | "isDone"> & { readonly commentId: number }): Response | null {
  return isDone && !isRefused ? { commentId, reaction: "+1", reply: null } : null;
}

function findProblem({ meaning, wish, isRefused, isDone, outcome }: Omit<Finding, "gesture">): CommandProblem | null {
  const command = meaning.found?.command;
  if (!command) return { kind: "not-understood" };
  if (command.kind === "help") return { kind: "help" };
  if (command.kind === "skip" || command.kind === "recheck") return { kind: "not-here" };
  if (isRefused) return { kind: "no-right" };
  if (isDone) return null;
  // What cannot be done in this state cannot be done with a better date either.
  return wish && "problem" in wish && outcome.state === "asked"
    ? wish.problem
    : { kind: "too-late", state: outcome.state };
}
