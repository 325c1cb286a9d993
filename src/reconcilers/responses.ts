import type { Reply, Response } from "../core/outcome/response.ts";
import type { ReconcileKey } from "../core/reconcile-key.ts";
import type { Repository } from "../core/repository/repository.ts";
import { toAddress } from "../core/repository/repository.ts";
import { type Context, enqueue } from "../engine/context.ts";
import { ensureResource } from "../engine/managed-resource.ts";
import { renderReply } from "../render/outcome/reply.ts";
import { completeResponse, listOwedResponses } from "../store/user-action.ts";
import { commentWrites } from "./pull-request/comment.ts";

export interface Place {
  readonly repository: Repository;
  /** The issue or pull request the gestures were made on. */
  readonly number: number;
  /** What to look at again where a reply's fate is unknown. */
  readonly object: ReconcileKey;
}

/** Gives the reactions and replies that gestures on an issue or pull request deserve. */
export async function giveResponses(context: Context, { repository, number, object }: Place): Promise<void> {
  for (const { guid, response } of await listOwedResponses(context.db, repository.id, number)) {
    const requeueAt = await give(context, repository, { number, response });
    if (requeueAt === null) await completeResponse(context.db, guid, context.now);
    else await enqueue(context, object, requeueAt);
  }
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
    object: `reply/${repository.id}/${commentId}`,
    repositoryId: repository.id,
    render: (key) => renderReply(reply, key),
    ...commentWrites(context, { address, number }),
  });
  return ensured.kind === "unknown" ? ensured.requeueAt : null;
}
