import { Refusal } from "../core/external-error.ts";
import { withFields } from "../core/log.ts";
import { type ObjectName, parseObjectName } from "../core/reconcile-key.ts";
import { lookAtDashboard } from "../reconcilers/dashboard/dashboard.ts";
import { lookAtOrganization } from "../reconcilers/dashboard/organization.ts";
import { lookAtComparison } from "../reconcilers/delivery/backfill.ts";
import { lookAtRedelivery } from "../reconcilers/delivery/redelivery.ts";
import { lookAtOnboarding } from "../reconcilers/onboarding/onboarding.ts";
import { lookAtOutcome } from "../reconcilers/outcome/outcome.ts";
import { ensureQueueCheck } from "../reconcilers/pull-request/check.ts";
import { lookAtPullRequest } from "../reconcilers/pull-request/pull-request.ts";
import { lookAtLedger } from "../reconcilers/report/ledger.ts";
import { lookAtReport } from "../reconcilers/report/report.ts";
import { lookAtPrune } from "../reconcilers/repository/prune.ts";
import { lookAtRepository } from "../reconcilers/repository/repository.ts";
import { findScene } from "../reconcilers/repository/repository-context.ts";
import { findStandingByGithubId } from "../store/managed-resource.ts";
import { findOutcomeByFollowUp } from "../store/outcome.ts";
import { type Access, findAccess } from "../store/rate-limit.ts";
import { findRepository } from "../store/repository.ts";
import { findAppointment, settleAppointment } from "../store/work-item.ts";
import { applyDeliveries } from "./apply-deliveries.ts";
import { forgetSuspension, mindObstacles } from "./blockers.ts";
import { type Context, lookLater } from "./context.ts";
import { lookAtTwins } from "./duplicates.ts";
import { type Postponed, postpone } from "./requeue.ts";

/** How a look ended. */
export type LookResult = "done" | Postponed;

/** What a look needs to be told; the rest of its context is its own. */
export type LookContext = Omit<Context, "self"> & { readonly wake?: (object: ObjectName, at: Date) => void };

/**
 * Looks at an object: takes in what was delivered about it, compares what should stand on GitHub with what stands
 * there, and writes the difference. Whatever happened, and however often, the answer is to look again. The appointment
 * is settled only at the end: a process that dies in between leaves it due.
 */
export async function look({ wake = () => {}, ...given }: LookContext, object: ObjectName): Promise<LookResult> {
  const self = { object, again: [], blocked: [], wake };
  const named: Context = { ...given, self, log: withFields(given.log, { object }) };
  let access: Access | undefined;
  let context = named;
  try {
    const heard = await applyDeliveries(named, object);
    const seen = await findAppointment(named.db, object);
    access = await findOwnAccess(named, object, heard.at);
    context = enter(named, access, heard.guids);
    await lookAt(context, object);
    if (context.self.blocked[0]) throw context.self.blocked[0];
    await settleAppointment(context.db, object, { seen, again: findFirst(context.self.again) });
    return "done";
  } catch (error) {
    return await postpone(context, access, error);
  }
}

/** May GitHub be asked about it? What was delivered is taken in already, whatever the answer. */
async function findOwnAccess(context: Context, object: ObjectName, heardAt: Date | null): Promise<Access | undefined> {
  const { kind, id } = parseObjectName(object);
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

function lookAt(context: Context, object: ObjectName): Promise<void> | undefined {
  const { kind, id, rest } = parseObjectName(object);
  switch (kind) {
    case "pull":
      return lookAtPullRequest(context, id, Number(rest));
    case "issue":
      return lookAtIssue(context, id, Number(rest));
    case "outcome":
      return lookAtOutcome(context, id, Number(rest));
    case "dashboard":
      return lookAtDashboard(context, id);
    case "organization":
      return lookAtOrganization(context, id);
    case "report":
      return lookAtReport(context, id);
    case "ledger":
      return lookAtLedger(context, id);
    case "onboarding":
      return lookAtOnboarding(context, id);
    case "repository":
      return lookAtRepository(context, id);
    case "comparison":
      return lookAtComparison(context, id);
    case "redelivery":
      return lookAtRedelivery(context);
    case "queue":
      return lookAtMergeQueue(context, id, rest);
    case "prune":
      return lookAtPrune(context);
    case "twins":
      return lookAtTwins(context, id);
    default:
      // What is told about commits and installations was taken in already, and concerns other objects.
      return undefined;
  }
}

/** What people did on an issue is decided upon where it belongs: at its outcome, its dashboard, its report, or where it asks to begin. */
async function lookAtIssue(context: Context, repositoryId: number, number: number): Promise<void> {
  const outcome = await findOutcomeByFollowUp(context.db, repositoryId, number);
  if (outcome) return lookLater(context, `outcome/${repositoryId}/${outcome.number}`);
  for (const kind of ["dashboard", "organization", "report", "onboarding"] as const) {
    const ours = await findStandingByGithubId(context.db, { kind, repositoryId, githubId: number });
    if (ours) return lookLater(context, `${kind}/${repositoryId}`);
  }
}

async function lookAtMergeQueue(context: Context, repositoryId: number, headSha: string): Promise<void> {
  const repository = await findRepository(context.db, repositoryId);
  const scene = repository && (await findScene(context, repository));
  if (!scene?.settings.isActive) return;
  const lookAgainAt = await ensureQueueCheck(context, scene, headSha);
  if (lookAgainAt) await lookLater(context, `queue/${repositoryId}/${headSha}`, lookAgainAt);
}
