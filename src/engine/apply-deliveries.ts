import { type Delivery, parseDelivery } from "../core/delivery/delivery.ts";
import type { DeliveryEvent, EventOf } from "../core/delivery/delivery-event.ts";
import { withFields } from "../core/log.ts";
import { dashboardKey, parseReconcileKey, RECONCILE_KINDS, type ReconcileKey } from "../core/reconcile-key.ts";
import type { AppIdentity } from "../github/github.ts";
import { completeDelivery, failDelivery, type KeptDelivery, listPendingDeliveries } from "../store/delivery.ts";
import { saveWorkItem } from "../store/work-item.ts";
import { type Context, enqueue } from "./context.ts";

/** One event of a delivery, with what may be needed to apply it. */
export interface Arrival<Kind extends DeliveryEvent["kind"] = DeliveryEvent["kind"]> {
  readonly event: EventOf<Kind>;
  readonly delivery: Delivery;
  readonly guid: string;
  readonly identity: AppIdentity;
}

/** Keeps what one kind of event tells. Runs in the transaction that completes the delivery, and calls nobody. */
export type Applier<Kind extends DeliveryEvent["kind"]> = (context: Context, arrival: Arrival<Kind>) => Promise<void>;

/** What is done with deliveries. */
export interface DeliveryRules {
  /** Is a delivery to be applied? False when it is about a repository that is none of ours. */
  readonly admit: (context: Context, delivery: Delivery) => Promise<boolean>;
  readonly appliers: { readonly [Kind in DeliveryEvent["kind"]]: Applier<Kind> };
}

/** After so many attempts a delivery is set aside, so that it stands in nobody's way. */
const MAX_ATTEMPTS = 5;

/** What was delivered: by which deliveries, and when the last one came. */
export interface Heard {
  readonly guids: readonly string[];
  readonly at: Date | null;
}

/** Takes in what an object's deliveries tell, in the order they came, each once. No delivery of it is left behind. */
export async function applyDeliveries(context: Context, rules: DeliveryRules): Promise<Heard> {
  const identity = await context.github.identity();
  const pending = await listPendingDeliveries(context.db, context.key);
  for (const kept of pending) {
    const log = withFields(context.log, { delivery: kept.guid, event: kept.event });
    await applyOne({ ...context, log }, rules, { kept, identity });
  }
  return { guids: pending.map(({ guid }) => guid), at: pending.at(-1)?.receivedAt ?? null };
}

async function applyOne(context: Context, rules: DeliveryRules, { kept, identity }: Pending): Promise<void> {
  const notified: ReconcileKey[] = [];
  try {
    await context.db.transaction(async (db) => {
      // Hints go out after the commit: before it nobody else can see what they hint at.
      await applyDelivery({ ...context, db, notify: (key) => notified.push(key) }, rules, { kept, identity });
      // What it told is to be acted upon, also if the process ends after this commit and before the look does.
      // @removal acted-on-after-a-crash
      await saveWorkItem(db, context.key, context.now);
      await completeDelivery(db, kept.guid, context.now);
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await failDelivery(context.db, kept.guid, { error: message, at: context.now, limit: MAX_ATTEMPTS });
    if (kept.attempts + 1 < MAX_ATTEMPTS) throw new Error(`failed to take in delivery ${kept.guid}`, { cause: error });
    context.log.error({ err: error }, "a delivery was set aside");
    await enqueueDashboard(context);
  }
  for (const key of notified) context.notify(key);
}

/** People should hear of it where they look. */
async function enqueueDashboard(context: Context): Promise<void> {
  const { kind, id } = parseReconcileKey(context.key);
  if (RECONCILE_KINDS[kind] === "repository") await enqueue(context, dashboardKey(id));
}

interface Pending {
  readonly kept: KeptDelivery;
  readonly identity: AppIdentity;
}

async function applyDelivery(
  context: Context,
  { admit, appliers }: DeliveryRules,
  { kept: { guid, event: name, body }, identity }: Pending,
): Promise<void> {
  const delivery = parseDelivery(name, JSON.parse(body));
  if (!delivery || !(await admit(context, delivery))) return;
  for (const event of delivery.events) {
    // The compiler cannot see that an event and its applier are of the same kind.
    const apply = appliers[event.kind] as Applier<DeliveryEvent["kind"]>;
    await apply(context, { event, delivery, guid, identity });
  }
}
