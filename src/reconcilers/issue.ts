import {
  dashboardKey,
  onboardingKey,
  organizationKey,
  outcomeKey,
  type ReconcileKeyParts,
  reportKey,
} from "../core/reconcile-key.ts";
import { type Context, enqueue } from "../engine/context.ts";
import { DONE, type Result } from "../engine/result.ts";
import { findResourceByGithubId } from "../store/managed-resource.ts";
import { findOutcomeByFollowUp } from "../store/outcome.ts";

/** What an issue of ours may be besides a follow-up, and the key that reconciles it. */
const OWNERS = {
  dashboard: dashboardKey,
  organization: organizationKey,
  report: reportKey,
  onboarding: onboardingKey,
} as const;
const KINDS = ["dashboard", "organization", "report", "onboarding"] as const;

/** Enqueues the key an issue belongs to; most issues belong to none. */
export async function reconcileIssue(context: Context, { id, rest }: ReconcileKeyParts): Promise<Result> {
  const number = Number(rest);
  const outcome = await findOutcomeByFollowUp(context.db, id, number);
  if (outcome) {
    await enqueue(context, outcomeKey(id, outcome.number));
    return DONE;
  }
  for (const kind of KINDS) {
    if (!(await findResourceByGithubId(context.db, { kind, repositoryId: id, githubId: number }))) continue;
    await enqueue(context, OWNERS[kind](id));
    return DONE;
  }
  return DONE;
}
