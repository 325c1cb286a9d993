import { type Delivery, parseDelivery } from "../core/delivery/delivery.ts";
import type { DeliveryEvent, EventOf } from "../core/delivery/delivery-event.ts";
import { withFields } from "../core/log.ts";
import { dashboardKey, parseReconcileKey, RECONCILE_KINDS, type ReconcileKey } from "../core/reconcile-key.ts";
import type { AppIdentity } from "../github/github.ts";
import { completeDelivery, failDelivery, type KeptDelivery, listPendingDeliveries } from "../store/delivery.ts";
import { findWorkItem, type WorkItem } from "../store/work-item.ts";
import { type Context, enqueue } from "./context.ts";

/** One event of a delivery, with what its applier may need. */
export interface Arrival<Kind extends DeliveryEvent["kind"] = DeliveryEvent["kind"]> {
  readonly event: EventOf<Kind>;
  readonly delivery: Delivery;
  readonly guid: string;
  readonly identity: AppIdentity;
}

/** Saves what one kind of event says. Runs in the transaction that completes the delivery, and calls no API. */
export type Applier<Kind extends DeliveryEvent["kind"]> = (context: Context, arrival: Arrival<Kind>) => Promise<void>;

/** Which deliveries are applied, and how. */
export interface DeliveryRules {
  /**
   * Keeps who and where a delivery speaks of. `refused` when it is about a repository that is none of ours, `changed` when
   * what is known of the repository is different from before.
   */
  readonly admit: (context: Context, delivery: Delivery) => Promise<"refused" | "changed" | "unchanged">;
  readonly appliers: { readonly [Kind in DeliveryEvent["kind"]]: Applier<Kind> };
}

/** How many attempts a delivery gets before it is set aside, so that it keeps no other from being applied. */
const MAX_ATTEMPTS = 5;

/** What was delivered: by which deliveries, when the last one came, and the work item they left. */
export interface AppliedDeliveries {
  readonly guids: readonly string[];
  readonly at: Date | null;
  readonly workItem: WorkItem | undefined;
  /** What is known of the repository or its installation may be different now. */
  readonly isAccessChanged: boolean;
}

/**
 * Applies a key's deliveries in the order they came, each once and in a transaction of its own: one that fails takes no
 * other with it, and between two of them new deliveries are accepted, even on a database with one connection.
 */
export async function applyDeliveries(context: Context, rules: DeliveryRules): Promise<AppliedDeliveries> {
  const identity = await context.github.identity();
  const pending = await listPendingDeliveries(context.db, context.key);
  let applied: Applied = { workItem: undefined, isAccessChanged: false };
  for (const kept of pending) {
    const { workItem, isAccessChanged } = await applyOrSetAside(context, rules, { kept, identity });
    applied = { workItem, isAccessChanged: applied.isAccessChanged || isAccessChanged };
  }
  return { guids: pending.map(({ guid }) => guid), at: pending.at(-1)?.receivedAt ?? null, ...applied };
}

type Applied = Pick<AppliedDeliveries, "workItem" | "isAccessChanged">;

interface Pending {
  readonly kept: KeptDelivery;
  readonly identity: AppIdentity;
}

async function applyOrSetAside(context: Context, rules: DeliveryRules, { kept, identity }: Pending): Promise<Applied> {
  try {
    return await applyOne(context, rules, { kept, identity });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await failDelivery(context.db, kept.guid, { error: message, at: context.now, limit: MAX_ATTEMPTS });
    if (kept.attempts + 1 < MAX_ATTEMPTS) throw new Error(`failed to apply delivery ${kept.guid}`, { cause: error });
    context.log.error({ err: error, delivery: kept.guid, event: kept.event }, "a delivery was set aside");
    await enqueueDashboard(context);
    return { workItem: await findWorkItem(context.db, context.key), isAccessChanged: true };
  }
}

async function applyOne(context: Context, rules: DeliveryRules, { kept, identity }: Pending): Promise<Applied> {
  const notified: ReconcileKey[] = [];
  const applied = await context.db.transaction(async (db) => {
    // Notifications go out after the commit: before it nobody else can see what they are about.
    const inside = { ...context, db, notify: (key: ReconcileKey) => notified.push(key) };
    const log = withFields(context.log, { delivery: kept.guid, event: kept.event });
    const isAccessChanged = await applyDelivery({ ...inside, log }, rules, { kept, identity });
    // @removal acted-on-after-a-crash
    return { workItem: await completeDelivery(db, context.key, { guid: kept.guid, at: context.now }), isAccessChanged };
  });
  for (const key of notified) context.notify(key);
  return applied;
}

/** The dashboard tells people of it. */
async function enqueueDashboard(context: Context): Promise<void> {
  const { kind, id } = parseReconcileKey(context.key);
  if (RECONCILE_KINDS[kind] === "repository") await enqueue(context, dashboardKey(id));
}

/** Events after which GitHub may be asked differently. */
const CHANGES_ACCESS: readonly DeliveryEvent["kind"][] = ["repository", "installation", "owner-renamed"];

/** Gives whether GitHub may be asked differently afterwards. */
async function applyDelivery(
  context: Context,
  { admit, appliers }: DeliveryRules,
  { kept: { guid, event: name, body }, identity }: Pending,
): Promise<boolean> {
  const delivery = parseDelivery(name, JSON.parse(body));
  const admitted = delivery ? await admit(context, delivery) : "refused";
  if (!delivery || admitted === "refused") return false;
  for (const event of delivery.events) {
    // The compiler cannot see that an event and its applier are of the same kind.
    const apply = appliers[event.kind] as Applier<DeliveryEvent["kind"]>;
    await apply(context, { event, delivery, guid, identity });
  }
  return admitted === "changed" || delivery.events.some(({ kind }) => CHANGES_ACCESS.includes(kind));
}
