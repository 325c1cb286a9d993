import { listTicked } from "../../core/outcome/box.ts";
import type { Outcome } from "../../core/outcome/outcome.ts";
import { durationOf } from "../../core/pull-request/merge.ts";
import { toAddress } from "../../core/repository/repository.ts";
import { toMilliseconds } from "../../core/time/duration.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { ensureResource } from "../../engine/managed-resource.ts";
import type { Comment, Issue } from "../../github/github.ts";
import { renderNudge } from "../../render/outcome/follow-up.ts";
import { findResource } from "../../store/managed-resource.ts";
import { listKnownCommentIds, saveGesture } from "../../store/user-action.ts";
import { commentWrites } from "../pull-request/comment.ts";
import type { Scene } from "../repository/repository-context.ts";
import { keepStep } from "./save-transition.ts";
import { takeFollowUpGestures } from "./user-actions.ts";

export interface Silence {
  readonly outcome: Outcome;
  readonly due: "nudge" | "give-up";
}

/**
 * Nudges once, or gives up. Before either, the issue and its comments are read: an answer we never heard of counts, and
 * a question that is not there any more is not repeated.
 */
export async function breakSilence(context: Context, scene: Scene, { outcome, due }: Silence): Promise<Outcome> {
  const number = outcome.followUpNumber;
  if (number === null) return outcome;
  const issue = await context.github.readIssue(toAddress(scene.repository), number);
  if (!issue) return keepStep(context, outcome, { kind: "gave-up" });
  await hearWhatWasMissed(context, scene, { outcome, issue });
  const heard = await takeFollowUpGestures(context, scene, outcome);
  if (heard !== outcome) return heard;
  return due === "give-up"
    ? keepStep(context, outcome, { kind: "gave-up" })
    : nudge(context, scene, { outcome, number });
}

interface Missed {
  readonly outcome: Outcome;
  readonly issue: Issue;
}

/** Turns what stands on GitHub and nobody told us into gestures, under names of their own so that each counts once. */
async function hearWhatWasMissed(context: Context, { repository }: Scene, { outcome, issue }: Missed): Promise<void> {
  const { db, github } = context;
  const { repositoryId } = outcome;
  const since = new Date(outcome.askedAt ?? outcome.dueAt);
  const { botLogin } = await github.identity();
  const comments = await github.listComments(toAddress(repository), issue.number, since);
  const known = await listKnownCommentIds(db, repositoryId, issue.number);
  const isNews = (comment: Comment) => comment.author.login !== botLogin && !known.includes(comment.id);
  for (const comment of [...comments].reverse().filter(isNews)) {
    const { id: commentId, body, author: by, updatedAt: at } = comment;
    const gesture = { kind: "commented", commentId, body, bodyBefore: null, by, at } as const;
    await saveGesture(db, {
      guid: `read/${repositoryId}/${commentId}`,
      repositoryId,
      number: issue.number,
      gesture,
      at: context.now,
    });
  }
  const resource = await findResource(db, `follow-up/${repositoryId}/${outcome.number}`);
  if (resource && listTicked(issue.body, resource.key).length > 0) {
    // Who ticked it is not to be learned any more.
    const gesture = { kind: "edited-issue", before: "", after: issue.body, by: SOMEBODY, at: issue.updatedAt } as const;
    const guid = `read/${repositoryId}/${issue.number}/boxes/${issue.updatedAt}`;
    await saveGesture(db, { guid, repositoryId, number: issue.number, gesture, at: context.now });
  }
  if (issue.state === "closed") {
    const gesture = { kind: "closed-issue", by: SOMEBODY, at: issue.updatedAt } as const;
    const closing = `read/${repositoryId}/${issue.number}/${issue.updatedAt}`;
    await saveGesture(db, { guid: closing, repositoryId, number: issue.number, gesture, at: context.now });
  }
}

/** Whoever it was. */
const SOMEBODY = { id: 0, login: "somebody", type: "User" } as const;

async function nudge(
  context: Context,
  { repository, settings }: Scene,
  { outcome, number }: { readonly outcome: Outcome; readonly number: number },
): Promise<Outcome> {
  const address = toAddress(repository);
  const { config } = settings;
  const askedAt = Date.parse(outcome.askedAt ?? outcome.dueAt);
  const closesAt = new Date(askedAt + toMilliseconds(durationOf(config["follow-up"]["give-up-after"])));
  const closesOn = toCalendarDate(closesAt, config["time-zone"]);
  const ensured = await ensureResource<string>(context, {
    // One for each time the question is put: a reopened one may be repeated once more.
    object: `nudge/${outcome.repositoryId}/${outcome.number}/${askedAt}`,
    repositoryId: outcome.repositoryId,
    render: (key) => renderNudge({ outcome, config, closesOn }, key),
    ...commentWrites(context, { address, number }),
  });
  if (ensured.kind !== "unknown") return keepStep(context, outcome, { kind: "nudged" });
  await enqueue(context, `outcome/${outcome.repositoryId}/${outcome.number}`, ensured.requeueAt);
  return outcome;
}
