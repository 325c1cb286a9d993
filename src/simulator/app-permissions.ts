import { ExternalError } from "../core/external-error.ts";
import type { Method } from "./calls.ts";
import { findInstallation, type Repository, type Withheld, type World } from "./world.ts";

/** The permissions a call needs; where there are two, either is enough. */
const NEEDED: Partial<Record<Method, readonly Withheld[]>> = {
  createCheckRun: ["checks"],
  updateCheckRun: ["checks"],
  listCheckRuns: ["checks"],
  createIssue: ["issues"],
  updateIssue: ["issues"],
  readIssue: ["issues"],
  listIssues: ["issues"],
  listIssueDates: ["issues"],
  createComment: ["issues", "pull_requests"],
  updateComment: ["issues", "pull_requests"],
  deleteComment: ["issues", "pull_requests"],
  listComments: ["issues", "pull_requests"],
  addReaction: ["issues", "pull_requests"],
  addReviewReaction: ["pull_requests"],
  listDeployments: ["deployments"],
};

/** GitHub sends an app only the events it has a permission for. Read access is enough. */
const HEARD: Readonly<Record<string, readonly Withheld[]>> = {
  issues: ["issues"],
  issue_comment: ["issues"],
  check_run: ["checks"],
  check_suite: ["checks"],
  merge_group: ["merge_queues"],
  deployment_status: ["deployments"],
};

/** Throws what GitHub answers when the app lacks the permission for a call. */
export function demandPermission(world: World, repository: Repository, method: Method): void {
  if (isGranted(world, repository, NEEDED[method])) return;
  throw new ExternalError("forbidden", "Resource not accessible by integration", { blocker: "permission" });
}

/** Does GitHub send the app such an event? */
export function isHeard(world: World, repository: Repository, event: string): boolean {
  return isGranted(world, repository, HEARD[event]);
}

function isGranted(world: World, repository: Repository, permissions: readonly Withheld[] = []): boolean {
  const withheld = findInstallation(world, repository)?.withheld ?? [];
  return permissions.length === 0 || permissions.some((permission) => !withheld.includes(permission));
}
