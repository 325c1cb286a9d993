import type { UserAction } from "../../core/delivery/user-action.ts";
import { withFields } from "../../core/log.ts";
import { findShipping, findStop } from "../../core/outcome/clock-command.ts";
import type { FoundCommand } from "../../core/outcome/command.ts";
import type { Command } from "../../core/outcome/command-parser.ts";
import { transition } from "../../core/outcome/life-cycle.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import type { CommandProblem, Response } from "../../core/outcome/response.ts";
import type { Person } from "../../core/person.ts";
import { outcomeKey } from "../../core/reconcile-key.ts";
import { checkResource } from "../../core/resource-key.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import { type Context, enqueue, parseText } from "../../engine/context.ts";
import { dismissResource, findResourceByGithubId, voidResource } from "../../store/managed-resource.ts";
import { findOutcome } from "../../store/outcome.ts";
import { type KeptPullRequest, markPullRequest, saveSkip } from "../../store/pull-request.ts";
import { forgetFiles } from "../../store/repository.ts";
import { completeUserAction, type KeptUserAction, listPendingUserActions } from "../../store/user-action.ts";
import { announceChange } from "../announce.ts";
import { saveChange } from "../outcome/save-transition.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { mayTriage } from "../repository/rights.ts";

interface Place {
  readonly repo: RepositoryContext;
  readonly kept: KeptPullRequest;
}

/**
 * Applies what people did on a pull request: "Not needed", `/outcome skip`, `/outcome recheck`, a deleted comment.
 * Returns whether there was anything; then everything has to be loaded again.
 */
export async function takePullRequestActions(
  context: Context,
  repo: RepositoryContext,
  kept: KeptPullRequest,
): Promise<boolean> {
  const actions = await listPendingUserActions(context.db, kept.pull.repositoryId, kept.pull.number);
  for (const action of actions) await takeOne(context, { repo, kept }, action);
  return actions.length > 0;
}

async function takeOne(context: Context, place: Place, { guid, action }: KeptUserAction): Promise<void> {
  const found = await findRequest(context, action);
  const judged = found && (await judgeRequest(context, place, { found, by: action.by, at: action.at }));
  const problem = judged && "problem" in judged ? judged.problem : null;
  await context.db.transaction(async (db) => {
    const inside = { ...context, db };
    if (judged && "command" in judged) await grant(inside, place, { ...judged, by: action.by });
    if (action.kind === "deleted-comment") await noteDeletion(inside, place, action.commentId);
    await completeUserAction(db, guid, { response: findResponse(action, found, problem), at: context.now });
  });
  if (!judged || !("command" in judged) || !judged.shipping) return;
  announceChange({ ...context, log: withFields(context.log, { delivery: guid }) }, judged.shipping);
}

/** The command a user action asks for; the button means the same as the command. Bots are ignored. */
async function findRequest(context: Context, action: UserAction): Promise<FoundCommand | undefined> {
  if (action.by.type === "Bot") return undefined;
  if (action.kind === "commented") return parseText(context, "command", [action.body, action.bodyBefore]);
  if (action.kind !== "pressed" || action.button !== "not-needed") return undefined;
  return { line: "Not needed", command: { kind: "skip", reason: "" }, misreading: null };
}

interface Requested {
  readonly found: FoundCommand;
  readonly by: Person;
  /** ISO 8601. */
  readonly at: string;
}

/** A command that is carried out, with what it makes of the outcome where it starts or stops the clock; or why it is not. */
type JudgedRequest =
  | { readonly command: Command; readonly shipping: OutcomeChange | null }
  | { readonly problem: CommandProblem };

async function judgeRequest(
  context: Context,
  { repo, kept }: Place,
  { found, by, at }: Requested,
): Promise<JudgedRequest> {
  const { command } = found;
  if (!command) return { problem: found.misreading ?? { kind: "unknown" } };
  if (command.kind === "help") return { problem: { kind: "help" } };
  if (!isOfPulls(command, repo)) return { problem: { kind: "not-here" } };
  const isAuthor = by.id === kept.pull.author.id;
  // When the check blocks merging, authors cannot exempt themselves.
  const needsAnother = command.kind === "skip" && repo.settings.config.enforcement === "require";
  const mayDo = isAuthor ? !needsAnother : await mayTriage(context, repo.repository, by);
  if (!mayDo) return { problem: { kind: "no-right" } };
  const shipping = await findShippingEffect(context, { repo, kept }, { command, saidAt: at });
  return shipping && "problem" in shipping ? shipping : { command, shipping };
}

