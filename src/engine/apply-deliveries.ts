import { type Delivery, listPeople, parseDelivery } from "../core/delivery/delivery.ts";
import type { DeliveryEvent, EventOf } from "../core/delivery/delivery-event.ts";
import { withFields } from "../core/log.ts";
import { dashboardKey, parseReconcileKey, RECONCILE_KINDS, type ReconcileKey } from "../core/reconcile-key.ts";
import type { AppIdentity } from "../github/github.ts";
import { completeDeliveries, failDelivery, type KeptDelivery, listPendingDeliveries } from "../store/delivery.ts";
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

/** So few that between two transactions new deliveries are accepted, even on a database with one connection. */
const TOGETHER = 25;

/** Applies a key's deliveries in the order they came, each once, a few in a transaction. */
export async function applyDeliveries(context: Context, rules: DeliveryRules): Promise<AppliedDeliveries> {
  const identity = await context.github.identity();
  const pending = await listPendingDeliveries(context.db, context.key);
  let applied = NOTHING;
  for (let from = 0; from < pending.length; from += TOGETHER) {
    // The first ones have passed with their key.
    if (from > 0) await context.pass();
    applied = add(applied, await applySome(context, rules, { batch: pending.slice(from, from + TOGETHER), identity }));
  }
  return { guids: pending.map(({ guid }) => guid), at: pending.at(-1)?.receivedAt ?? null, ...applied };
}

type Applied = Pick<AppliedDeliveries, "workItem" | "isAccessChanged">;

const NOTHING: Applied = { workItem: undefined, isAccessChanged: false };

function add(before: Applied, { workItem, isAccessChanged }: Applied): Applied {
  return { workItem, isAccessChanged: before.isAccessChanged || isAccessChanged };
}

interface Batch {
  readonly batch: readonly KeptDelivery[];
  readonly identity: AppIdentity;
}

/** Together; when one of them fails each by itself, so that it takes no other with it. */
async function applySome(context: Context, rules: DeliveryRules, { batch, identity }: Batch): Promise<Applied> {
  try {
    return await applyTogether(context, rules, { batch, identity });
  } catch (error) {
    const [kept, ...others] = batch;
    if (kept && others.length === 0) return failOne(context, kept, error);
    let applied = NOTHING;
    for (const one of batch) applied = add(applied, await applySome(context, rules, { batch: [one], identity }));
    return applied;
  }
}

async function applyTogether(context: Context, rules: DeliveryRules, { batch, identity }: Batch): Promise<Applied> {
  const notified: ReconcileKey[] = [];
  const applied = await context.db.transaction(async (db) => {
    // Notifications go out after the commit: before it nobody else can see what they are about.
    const inside = { ...context, db, notify: (key: ReconcileKey) => notified.push(key) };
    const admit = admitOnce(rules.admit);
    let isAccessChanged = false;
    for (const kept of batch) {
      const log = withFields(context.log, { delivery: kept.guid, event: kept.event });
      const isChanged = await applyDelivery({ ...inside, log }, { ...rules, admit }, { kept, identity });
      isAccessChanged ||= isChanged;
    }
    const guids = batch.map(({ guid }) => guid);
    // @removal acted-on-after-a-crash
    return { workItem: await completeDeliveries(db, context.key, { guids, at: context.now }), isAccessChanged };
  });
  for (const key of notified) context.notify(key);
  return applied;
}

/** Deliveries in a row mostly name the same place and the same people, of which the first has said all. */
function admitOnce(admit: DeliveryRules["admit"]): DeliveryRules["admit"] {
  let last = "";
  return async (context, delivery) => {
    const { repository, installationId } = delivery;
    const said = JSON.stringify([repository, installationId, listPeople(delivery)]);
    if (said === last) return "unchanged";
    const admitted = await admit(context, delivery);
    last = admitted === "refused" ? "" : said;
    return admitted;
  };
}

/** Counts the failure. What fails too often is set aside, so that it keeps no other from being applied. */
async function failOne(context: Context, kept: KeptDelivery, error: unknown): Promise<Applied> {
  const message = error instanceof Error ? error.message : String(error);
  await failDelivery(context.db, kept.guid, { error: message, at: context.now, limit: MAX_ATTEMPTS });
  if (kept.attempts + 1 < MAX_ATTEMPTS) throw new Error(`failed to apply delivery ${kept.guid}`, { cause: error });
  context.log.error({ err: error, delivery: kept.guid, event: kept.event }, "a delivery was set aside");
  await enqueueDashboard(context);
  return { workItem: await findWorkItem(context.db, context.key), isAccessChanged: true };
}

/** The dashboard tells people of it. */
async function enqueueDashboard(context: Context): Promise<void> {
  const { kind, id } = parseReconcileKey(context.key);
  if (RECONCILE_KINDS[kind] === "repository") await enqueue(context, dashboardKey(id));
}

/** Events after which GitHub may be asked differently. */
const CHANGES_ACCESS: readonly DeliveryEvent["kind"][] = ["repository", "installation", "owner-renamed"];

interface One {
  readonly kept: KeptDelivery;
  readonly identity: AppIdentity;
}

/** Gives whether GitHub may be asked differently afterwards. */
async function applyDelivery(
  context: Context,
  { admit, appliers }: DeliveryRules,
  { kept: { guid, event: name, body }, identity }: One,
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
