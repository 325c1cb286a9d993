import { randomUUID } from "node:crypto";
import { ExternalError } from "../core/external-error.ts";
import { withFields } from "../core/log.ts";
import {
  parseReconcileKey,
  RECONCILE_KINDS,
  type ReconcileKey,
  type ReconcileKeyParts,
  type ReconcileKind,
} from "../core/reconcile-key.ts";
import type { Postponed } from "../core/reconcile-result.ts";
import { type DueKey, findDueKey } from "../store/due-key.ts";
import { Overtaken } from "../store/overtaken.ts";
import type { Access } from "../store/rate-limit.ts";
import { completeWorkItem } from "../store/work-item.ts";
import { type AppliedDeliveries, applyDeliveries, type DeliveryRules } from "./apply-deliveries.ts";
import { clearSuspension, respectBlockers } from "./blockers.ts";
import type { Context } from "./context.ts";
import { logCalls } from "./logged-calls.ts";
import { requeue } from "./requeue.ts";
import type { Result } from "./result.ts";

/**
 * Makes GitHub match what is known about one key. It does not learn which event caused the run: it may run any number
 * of times and in any order, with the same result.
 */
export type Reconciler = (context: Context, key: ReconcileKeyParts) => Promise<Result>;

/** What the engine runs. The engine knows no feature itself: app.ts passes these in. */
export interface Features {
  readonly reconcilers: Readonly<Record<ReconcileKind, Reconciler>>;
  readonly deliveries: DeliveryRules;
}

/** How it went: done, postponed and why, or `idle`: there was nothing to do, another process had been faster. */
export type ReconcileResult = "done" | "idle" | Postponed;

/**
 * Reconciles a key: applies its pending deliveries, then runs its reconciler. The work item is completed last, so it
 * stays due when the process dies in between. Each time has an id, `run`, in every line that is logged meanwhile.
 */
export async function reconcile(
  features: Features,
  given: Omit<Context, "key">,
  key: ReconcileKey,
): Promise<ReconcileResult> {
  const startedAt = performance.now();
  const enqueued = new Set<ReconcileKey>();
  const log = withFields(given.log, { key, run: randomUUID().slice(0, 8) });
  const notify = (next: ReconcileKey) => {
    enqueued.add(next);
    given.notify(next);
  };
  const result = await run(features, { ...given, key, log, notify, github: logCalls(given.github, log) });
  if (result !== "idle") {
    const ms = Math.round(performance.now() - startedAt);
    log.debug({ result, ms, ...(enqueued.size > 0 && { enqueued: [...enqueued] }) }, "reconciled");
  }
  return result;
}

async function run(features: Features, named: Context): Promise<ReconcileResult> {
  const { key } = named;
  let access: Access | undefined;
  let context = named;
  try {
    const parts = parseReconcileKey(key);
    const due = await findDueKey(named.db, key, { repositoryId: repositoryOf(parts), now: named.now });
    if (!due.isDue) return "idle";
    const applied = due.hasDeliveries ? await applyDeliveries(named, features.deliveries) : NOTHING_APPLIED;
    if (applied.guids.length > 0) named.log.debug({ deliveries: applied.guids }, "applied deliveries");
    access = await findOwnAccess(named, parts, { due, applied });
    context = enter(named, access, applied.guids);
    const result = await runReconciler(features.reconcilers[parts.kind], context, parts);
    if (result.blocked) return await requeue(context, access, result.blocked, result.requeueAt);
    const seen = applied.workItem ?? due.workItem;
    await completeWorkItem(context.db, key, { seen, requeueAt: result.requeueAt ?? null });
    return "done";
  } catch (error) {
    return await requeue(context, access, error);
  }
}

/** How often a reconcile that was overtaken begins again at once; then it waits as after any failure. */
const MOST_OVERTAKEN = 3;

/** Runs a reconciler; again, from what stands now, when another wrote a record meanwhile that this one had read. */
async function runReconciler(reconciler: Reconciler, context: Context, parts: ReconcileKeyParts): Promise<Result> {
  for (let times = 1; ; times += 1) {
    try {
      return await reconciler(context, parts);
    } catch (error) {
      if (!(error instanceof Overtaken) || times > MOST_OVERTAKEN) throw error;
      context.log.debug({ times }, "overtaken by another reconcile, reads again");
    }
  }
}

const NOTHING_APPLIED: AppliedDeliveries = { guids: [], at: null, workItem: undefined, isAccessChanged: false };

function repositoryOf({ kind, id }: ReconcileKeyParts): number | null {
  return RECONCILE_KINDS[kind] === "repository" ? id : null;
}

/** May GitHub be asked about it? What was delivered is applied already, whatever the answer. */
async function findOwnAccess(
  context: Context,
  parts: ReconcileKeyParts,
  { due, applied }: { readonly due: DueKey; readonly applied: AppliedDeliveries },
): Promise<Access | undefined> {
  const repositoryId = repositoryOf(parts);
  const isStale = applied.isAccessChanged && repositoryId !== null;
  const { access } = isStale ? await findDueKey(context.db, context.key, { repositoryId, now: context.now }) : due;
  return access && clearSuspension(context, access, applied.at);
}

/** Adds repository and blockers to the context. Throws when the installation may not be called for now. */
function enter(context: Context, access: Access | undefined, guids: readonly string[]): Context {
  const deliveries = guids.length === 0 ? {} : { deliveries: guids };
  if (!access) return { ...context, log: withFields(context.log, deliveries) };
  const { owner, name, blockers, notBefore } = access;
  if (notBefore)
    throw new ExternalError("limited", "the installation is limited; it was not asked", { retryAt: notBefore });
  if (blockers.some(({ kind, isStale }) => kind === "suspended" && !isStale)) {
    throw new ExternalError("forbidden", "the installation is suspended; it was not asked", { blocker: "suspended" });
  }
  const log = withFields(context.log, { repository: `${owner}/${name}`, ...deliveries });
  return { ...context, log, github: respectBlockers({ ...context, log }, access) };
}
