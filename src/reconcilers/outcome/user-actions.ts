import type { UserAction } from "../../core/delivery/user-action.ts";
import { withFields } from "../../core/log.ts";
import { type Meaning, NO_MEANING } from "../../core/outcome/answer.ts";
import type { CommandEffect } from "../../core/outcome/clock-command.ts";
import { type OutcomeEvent, transition } from "../../core/outcome/life-cycle.ts";
import { currentQuestion, isOwnOutcome, type Outcome } from "../../core/outcome/outcome.ts";
import type { CommandProblem, Response } from "../../core/outcome/response.ts";
import { followUpResource } from "../../core/resource-key.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import { type Context, parseText } from "../../engine/context.ts";
import { dismissResource, findResource, voidResource } from "../../store/managed-resource.ts";
import { completeUserAction, type KeptUserAction, listPendingUserActions } from "../../store/user-action.ts";
import { announceChange } from "../announce.ts";
import { isInsistent } from "../bot-closing.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { mayTriage } from "../repository/rights.ts";
import { carryOutCommand } from "./command-effects.ts";
import { saveChange } from "./save-transition.ts";

/** Applies what people did on a follow-up. Each user action counts once: it is completed together with its effect. */
export async function takeFollowUpActions(
  context: Context,
  repo: RepositoryContext,
  outcome: Outcome,
): Promise<Outcome> {
  const { issueNumber } = currentQuestion(outcome);
  if (issueNumber === null) return outcome;
  const resource = await findResource(context.db, followUpResource(outcome));
  let current = outcome;
  for (const kept of await listPendingUserActions(context.db, outcome.repositoryId, issueNumber)) {
    current = await takeOne(context, repo, { kept, outcome: current, key: resource?.idempotencyKey ?? "" });
  }
  return current;
}

interface Taking {
  readonly kept: KeptUserAction;
  readonly outcome: Outcome;
  readonly key: string;
}

async function takeOne(context: Context, repo: RepositoryContext, { kept, outcome, key }: Taking): Promise<Outcome> {
  const { action, guid, previousCommentAt } = kept;
  const number = currentQuestion(outcome).issueNumber ?? 0;
  const insists = await isInsistent(context, { repositoryId: outcome.repositoryId, number, action });
  const place = { outcome, key, previousCommentAt, isInsistent: insists };
  const meaning = (await parseText(context, "comment", [action, place])) ?? NO_MEANING;
  const needsRight = meaning.found !== undefined || meaning.spoken !== null;
  const isRefused = needsRight && !(await mayAnswer(context, repo, { outcome, action }));
  const command = isRefused ? null : meaning.found?.command;
  const effect = command ? await carryOutCommand(context, repo, { command, outcome, saidAt: action.at }) : null;
  const events = effect && "event" in effect ? [effect.event] : meaning.events;
  const next = isRefused ? outcome : applyAll(outcome, events, toUtcText(context.now));
  const isDone = next !== outcome;
  const response = findResponse({ action, meaning, effect, isRefused, isDone, outcome });
  const after = await context.db.transaction(async (db) => {
    const saved = isDone ? await saveChange({ ...context, db }, next) : outcome;
    if (meaning.disturbs) await voidResource(db, followUpResource(outcome));
    if (action.kind === "removed-issue") await dismissResource(db, followUpResource(outcome), context.now);
    await completeUserAction(db, guid, { response, at: context.now });
    return saved;
  });
  announceChange({ ...context, log: withFields(context.log, { delivery: guid }) }, { before: outcome, after });
  return after;
}

function applyAll(outcome: Outcome, events: readonly OutcomeEvent[], at: string): Outcome {
  return events.reduce((current, event) => transition(current, event, at) ?? current, outcome);
}

/** The assignee and the author by their ids; anybody else by what GitHub says they may do. */
async function mayAnswer(
  context: Context,
  { repository }: RepositoryContext,
  { outcome, action }: { readonly outcome: Outcome; readonly action: UserAction },
): Promise<boolean> {
  const { by } = action;
  return isOwnOutcome(outcome, by.id) || mayTriage(context, repository, by);
}

interface Finding {
  readonly action: UserAction;
  readonly meaning: Meaning;
  readonly effect: CommandEffect;
  readonly isRefused: boolean;
  readonly isDone: boolean;
  readonly outcome: Outcome;
}

function findResponse({ action, meaning, effect, isRefused, isDone, outcome }: Finding): Response | null {
  if (action.kind !== "commented") return null;
  const { commentId } = action;
  const { found } = meaning;
  if (!found && !meaning.spoken) {
    const isEvidence = isDone && meaning.events.some(({ kind }) => kind === "explained");
    return isEvidence ? { commentId, reaction: "+1", reply: null } : null;
  }
  const problem = found
    ? findProblem({ meaning, effect, isRefused, isDone, outcome })
    : findSpokenProblem({ meaning, isRefused, isDone, outcome });
  if (!problem) return { commentId, reaction: "+1", reply: null };
  const reaction = problem.kind === "help" ? "+1" : "confused";
  return { commentId, reaction, reply: { line: found?.line ?? null, problem, place: "follow-up" } };
}

/** The person who tries to answer in words hears why that was not taken. */
function findSpokenProblem({
  meaning: { spoken },
  isRefused,
  isDone,
  outcome,
}: Omit<Finding, "action" | "effect">): CommandProblem | null {
  if (isRefused) return { kind: "no-right" };
  if (spoken?.problem) return spoken.problem;
  return isDone ? null : { kind: "too-late", state: outcome.state };
}

function findProblem({ meaning, effect, isRefused, isDone, outcome }: Omit<Finding, "action">): CommandProblem | null {
  const command = meaning.found?.command;
  if (!command) return meaning.found?.misreading ?? { kind: "unknown" };
  if (command.kind === "help") return { kind: "help" };
  if (command.kind === "skip" || command.kind === "recheck") return { kind: "not-here" };
  if (isRefused) return { kind: "no-right" };
  if (isDone) return null;
  // What this state does not allow, a better date does not allow either.
  const isOpen = outcome.state === "asked" || (command.kind === "shipped" && outcome.state === "waiting");
  return effect && "problem" in effect && isOpen ? effect.problem : { kind: "too-late", state: outcome.state };
}
