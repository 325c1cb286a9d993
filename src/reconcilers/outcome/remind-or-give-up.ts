import { noneIfLocked } from "../../core/external-error.ts";
import { listTicked } from "../../core/outcome/box.ts";
import { currentQuestion, findAskedAt, type Outcome } from "../../core/outcome/outcome.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { followUpResource, reminderResource } from "../../core/resource-key.ts";
import type { Context } from "../../engine/context.ts";
import { ensureResource } from "../../engine/managed-resource.ts";
import type { Comment, Issue } from "../../github/github.ts";
import { renderReminder } from "../../render/outcome/reminder.ts";
import { findResource } from "../../store/managed-resource.ts";
import { listKnownCommentIds, saveUserAction } from "../../store/user-action.ts";
import { commentWrites } from "../pull-request/comment.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";
import { type Progress, settled } from "./progress.ts";
import { saveTransition } from "./save-transition.ts";
import { takeFollowUpActions } from "./user-actions.ts";

export interface SilentQuestion {
  readonly outcome: Outcome;
  readonly due: "remind" | "give-up";
}

/**
 * Reminds once, or gives up. Before either, the issue and its comments are read: an answer without a delivery counts,
 * and a deleted question gets no reminder.
 */
export async function remindOrGiveUp(
  context: Context,
  repo: RepositoryContext,
  { outcome, due }: SilentQuestion,
): Promise<Progress> {
  const number = currentQuestion(outcome).issueNumber;
  if (number === null) return settled(outcome);
  const issue = await context.github.readIssue(toAddress(repo.repository), number);
  if (!issue) return giveUp(context, outcome);
  await saveMissedActions(context, repo, { outcome, issue });
  const heard = await takeFollowUpActions(context, repo, outcome);
  if (heard !== outcome) return settled(heard);
  return due === "give-up" ? giveUp(context, outcome) : remind(context, repo, { outcome, number });
}

async function giveUp(context: Context, outcome: Outcome): Promise<Progress> {
  return settled(await saveTransition(context, outcome, { kind: "gave-up" }));
}

interface Missed {
  readonly outcome: Outcome;
  readonly issue: Issue;
}

/**
 * Turns comments, ticks and a closing that no delivery reported into user actions. Each has a GUID of its own, so that
 * it counts once.
 */
async function saveMissedActions(
  context: Context,
  { repository }: RepositoryContext,
  { outcome, issue }: Missed,
): Promise<void> {
  const { db, github } = context;
  const { repositoryId } = outcome;
  const since = new Date(findAskedAt(outcome));
  const { botLogin } = await github.identity();
  const comments = await github.listComments(toAddress(repository), issue.number, since);
  const known = await listKnownCommentIds(db, repositoryId, issue.number);
  const isNew = (comment: Comment) => comment.author.login !== botLogin && !known.includes(comment.id);
  for (const comment of [...comments].reverse().filter(isNew)) {
    const { id: commentId, body, author: by, updatedAt: at } = comment;
    const action = { kind: "commented", commentId, body, bodyBefore: null, by, at } as const;
    await saveUserAction(db, {
      guid: `read/${repositoryId}/${commentId}`,
      repositoryId,
      number: issue.number,
      action,
      at: context.now,
    });
  }
  const resource = await findResource(db, followUpResource(outcome));
  if (resource && listTicked(issue.body, resource.idempotencyKey).length > 0) {
    // The issue does not tell who ticked the box.
    const action = { kind: "edited-issue", before: "", after: issue.body, by: SOMEBODY, at: issue.updatedAt } as const;
    const guid = `read/${repositoryId}/${issue.number}/boxes/${issue.updatedAt}`;
    await saveUserAction(db, { guid, repositoryId, number: issue.number, action, at: context.now });
  }
  const by = issue.closedBy ?? SOMEBODY;
  // A bot's closing that was taken just now is undone with the next write.
  const isBeingUndone = by.type === "Bot" && resource?.digest === "";
  if (issue.state === "closed" && !isBeingUndone) {
    const action = { kind: "closed-issue", by, at: issue.updatedAt } as const;
    const closing = `read/${repositoryId}/${issue.number}/${issue.updatedAt}`;
    await saveUserAction(db, { guid: closing, repositoryId, number: issue.number, action, at: context.now });
  }
}

/** Stands for a person who is unknown. */
const SOMEBODY = { id: 0, login: "somebody", type: "User" } as const;

async function remind(
  context: Context,
  { repository, settings }: RepositoryContext,
  { outcome, number }: { readonly outcome: Outcome; readonly number: number },
): Promise<Progress> {
  const address = toAddress(repository);
  const { config } = settings;
  const askedAt = Date.parse(findAskedAt(outcome));
  const ensuring = ensureResource<string>(context, {
    // One reminder each time the question is asked: a reopened question may get another.
    key: reminderResource(outcome, askedAt),
    repositoryId: outcome.repositoryId,
    render: (key) => renderReminder({ outcome, config }, key),
    ...commentWrites(context, { address, number }),
  });
  // In a locked conversation there is no reminder; the question ends all the same.
  const ensured = await ensuring.catch(noneIfLocked);
  if (ensured?.kind === "unknown") return { outcome, requeueAt: ensured.requeueAt };
  return settled(await saveTransition(context, outcome, { kind: "reminded" }));
}
