import { ExternalError } from "../core/external-error.ts";
import { withFields } from "../core/log.ts";
import {
  parseReconcileKey,
  RECONCILE_KINDS,
  type ReconcileKey,
  type ReconcileKeyParts,
  type ReconcileKind,
} from "../core/reconcile-key.ts";
import { type Access, findAccess } from "../store/rate-limit.ts";
import { completeWorkItem, findWorkItem } from "../store/work-item.ts";
import { applyDeliveries, type DeliveryRules } from "./apply-deliveries.ts";
import { clearSuspension, respectBlockers } from "./blockers.ts";
import type { Context } from "./context.ts";
import { type Postponed, requeue } from "./requeue.ts";
import type { Result } from "./result.ts";

/**
 * Makes GitHub say about one key what it should, given everything that is known. It is told nothing about what happened:
 * however often and in whatever order it runs, the result is the same.
 */
export type Reconciler = (context: Context, key: ReconcileKeyParts) => Promise<Result>;

/** What the engine runs. It knows no feature itself: app.ts hands these in. */
export interface Features {
  readonly reconcilers: Readonly<Record<ReconcileKind, Reconciler>>;
  readonly deliveries: DeliveryRules;
}

/** How it went: done, or postponed and why. */
export type ReconcileResult = "done" | Postponed;

/**
 * Reconciles a key: applies what was delivered about it, then has its reconciler compare what should stand on GitHub with
 * what stands there. Its work item is completed only at the end: a process that dies in between leaves it due.
 */
export async function reconcile(
  { reconcilers, deliveries }: Features,
  given: Omit<Context, "key">,
  key: ReconcileKey,
): Promise<ReconcileResult> {
  const named: Context = { ...given, key, log: withFields(given.log, { key }) };
  let access: Access | undefined;
  let context = named;
  try {
    const parts = parseReconcileKey(key);
    const heard = await applyDeliveries(named, deliveries);
    const seen = await findWorkItem(named.db, key);
    access = await findOwnAccess(named, parts, heard.at);
    context = enter(named, access, heard.guids);
    const result = await reconcilers[parts.kind](context, parts);
    if (result.blocked) return await requeue(context, access, result.blocked, result.requeueAt);
    await completeWorkItem(context.db, key, { seen, requeueAt: result.requeueAt ?? null });
    return "done";
  } catch (error) {
    return await requeue(context, access, error);
  }
}

/** May GitHub be asked about it? What was delivered is applied already, whatever the answer. */
async function findOwnAccess(
  context: Context,
  { kind, id }: ReconcileKeyParts,
  heardAt: Date | null,
): Promise<Access | undefined> {
  if (RECONCILE_KINDS[kind] !== "repository") return undefined;
  const access = await findAccess(context.db, id, context.now);
  return access && clearSuspension(context, access, heardAt);
}

/** Goes on with what is known of the repository; throws when its installation is to be left alone for now. */
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
