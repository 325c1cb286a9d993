import { type ObjectName, parseObjectName } from "../core/object.ts";
import { Refusal } from "../core/refusal.ts";
import { keepAppointment } from "../store/appointment.ts";
import { findOutcomeByFollowUp } from "../store/outcome.ts";
import { findRepository } from "../store/repository.ts";
import { findStandingByGithubId } from "../store/standing.ts";
import { applyDeliveries } from "./apply-deliveries.ts";
import { ensureQueueCheck } from "./check.ts";
import { type Context, findScene, lookLater } from "./context.ts";
import { lookAtDashboard } from "./dashboard.ts";
import { lookAtOutcome } from "./outcome.ts";
import { lookAtPullRequest } from "./pull-request.ts";

/** After a failure an object is looked at again by then, whatever becomes of the job that failed. */
const SAFETY_NET_MS = 10 * 60_000;

/**
 * Looks at an object: takes in what was delivered about it, compares what should stand on GitHub with what stands
 * there, and writes the difference. Whatever happened, and however often, the answer is to look again.
 */
export async function look(context: Context, object: ObjectName): Promise<void> {
  // Kept first: what the look itself arranges for later must survive it.
  await keepAppointment(context.db, object, context.now);
  try {
    await applyDeliveries(context, object);
    await lookAt(context, object);
  } catch (error) {
    await postpone(context, object, error);
  }
}

/** A limit says itself when to come back. Anything else is thrown: the worker tries again soon, and gives up loudly. */
async function postpone(context: Context, object: ObjectName, error: unknown): Promise<void> {
  if (error instanceof Refusal && error.retryAt) {
    context.log.info({ object, until: error.retryAt }, "GitHub asked for patience");
    return lookLater(context, object, error.retryAt);
  }
  await lookLater(context, object, new Date(context.now.getTime() + SAFETY_NET_MS));
  throw error;
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
    case "queue":
      return lookAtMergeQueue(context, id, rest);
    default:
      // What is told about commits, repositories and installations was taken in already, and concerns other objects.
      return undefined;
  }
}

/** What people did on an issue is decided upon where it belongs: at its outcome or its dashboard. Most issues are neither. */
async function lookAtIssue(context: Context, repositoryId: number, number: number): Promise<void> {
  const outcome = await findOutcomeByFollowUp(context.db, repositoryId, number);
  if (outcome) return lookLater(context, `outcome/${repositoryId}/${outcome.number}`);
  const where = { kind: "dashboard", repositoryId, githubId: number };
  if (await findStandingByGithubId(context.db, where)) return lookLater(context, `dashboard/${repositoryId}`);
}

async function lookAtMergeQueue(context: Context, repositoryId: number, headSha: string): Promise<void> {
  const repository = await findRepository(context.db, repositoryId);
  const scene = repository && (await findScene(context, repository));
  if (!scene?.settings.isActive) return;
  const lookAgainAt = await ensureQueueCheck(context, scene, headSha);
  if (lookAgainAt) await lookLater(context, `queue/${repositoryId}/${headSha}`, lookAgainAt);
}
