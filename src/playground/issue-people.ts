import type { Issue } from "../github/github.ts";
import { demand } from "./permissions.ts";
import { findTaskBoxes, toggleTaskBox } from "./task-boxes.ts";
import {
  addComment,
  closeThread,
  editThread,
  emitThread,
  openThread,
  removeComment,
  reopenThread,
  rewriteComment,
  setAssignees,
  touchAndEmit,
} from "./thread-acts.ts";
import {
  type Actor,
  type CommentRecord,
  ensureAccount,
  findComment,
  getRepository,
  getThread,
  type Repository,
  type Thread,
  toFullName,
  type World,
} from "./world.ts";

interface OnRepository {
  /** `owner/name`; the first repository unless told. */
  readonly repository?: string;
  /** Login. */
  readonly by: string;
}
interface OnThread extends OnRepository {
  readonly number: number;
}
interface OnComment extends OnRepository {
  readonly id: number;
}

/** What people do to issues and to comments. */
export function createIssueActs(world: World) {
  function on({ repository: name, by }: OnRepository): { repository: Repository; actor: Actor } {
    return { repository: getRepository(world, name), actor: { account: ensureAccount(world, by), isApp: false } };
  }

  function onThread(where: OnThread) {
    const found = on(where);
    return { ...found, thread: getThread(found.repository, where.number) };
  }

  /** What the author may do, and whoever has that role. */
  function onOwnThread(where: OnThread, what: string, least: "triage" | "write") {
    const found = onThread(where);
    const { repository, thread, actor } = found;
    if (thread.author !== actor.account) demand(repository, actor.account, least, `${what} #${where.number}`);
    return found;
  }

  function onOwnComment(where: OnComment, what: string) {
    const { repository, actor } = on(where);
    const comment = getComment(repository, where.id);
    if (comment.author !== actor.account) demand(repository, actor.account, "write", `${what} comments of others`);
    return { actor, comment };
  }

  function comment({ body, ...where }: OnThread & { body: string }): number {
    const { repository, thread, actor } = onThread(where);
    demand(repository, actor.account, thread.isLocked ? "write" : "read", `comment on #${where.number}`);
    return addComment(world, actor, thread, body).id;
  }

  return {
    comment,
    /** Answers by e-mail: the comment carries what the mail program quoted. */
    replyByEmail({ body, ...where }: OnThread & { body: string }): number {
      const { thread } = onThread(where);
      return comment({ ...where, body: `${body}\n\n${quoteForEmail(thread, world.now())}` });
    },
    editComment({ body, ...where }: OnComment & { body: string }): void {
      const { actor, comment: found } = onOwnComment(where, "edit");
      rewriteComment(world, actor, found, body);
    },
    deleteComment(where: OnComment): void {
      const { actor, comment: found } = onOwnComment(where, "delete");
      removeComment(world, actor, found);
    },
    openIssue({ title, body = null, labels = [], ...where }: OnRepository & NewIssue): number {
      const { repository, actor } = on(where);
      demand(repository, actor.account, "read", "open an issue");
      if (!repository.hasIssues) throw new Error(`issues are switched off in ${toFullName(repository)}`);
      return openThread(world, actor, repository, { title, body, labels }).number;
    },
    editIssue({ title, body, ...where }: OnThread & { title?: string; body?: string }): void {
      const { thread, actor } = onOwnThread(where, "edit", "write");
      const edit = { ...(title !== undefined && { title }), ...(body !== undefined && { body }) };
      editThread(world, actor, thread, edit);
    },
    /** Clicks one task box or several, named by their place or by words in their line, in one edit or one each. */
    tick({ box, ...where }: OnThread & { box: number | string | readonly (number | string)[] }): void {
      const { thread, actor } = onOwnThread(where, "tick boxes of", "write");
      const boxes = typeof box === "object" ? box : [box];
      const body = boxes.reduce((text: string, one) => toggleTaskBox(text, findBox(text, one)), thread.body ?? "");
      editThread(world, actor, thread, { body });
    },
    closeIssue({ reason, ...where }: OnThread & { reason?: Issue["stateReason"] }): void {
      const { thread, actor } = onOwnThread(where, "close", "triage");
      closeThread(world, actor, thread, reason);
    },
    reopenIssue(where: OnThread): void {
      const { thread, actor } = onOwnThread(where, "reopen", "triage");
      reopenThread(world, actor, thread);
    },
    /** Makes these people the assignees. */
    assign({ to, ...where }: OnThread & { to: readonly string[] }): void {
      const { repository, thread, actor } = onThread(where);
      demand(repository, actor.account, "triage", "assign");
      const accounts = to.map((login) => ensureAccount(world, login));
      setAssignees(world, actor, thread, accounts);
    },
    lockIssue(where: OnThread): void {
      const { repository, thread, actor } = onThread(where);
      demand(repository, actor.account, "triage", "lock");
      thread.isLocked = true;
      touchAndEmit(world, actor, thread, "locked");
    },
    deleteIssue(where: OnThread): void {
      const { repository, thread, actor } = onThread(where);
      demand(repository, actor.account, "admin", "delete issues");
      repository.threads.delete(thread.number);
      repository.goneNumbers.add(thread.number);
      emitThread(world, actor, thread, "deleted");
    },
    /** Moves an issue to another repository of the owner; gives back its number there. */
    transferIssue({ to, ...where }: OnThread & { to: string }): number {
      const { repository, thread, actor } = onThread(where);
      demand(repository, actor.account, "write", "transfer issues");
      const target = getRepository(world, to);
      repository.threads.delete(thread.number);
      repository.goneNumbers.add(thread.number);
      const moved: Thread = { ...thread, repository: target, number: ++target.lastNumber };
      target.threads.set(moved.number, moved);
      const url = `https://github.com/${toFullName(target)}/issues/${moved.number}`;
      const changes = { new_issue: { number: moved.number, html_url: url } };
      emitThread(world, actor, thread, "transferred", { changes });
      return moved.number;
    },
  };
}

interface NewIssue {
  readonly title: string;
  readonly body?: string | null;
  readonly labels?: readonly string[];
}

function findBox(body: string, box: number | string): number {
  const boxes = findTaskBoxes(body);
  const index = typeof box === "number" ? box : boxes.findIndex(({ text }) => text.includes(box));
  if (!boxes[index]) throw new Error(`there is no box ${JSON.stringify(box)} among ${boxes.length}`);
  return index;
}

/** As mail programs do it: a line that says who wrote what, and that with "> " before each line. */
function quoteForEmail(thread: Thread, now: Date): string {
  const last = thread.comments.at(-1);
  const { author, body } = last ?? { author: thread.author, body: thread.body ?? "" };
  const quoted = body.split("\n").map((line) => `> ${line}`.trimEnd());
  const [day, time] = [now.toUTCString().slice(0, 16), now.toUTCString().slice(17, 22)];
  return [`On ${day} at ${time}, ${author.login} <notifications@github.com> wrote:`, "", ...quoted].join("\n");
}

function getComment(repository: Repository, id: number): CommentRecord {
  const comment = findComment(repository, id);
  if (!comment) throw new Error(`there is no comment ${id} in ${toFullName(repository)}`);
  return comment;
}
