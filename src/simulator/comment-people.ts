import { demand } from "./permissions.ts";
import { enter, type OnRepository, type OnThread, turnTo } from "./person.ts";
import { addComment, addReview, removeComment, rewriteComment, rewriteReview } from "./thread-acts.ts";
import { adoptComment, type CommentRecord, type Thread, toFullName, type World } from "./world.ts";

// User actions on comments, of issues and pull requests alike.

interface OnComment extends OnRepository {
  readonly id: number;
}

/** Writes a comment. Returns its id. */
export function comment(world: World, { body, ...where }: OnThread & { body: string }): number {
  const { repository, thread, actor } = turnTo(world, where);
  demand(repository, actor.account, thread.isLocked ? "write" : "read", `comment on #${where.number}`);
  return addComment(world, actor, thread, body).id;
}

/** Reviews a pull request, with a text. Returns the review's id. */
export function review(world: World, { body, ...where }: OnThread & { body: string }): number {
  const { repository, thread, actor } = turnTo(world, where);
  demand(repository, actor.account, "read", `review #${where.number}`);
  return addReview(world, actor, thread, body).id;
}

/** Rewrites the text of a review. */
export function editReview(world: World, { id, body, ...where }: OnThread & { id: number; body: string }): void {
  const { repository, thread, actor } = turnTo(world, where);
  const found = thread.reviews.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`there is no review ${id} in ${toFullName(repository)}`);
  rewriteReview(world, actor, found, body);
}

/** Replies by email: the comment includes what the mail program quoted. */
export function replyByEmail(world: World, { body, ...where }: OnThread & { body: string }): number {
  const { thread } = turnTo(world, where);
  return comment(world, { ...where, body: `${body}\n\n${quoteForEmail(thread, world.now())}` });
}

/** Rewrites a comment. */
export function editComment(world: World, { body, ...where }: OnComment & { body: string }): void {
  const { actor, found } = takeComment(world, where, "edit");
  rewriteComment(world, actor, found, body);
}

/** Deletes a comment. */
export function deleteComment(world: World, where: OnComment): void {
  const { actor, found } = takeComment(world, where, "delete");
  removeComment(world, actor, found);
}

function takeComment(world: World, where: OnComment, what: string) {
  const { repository, actor } = enter(world, where);
  const found: CommentRecord | undefined = adoptComment(repository, where.id);
  if (!found) throw new Error(`there is no comment ${where.id} in ${toFullName(repository)}`);
  if (found.author !== actor.account) demand(repository, actor.account, "write", `${what} comments of others`);
  return { actor, found };
}

/** Quotes as mail programs do: an attribution line, then the text with "> " before each line. */
function quoteForEmail(thread: Thread, now: Date): string {
  const { author, body } = thread.comments.at(-1) ?? { author: thread.author, body: thread.body ?? "" };
  const quoted = body.split("\n").map((line) => `> ${line}`.trimEnd());
  const [day, time] = [now.toUTCString().slice(0, 16), now.toUTCString().slice(17, 22)];
  return [`On ${day} at ${time}, ${author.login} <notifications@github.com> wrote:`, "", ...quoted].join("\n");
}
