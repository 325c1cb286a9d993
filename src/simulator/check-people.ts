import { addCommit, findHead } from "./commits.ts";
import { emit, showCheckRun, showCheckSuite } from "./payloads.ts";
import { demand } from "./permissions.ts";
import { getPull, type OnThread, turnTo } from "./person.ts";
import { emitThread } from "./thread-acts.ts";
import type { CheckRunRecord, Repository, Thread, World } from "./world.ts";

// User actions in the Checks tab and in the merge queue.

/** Presses a button of the app's newest check run on the head, named by identifier or label. */
export function pressButton(world: World, { button, ...where }: OnThread & { button: string }): void {
  const { repository, thread, actor } = turnTo(world, where);
  demand(repository, actor.account, "write", "press buttons of checks");
  const run = getCheckRun(repository, thread);
  const action = run.actions.find(({ identifier, label }) => identifier === button || label === button);
  if (!action) throw new Error(`the check has no button ${button}`);
  const check_run = showCheckRun(repository, run);
  const requested_action = { identifier: action.identifier };
  emit(world, repository, "check_run", actor, { action: "requested_action", check_run, requested_action });
}

/** Re-runs the app's check. */
export function rerequestCheck(world: World, where: OnThread): void {
  const { repository, thread, actor } = turnTo(world, where);
  demand(repository, actor.account, "write", "re-run checks");
  const check_run = showCheckRun(repository, getCheckRun(repository, thread));
  emit(world, repository, "check_run", actor, { action: "rerequested", check_run });
}

/** Re-runs all checks of the head commit. */
export function rerequestSuite(world: World, where: OnThread): void {
  const { repository, thread, actor } = turnTo(world, where);
  demand(repository, actor.account, "write", "re-run checks");
  const check_suite = showCheckSuite(repository, getPull(thread).headSha);
  emit(world, repository, "check_suite", actor, { action: "rerequested", check_suite });
}

/** Puts the pull request into the merge queue. Returns the sha of the merge group. */
export function enqueue(world: World, where: OnThread): string {
  const { repository, thread, actor } = turnTo(world, where);
  demand(repository, actor.account, "write", `enqueue #${where.number}`);
  const { baseRef, headSha } = getPull(thread);
  const parents = [findHead(repository, baseRef) ?? repository.headSha, headSha];
  const head_sha = addCommit(world, repository, { parents });
  const head_ref = `refs/heads/gh-readonly-queue/${baseRef}/pr-${thread.number}-${head_sha}`;
  emitThread(world, actor, thread, "enqueued");
  const merge_group = { head_sha, head_ref, base_ref: `refs/heads/${baseRef}` };
  emit(world, repository, "merge_group", actor, { action: "checks_requested", merge_group });
  return head_sha;
}

function getCheckRun(repository: Repository, thread: Thread): CheckRunRecord {
  const sha = getPull(thread).headSha;
  const run = repository.checkRuns.findLast(({ headSha }) => headSha === sha);
  if (!run) throw new Error(`there is no check run on ${sha}`);
  return run;
}
