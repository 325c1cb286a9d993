import { ExternalError } from "../core/external-error.ts";
import type { Reply, Response } from "../core/outcome/response.ts";
import type { Repository } from "../core/repository/repository.ts";
import { toAddress } from "../core/repository/repository.ts";
import { noRightResource, type ResourceKey, replyResource, reviewReplyResource } from "../core/resource-key.ts";
import type { Context } from "../engine/context.ts";
import { ensureResource } from "../engine/managed-resource.ts";
import { renderReply } from "../render/outcome/reply.ts";
import { completeResponse, listOwedResponses } from "../store/user-action.ts";
import { commentWrites } from "./pull-request/comment.ts";

/**
 * Adds the reactions and replies that user actions on an issue or pull request are owed. One that cannot be given ends
 * there, so that it keeps no later one waiting. Returns when to go on, or null.
 */
export async function giveResponses(context: Context, repository: Repository, number: number): Promise<Date | null> {
  let requeueAt: Date | null = null;
  for (const { guid, response } of await listOwedResponses(context.db, repository.id, number)) {
    const unsettledUntil = await give(context, repository, { number, response }).catch(noneIfImpossible);
    if (unsettledUntil === null) await completeResponse(context.db, guid, context.now);
    else requeueAt ??= unsettledUntil;
  }
  return requeueAt;
}

/** The comment was deleted, the conversation locked, or GitHub does not take the text: trying again changes nothing. */
function noneIfImpossible(error: unknown): null {
  // @removal impossible-response-completed
  if (error instanceof ExternalError && isImpossible(error)) return null;
  throw error;
}

function isImpossible({ kind, blocker }: ExternalError): boolean {
  // Issues that are switched off come back with their comments.
  if (blocker !== null) return false;
  return kind === "not-found" || kind === "gone" || kind === "locked" || kind === "invalid";
}

interface Owed {
  readonly number: number;
  readonly response: Response;
}

async function give(context: Context, repository: Repository, { number, response }: Owed): Promise<Date | null> {
  const address = toAddress(repository);
  const { commentId, reviewNodeId, reaction, reply } = response;
  if (reviewNodeId === undefined) await context.github.addReaction(address, commentId, reaction);
  else await context.github.addReviewReaction(address, reviewNodeId, reaction);
  if (!reply) return null;
  return answer(context, repository, { number, key: findReplyKey(repository, { number, response, reply }), reply });
}

interface Replying extends Owed {
  readonly reply: Reply;
}

/** Whoever answers in words and may not is told once on an issue, however many they are. */
function findReplyKey(repository: Repository, { number, response, reply }: Replying): ResourceKey {
  if (response.reviewNodeId !== undefined) return reviewReplyResource(repository.id, response.commentId);
  const isForAll = reply.line === null && reply.problem.kind === "no-right";
  return isForAll ? noRightResource(repository.id, number) : replyResource(repository.id, response.commentId);
}

async function answer(
  context: Context,
  repository: Repository,
  { number, key, reply }: { readonly number: number; readonly key: ResourceKey; readonly reply: Reply },
): Promise<Date | null> {
  const ensured = await ensureResource<string>(context, {
    key,
    repositoryId: repository.id,
    render: (marker) => renderReply(reply, marker),
    ...commentWrites(context, { address: toAddress(repository), number }),
  });
  return ensured.kind === "unknown" ? ensured.requeueAt : null;
}
