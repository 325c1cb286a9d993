import { ExternalError } from "../core/external-error.ts";
import type { Method } from "./calls.ts";
import { findInstallation, type Repository, type Withheld, type World } from "./world.ts";

/** What the app must be granted for a call; where there are two, either will do. */
const NEEDED: Partial<Record<Method, readonly Withheld[]>> = {
  createCheckRun: ["checks"],
  updateCheckRun: ["checks"],
  listCheckRuns: ["checks"],
  createIssue: ["issues"],
  updateIssue: ["issues"],
  readIssue: ["issues"],
  listIssues: ["issues"],
  createComment: ["issues", "pull_requests"],
  updateComment: ["issues", "pull_requests"],
  deleteComment: ["issues", "pull_requests"],
  listComments: ["issues", "pull_requests"],
  addReaction: ["issues", "pull_requests"],
};

/** GitHub tells an app only of what it may see; "read" is enough, so of what it may only read it hears. */
const HEARD: Readonly<Record<string, readonly Withheld[]>> = {
  issues: ["issues"],
  issue_comment: ["issues"],
  check_run: ["checks"],
  check_suite: ["checks"],
  merge_group: ["merge_queues"],
};

/** Throws what GitHub answers an app that was not granted what the call takes. */
export function demandPermission(world: World, repository: Repository, method: Method): void {
  if (isGranted(world, repository, NEEDED[method])) return;
  throw new ExternalError("forbidden", "Resource not accessible by integration", { blocker: "permission" });
}

/** Does the app hear of such an event? */
export function isHeard(world: World, repository: Repository, event: string): boolean {
  return isGranted(world, repository, HEARD[event]);
}

function isGranted(world: World, repository: Repository, permissions: readonly Withheld[] = []): boolean {
  const withheld = findInstallation(world, repository)?.withheld ?? [];
  return permissions.length === 0 || permissions.some((permission) => !withheld.includes(permission));
}