/** Without a clock that starts later than the merge, nothing is waited for. */
function isOfPulls({ kind }: Command, { settings }: RepositoryContext): boolean {
  if (kind === "not-shipped") return settings.config.clock.starts !== "merge";
  return kind === "skip" || kind === "recheck" || kind === "shipped";
}

interface SaidCommand {
  readonly command: Command;
  readonly saidAt: string;
}

/** What `/outcome shipped` and `/outcome not-shipped` do to the outcome of a merged pull request; null for all others. */
async function findShippingEffect(
  { db, now }: Context,
  { repo, kept: { pull } }: Place,
  { command, saidAt }: SaidCommand,
): Promise<OutcomeChange | { readonly problem: CommandProblem } | null> {
  if (command.kind !== "shipped" && command.kind !== "not-shipped") return null;
  const outcome = await findOutcome(db, pull.repositoryId, pull.number);
  if (!outcome) return { problem: { kind: "not-merged" } };
  const request = { outcome, config: repo.settings.config, saidAt, now };
  const effect = command.kind === "shipped" ? findShipping(command.on, request) : findStop(command.until, request);
  if (effect && "problem" in effect) return effect;
  const after = effect && transition(outcome, effect.event, toUtcText(now));
  return after ? { before: outcome, after } : { problem: { kind: "too-late", state: outcome.state } };
}

interface OutcomeChange {
  readonly before: Outcome;
  readonly after: Outcome;
}

interface Granted {
  readonly command: Command;
  readonly shipping: OutcomeChange | null;
  readonly by: Person;
}

async function grant(context: Context, place: Place, { command, shipping, by }: Granted): Promise<void> {
  if (command.kind === "skip") return skip(context, place, { by, reason: command.reason || null });
  if (command.kind === "recheck") return recheck(context, place);
  if (!shipping) return;
  await saveChange(context, shipping.after);
  await enqueue(context, outcomeKey(shipping.after.repositoryId, shipping.after.number));
}

/** Before the merge the pull request is skipped; after it, the outcome is dropped. */
async function skip(
  context: Context,
  { kept: { pull } }: Place,
  skippedBy: { readonly by: Person; readonly reason: string | null },
): Promise<void> {
  const outcome = await findOutcome(context.db, pull.repositoryId, pull.number);
  if (!outcome) return saveSkip(context.db, pull, skippedBy);

  const reason = skippedBy.reason ?? "not needed";
  const dropped = transition(outcome, { kind: "dropped", reason, by: skippedBy.by.id }, toUtcText(context.now));
  if (!dropped) return;
  await saveChange(context, dropped);
  await enqueue(context, outcomeKey(pull.repositoryId, pull.number));
}

/** Reads templates, configuration and the pull request again, and writes the check again. */
async function recheck(context: Context, { kept: { pull } }: Place): Promise<void> {
  await forgetFiles(context.db, pull.repositoryId);
  await markPullRequest(context.db, pull, { needsRead: true });
  await voidResource(context.db, checkResource(pull.repositoryId, pull.headSha));
  // After the merge the check is the outcome's.
  if (pull.mergedAt !== null) await enqueue(context, outcomeKey(pull.repositoryId, pull.number));
}

/** A person deleted a comment. If it was ours, it is not written again on this pull request. */
async function noteDeletion(context: Context, { kept }: Place, commentId: number): Promise<void> {
  const { repositoryId } = kept.pull;
  const resource = await findResourceByGithubId(context.db, { kind: "comment", repositoryId, githubId: commentId });
  if (resource) await dismissResource(context.db, resource.key, context.now);
}

function findResponse(
  action: UserAction,
  found: FoundCommand | undefined,
  problem: CommandProblem | null,
): Response | null {
  if (!found || action.kind !== "commented") return null;
  const { commentId, reviewNodeId } = action;
  const place = reviewNodeId === undefined ? { commentId } : { commentId, reviewNodeId };
  if (!problem) return { ...place, reaction: "+1", reply: null };
  const reaction = problem.kind === "help" ? "+1" : "confused";
  return { ...place, reaction, reply: { line: found.line, problem, place: "pull" } };
}
