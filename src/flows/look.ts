import { type ObjectName, parseObjectName } from "../core/object.ts";
import { Refusal } from "../core/refusal.ts";
import { findAppointment, postponeAppointment, settleAppointment } from "../store/appointment.ts";
import { findOutcomeByFollowUp } from "../store/outcome.ts";
import { findRepository } from "../store/repository.ts";
import { findStandingByGithubId } from "../store/standing.ts";
import { applyDeliveries } from "./apply-deliveries.ts";
import { ensureQueueCheck } from "./check.ts";
import { lookAtComparison } from "./comparison.ts";
import { type Context, lookLater } from "./context.ts";
import { lookAtDashboard } from "./dashboard.ts";
import { lookAtLedger } from "./ledger.ts";
import { lookAtOnboarding } from "./onboarding.ts";
import { lookAtOutcome } from "./outcome.ts";
import { lookAtPrune } from "./prune.ts";
import { lookAtPullRequest } from "./pull-request.ts";
import { lookAtRedelivery } from "./redelivery.ts";
import { lookAtReport } from "./report.ts";
import { lookAtRepository } from "./repository.ts";
import { findScene } from "./scene.ts";

/** What a look needs to be told; the rest of its context is its own. */
export type LookContext = Omit<Context, "self">;

/**
 * Looks at an object: takes in what was delivered about it, compares what should stand on GitHub with what stands
 * there, and writes the difference. Whatever happened, and however often, the answer is to look again. The appointment
 * is settled only at the end: a process that dies in between leaves it due.
 */
export async function look(given: LookContext, object: ObjectName): Promise<void> {
  const context: Context = { ...given, self: { object, again: [] } };
  try {
    await applyDeliveries(context, object);
    const seen = await findAppointment(context.db, object);
    await lookAt(context, object);
    await settleAppointment(context.db, object, { seen, again: findFirst(context.self.again) });
  } catch (error) {
    await postpone(context, error);
  }
}

function findFirst(dates: readonly Date[]): Date | null {
  return dates.length === 0 ? null : new Date(Math.min(...dates.map(Number)));
}

/** A failed look is repeated after 2, 4, 8 … seconds, later every five minutes. */
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Archived, suspended, a permission withheld: nothing that passes in minutes. */
const FORBIDDEN_PAUSE_MS = 60 * 60_000;
/** From so many failures in a row on it is no passing trouble. */
const LOUD_AFTER = 8;

/** A limit says itself when to come back; any other failure is repeated with growing pauses, and told ever louder. */
async function postpone(context: Context, error: unknown): Promise<void> {
  const { db, log, now, self } = context;
  const { object } = self;
  const failures = ((await findAppointment(db, object))?.failures ?? 0) + 1;
  const retryAt = error instanceof Refusal ? error.retryAt : null;
  const isForbidden = error instanceof Refusal && error.kind === "forbidden";
  const pauseMs = isForbidden ? FORBIDDEN_PAUSE_MS : Math.min(2 ** failures * 1_000, LONGEST_PAUSE_MS);
  const at = retryAt ?? new Date(now.getTime() + pauseMs);
  await postponeAppointment(db, object, { at, failures });
  if (retryAt) return log.info({ object, until: retryAt }, "GitHub asked for patience");
  if (failures < LOUD_AFTER) return log.warn({ object, failures, err: error }, "a look failed and will be repeated");
  log.error({ object, failures, err: error }, "a look fails again and again");
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
    default:
      // What is told about commits and installations was taken in already, and concerns other objects.
      return undefined;
  }
}

/** What people did on an issue is decided upon where it belongs: at its outcome, its dashboard, its report, or where it asks to begin. */
async function lookAtIssue(context: Context, repositoryId: number, number: number): Promise<void> {
  const outcome = await findOutcomeByFollowUp(context.db, repositoryId, number);
  if (outcome) return lookLater(context, `outcome/${repositoryId}/${outcome.number}`);
  for (const kind of ["dashboard", "report", "onboarding"] as const) {
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
