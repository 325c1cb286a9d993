import { Refusal } from "../core/external-error.ts";
import { withFields } from "../core/log.ts";
import { parseReconcileKey, type ReconcileKey } from "../core/reconcile-key.ts";
import { reconcileDashboard } from "../reconcilers/dashboard/dashboard.ts";
import { reconcileOrganization } from "../reconcilers/dashboard/organization.ts";
import { reconcileBackfill } from "../reconcilers/delivery/backfill.ts";
import { reconcileRedelivery } from "../reconcilers/delivery/redelivery.ts";
import { reconcileOnboarding } from "../reconcilers/onboarding/onboarding.ts";
import { reconcileOutcome } from "../reconcilers/outcome/outcome.ts";
import { ensureQueueCheck } from "../reconcilers/pull-request/check.ts";
import { reconcilePullRequest } from "../reconcilers/pull-request/pull-request.ts";
import { reconcileLedger } from "../reconcilers/report/ledger.ts";
import { reconcileReport } from "../reconcilers/report/report.ts";
import { reconcilePrune } from "../reconcilers/repository/prune.ts";
import { reconcileRepository } from "../reconcilers/repository/repository.ts";
import { findScene } from "../reconcilers/repository/repository-context.ts";
import { findResourceByGithubId } from "../store/managed-resource.ts";
import { findOutcomeByFollowUp } from "../store/outcome.ts";
import { type Access, findAccess } from "../store/rate-limit.ts";
import { findRepository } from "../store/repository.ts";
import { completeWorkItem, findWorkItem } from "../store/work-item.ts";
import { applyDeliveries } from "./apply-deliveries.ts";
import { forgetSuspension, mindObstacles } from "./blockers.ts";
import { type Context, enqueue } from "./context.ts";
import { reconcileDuplicates } from "./duplicates.ts";
import { type Postponed, postpone } from "./requeue.ts";

/** How a look ended. */
export type ReconcileResult = "done" | Postponed;

/** What a look needs to be told; the rest of its context is its own. */
export type ReconcileInput = Omit<Context, "self"> & { readonly notifyAt?: (object: ReconcileKey, at: Date) => void };

/**
 * Looks at an object: takes in what was delivered about it, compares what should stand on GitHub with what stands
 * there, and writes the difference. Whatever happened, and however often, the answer is to look again. The appointment
 * is settled only at the end: a process that dies in between leaves it due.
 */
export async function reconcile(
  { notifyAt = () => {}, ...given }: ReconcileInput,
  object: ReconcileKey,
): Promise<ReconcileResult> {
  const self = { object, again: [], blocked: [], notifyAt };
  const named: Context = { ...given, self, log: withFields(given.log, { object }) };
  let access: Access | undefined;
  let context = named;
  try {
    const heard = await applyDeliveries(named, object);
    const seen = await findWorkItem(named.db, object);
    access = await findOwnAccess(named, object, heard.at);
    context = enter(named, access, heard.guids);
    await dispatch(context, object);
    if (context.self.blocked[0]) throw context.self.blocked[0];
    await completeWorkItem(context.db, object, { seen, again: findFirst(context.self.again) });
    return "done";
  } catch (error) {
    return await postpone(context, access, error);
  }
}

/** May GitHub be asked about it? What was delivered is taken in already, whatever the answer. */
async function findOwnAccess(
  context: Context,
  object: ReconcileKey,
  heardAt: Date | null,
): Promise<Access | undefined> {
  const { kind, id } = parseReconcileKey(object);
  if (kind === "installation" || kind === "redelivery" || kind === "prune") return undefined;
  const access = await findAccess(context.db, id, context.now);
  return access && forgetSuspension(context, access, heardAt);
}

/** Goes on with what is known of the repository; throws when its installation is to be left alone for now. */
function enter(context: Context, access: Access | undefined, guids: readonly string[]): Context {
  const deliveries = guids.length === 0 ? {} : { deliveries: guids };
  if (!access) return { ...context, log: withFields(context.log, deliveries) };
  const { owner, name, obstacles, notBefore } = access;
  if (notBefore) throw new Refusal("limited", "the installation is limited; it was not asked", { retryAt: notBefore });
  if (obstacles.some(({ kind, isStale }) => kind === "suspended" && !isStale)) {
    throw new Refusal("forbidden", "the installation is suspended; it was not asked", { obstacle: "suspended" });
  }
  const log = withFields(context.log, { repository: `${owner}/${name}`, ...deliveries });
  return { ...context, log, github: mindObstacles({ ...context, log }, access) };
}

function findFirst(dates: readonly Date[]): Date | null {
  return dates.length === 0 ? null : new Date(Math.min(...dates.map(Number)));
}

function dispatch(context: Context, object: ReconcileKey): Promise<void> | undefined {
  const { kind, id, rest } = parseReconcileKey(object);
  switch (kind) {
    case "pull":
      return reconcilePullRequest(context, id, Number(rest));
    case "issue":
      return reconcileIssue(context, id, Number(rest));
    case "outcome":
      return reconcileOutcome(context, id, Number(rest));
    case "dashboard":
      return reconcileDashboard(context, id);
    case "organization":
      return reconcileOrganization(context, id);
    case "report":
      return reconcileReport(context, id);
    case "ledger":
      return reconcileLedger(context, id);
    case "onboarding":
      return reconcileOnboarding(context, id);
    case "repository":
      return reconcileRepository(context, id);
    case "comparison":
      return reconcileBackfill(context, id);
    case "redelivery":
      return reconcileRedelivery(context);
    case "queue":
      return reconcileMergeQueue(context, id, rest);
    case "prune":
      return reconcilePrune(context);
    case "twins":
      return reconcileDuplicates(context, id);
    default:
      // What is told about commits and installations was taken in already, and concerns other objects.
      return undefined;
  }
}

/** What people did on an issue is decided upon where it belongs: at its outcome, its dashboard, its report, or where it asks to begin. */
async function reconcileIssue(context: Context, repositoryId: number, number: number): Promise<void> {
  const outcome = await findOutcomeByFollowUp(context.db, repositoryId, number);
  if (outcome) return enqueue(context, `outcome/${repositoryId}/${outcome.number}`);
  for (const kind of ["dashboard", "organization", "report", "onboarding"] as const) {
    const ours = await findResourceByGithubId(context.db, { kind, repositoryId, githubId: number });
    if (ours) return enqueue(context, `${kind}/${repositoryId}`);
  }
}

async function reconcileMergeQueue(context: Context, repositoryId: number, headSha: string): Promise<void> {
  const repository = await findRepository(context.db, repositoryId);
  const scene = repository && (await findScene(context, repository));
  if (!scene?.settings.isActive) return;
  const requeueAt = await ensureQueueCheck(context, scene, headSha);
  if (requeueAt) await enqueue(context, `queue/${repositoryId}/${headSha}`, requeueAt);
}
