import type { Issue } from "../github/github.ts";
import { demand } from "./permissions.ts";
import { enter, type OnRepository, type OnThread, turnTo, turnToOwn } from "./person.ts";
import { findTaskBoxes, toggleTaskBox } from "./task-boxes.ts";
import {
  closeThread,
  editThread,
  emitThread,
  openThread,
  reopenThread,
  setAssignees,
  touchAndEmit,
} from "./thread-acts.ts";
import { ensureAccount, getRepository, type Thread, toFullName, type World } from "./world.ts";

// User actions on issues.

/** A new issue, opened by a person. */
export interface NewIssue extends OnRepository {
  readonly title: string;
  readonly body?: string | null;
  readonly labels?: readonly string[];
}

/** Opens an issue. Returns its number. */
export function openIssue(world: World, { title, body = null, labels = [], ...where }: NewIssue): number {
  const { repository, actor } = enter(world, where);
  demand(repository, actor.account, "read", "open an issue");
  if (!repository.hasIssues) throw new Error(`issues are switched off in ${toFullName(repository)}`);
  return openThread(world, actor, repository, { title, body, labels }).number;
}

/** Changes title or description. */
export function editIssue(world: World, { title, body, ...where }: OnThread & { title?: string; body?: string }): void {
  const { thread, actor } = turnToOwn(world, where, { what: "edit", least: "write" });
  editThread(world, actor, thread, { ...(title !== undefined && { title }), ...(body !== undefined && { body }) });
}

type BoxName = number | string;

/** Clicks task boxes of the description, named by index or by words in their line; several count as one edit. */
export function tick(world: World, { box, ...where }: OnThread & { box: BoxName | readonly BoxName[] }): void {
  const { thread, actor } = turnToOwn(world, where, { what: "tick boxes of", least: "write" });
  const boxes = typeof box === "object" ? box : [box];
  const body = boxes.reduce((text: string, one) => toggleTaskBox(text, findBox(text, one)), thread.body ?? "");
  editThread(world, actor, thread, { body });
}

/** Closes an issue. */
export function closeIssue(world: World, { reason, ...where }: OnThread & { reason?: Issue["stateReason"] }): void {
  const { thread, actor } = turnToOwn(world, where, { what: "close", least: "triage" });
  closeThread(world, actor, thread, reason);
}

/** Opens a closed issue again. */
export function reopenIssue(world: World, where: OnThread): void {
  const { thread, actor } = turnToOwn(world, where, { what: "reopen", least: "triage" });
  reopenThread(world, actor, thread);
}

/** Sets the assignees. */
export function assign(world: World, { to, ...where }: OnThread & { to: readonly string[] }): void {
  const { repository, thread, actor } = turnTo(world, where);
  demand(repository, actor.account, "triage", "assign");
  const accounts = to.map((login) => ensureAccount(world, login));
  setAssignees(world, actor, thread, accounts);
}

/** Locks an issue: only people with write access may comment. */
export function lockIssue(world: World, where: OnThread): void {
  const { repository, thread, actor } = turnTo(world, where);
  demand(repository, actor.account, "triage", "lock");
  thread.isLocked = true;
  touchAndEmit(world, actor, thread, "locked");
}

/** Deletes an issue for good. */
export function deleteIssue(world: World, where: OnThread): void {
  const { repository, thread, actor } = turnTo(world, where);
  demand(repository, actor.account, "admin", "delete issues");
  takeAway(thread);
  emitThread(world, actor, thread, "deleted");
}

/** Transfers an issue to another repository. Returns its number there. */
export function transferIssue(world: World, { to, ...where }: OnThread & { to: string }): number {
  const { repository, thread, actor } = turnTo(world, where);
  demand(repository, actor.account, "write", "transfer issues");
  takeAway(thread);
  const target = getRepository(world, to);
  const moved: Thread = { ...thread, repository: target, number: ++target.lastNumber };
  target.threads.set(moved.number, moved);
  const url = `https://github.com/${toFullName(target)}/issues/${moved.number}`;
  emitThread(world, actor, thread, "transferred", { changes: { new_issue: { number: moved.number, html_url: url } } });
  return moved.number;
}

function takeAway({ repository, number }: Thread): void {
  repository.threads.delete(number);
  repository.goneNumbers.add(number);
  repository.pinnedNumbers.delete(number);
}

function findBox(body: string, box: BoxName): number {
  const boxes = findTaskBoxes(body);
  const index = typeof box === "number" ? box : boxes.findIndex(({ text }) => text.includes(box));
  if (!boxes[index]) throw new Error(`there is no box ${JSON.stringify(box)} among ${boxes.length}`);
  return index;
}
