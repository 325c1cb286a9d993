import type { Reply, Response } from "../core/outcome/response.ts";
import type { Repository } from "../core/repository/repository.ts";
import { toAddress } from "../core/repository/repository.ts";
import { replyResource } from "../core/resource-key.ts";
import type { Context } from "../engine/context.ts";
import { ensureResource } from "../engine/managed-resource.ts";
import { renderReply } from "../render/outcome/reply.ts";
import { completeResponse, listOwedResponses } from "../store/user-action.ts";
import { commentWrites } from "./pull-request/comment.ts";

/**
 * Adds the reactions and replies that user actions on an issue or pull request are owed. Returns when to go on, or
 * null.
 */
export async function giveResponses(context: Context, repository: Repository, number: number): Promise<Date | null> {
  let requeueAt: Date | null = null;
  for (const { guid, response } of await listOwedResponses(context.db, repository.id, number)) {
    const unsettledUntil = await give(context, repository, { number, response });
    if (unsettledUntil === null) await completeResponse(context.db, guid, context.now);
    else requeueAt ??= unsettledUntil;
  }
  return requeueAt;
}

interface Owed {
  readonly number: number;
  readonly response: Response;
}

async function give(context: Context, repository: Repository, { number, response }: Owed): Promise<Date | null> {
  await context.github.addReaction(toAddress(repository), response.commentId, response.reaction);
  return response.reply
    ? reply(context, repository, { number, commentId: response.commentId, reply: response.reply })
    : null;
}

async function reply(
  context: Context,
  repository: Repository,
  { number, commentId, reply }: { readonly number: number; readonly commentId: number; readonly reply: Reply },
): Promise<Date | null> {
  const address = toAddress(repository);
  const ensured = await ensureResource<string>(context, {
    key: replyResource(repository.id, commentId),
    repositoryId: repository.id,
    render: (key) => renderReply(reply, key),
    ...commentWrites(context, { address, number }),
  });
  return ensured.kind === "unknown" ? ensured.requeueAt : null;
}
