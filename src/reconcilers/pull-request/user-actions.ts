import type { Gesture } from "../../core/delivery/user-action.ts";
import { type Command, type FoundCommand, findNewCommand } from "../../core/outcome/command.ts";
import { step } from "../../core/outcome/life-cycle.ts";
import type { CommandProblem, Response } from "../../core/outcome/response.ts";
import type { Person } from "../../core/person.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { dismissResource, findResourceByGithubId, voidResource } from "../../store/managed-resource.ts";
import { findOutcome, saveOutcome } from "../../store/outcome.ts";
import { type KeptPullRequest, markPullRequest, saveSkip } from "../../store/pull-request.ts";
import { forgetFiles } from "../../store/repository.ts";
import { type KeptGesture, listUntakenGestures, takeGesture } from "../../store/user-action.ts";
import type { Scene } from "../repository/repository-context.ts";
import { mayTriage } from "../repository/rights.ts";

interface Place {
  readonly scene: Scene;
  readonly kept: KeptPullRequest;
}

/**
 * Acts upon what people did on a pull request: "Not needed", `/outcome skip`, `/outcome recheck`, a deleted comment.
 * Gives whether there was anything: then everything is to be loaded again.
 */
export async function takePullGestures(context: Context, scene: Scene, kept: KeptPullRequest): Promise<boolean> {
  const gestures = await listUntakenGestures(context.db, kept.pull.repositoryId, kept.pull.number);
  for (const gesture of gestures) await takeOne(context, { scene, kept }, gesture);
  return gestures.length > 0;
}

async function takeOne(context: Context, place: Place, { guid, gesture }: KeptGesture): Promise<void> {
  const found = findWish(gesture);
  const problem = found ? await findProblem(context, place, { found, by: gesture.by }) : null;
  await context.db.transaction(async (db) => {
    const inside = { ...context, db };
    if (found && !problem) await grant(inside, place, { wish: found.command, by: gesture.by });
    if (gesture.kind === "deleted-comment") await noteDeletion(inside, place, gesture.commentId);
    await takeGesture(db, guid, { response: findResponse(gesture, found, problem), at: context.now });
  });
}

/** The wish behind a gesture: the button says the same as the command. Bots have none. */
function findWish(gesture: Gesture): FoundCommand | undefined {
  if (gesture.by.type === "Bot") return undefined;
  if (gesture.kind === "commented") return findNewCommand(gesture.body, gesture.bodyBefore);
  if (gesture.kind !== "pressed" || gesture.button !== "not-needed") return undefined;
  return { line: "Not needed", command: { kind: "skip", reason: "" } };
}

interface Wished {
  readonly found: FoundCommand;
  readonly by: Person;
}

async function findProblem(
  context: Context,
  { scene, kept }: Place,
  { found, by }: Wished,
): Promise<CommandProblem | null> {
  const { command } = found;
  if (!command) return { kind: "not-understood" };
  if (command.kind === "help") return { kind: "help" };
  if (command.kind !== "skip" && command.kind !== "recheck") return { kind: "not-here" };
  const isAuthor = by.id === kept.pull.author.id;
  // Where the check blocks, authors do not excuse themselves.
  const needsAnother = command.kind === "skip" && scene.settings.config.enforcement === "require";
  if (isAuthor) return needsAnother ? { kind: "no-right" } : null;
  return (await mayTriage(context, scene.repository, by)) ? null : { kind: "no-right" };
}

interface Granted {
  readonly wish: Command | null;
  readonly by: Person;
}

async function grant(context: Context, place: Place, { wish, by }: Granted): Promise<void> {
  if (wish?.kind === "skip") return skip(context, place, { by, reason: wish.reason || null });
  if (wish?.kind === "recheck") return recheck(context, place);
}

/** Before the merge it is taken out; after it, its outcome is dropped. */
async function skip(
  context: Context,
  { kept: { pull } }: Place,
  skippedBy: { readonly by: Person; readonly reason: string | null },
): Promise<void> {
  const outcome = await findOutcome(context.db, pull.repositoryId, pull.number);
  if (!outcome) return saveSkip(context.db, pull, skippedBy);

  const reason = skippedBy.reason ?? "not needed";
  const dropped = step(outcome, { kind: "dropped", reason, by: skippedBy.by.id }, toUtcText(context.now));
  if (!dropped) return;
  await saveOutcome(context.db, dropped);
  await enqueue(context, `outcome/${pull.repositoryId}/${pull.number}`);
  await enqueue(context, `dashboard/${pull.repositoryId}`);
}

/** Everything is read afresh: templates, configuration, the pull request itself; and the check is written anew. */
async function recheck(context: Context, { kept: { pull } }: Place): Promise<void> {
  await forgetFiles(context.db, pull.repositoryId);
  await markPullRequest(context.db, pull, { needsRead: true });
  await voidResource(context.db, `check/${pull.repositoryId}/${pull.headSha}`);
}

/** Somebody deleted a comment: if it was ours, it is not written again on this pull request. */
async function noteDeletion(context: Context, { kept }: Place, commentId: number): Promise<void> {
  const { repositoryId } = kept.pull;
  const resource = await findResourceByGithubId(context.db, { kind: "comment", repositoryId, githubId: commentId });
  if (resource) await dismissResource(context.db, resource.object, context.now);
}

function findResponse(
  gesture: Gesture,
  found: FoundCommand | undefined,
  problem: CommandProblem | null,
): Response | null {
  if (!found || gesture.kind !== "commented") return null;
  const { commentId } = gesture;
  if (!problem) return { commentId, reaction: "+1", reply: null };
  const reaction = problem.kind === "help" ? "+1" : "confused";
  return { commentId, reaction, reply: { line: found.line, problem, place: "pull" } };
}
