import type { Delivery } from "../core/delivery/delivery.ts";
import type { EventOf } from "../core/delivery/delivery-event.ts";
import { findMarker } from "../core/marker.ts";
import { duplicatesKey, type ReconcileKey } from "../core/reconcile-key.ts";
import { checkResource, ownerOf, parseResourceKey, type ResourceKey } from "../core/resource-key.ts";
import type { AppIdentity } from "../github/github.ts";
import type { Database } from "../store/database.ts";
import { confirmOwnCheck, confirmOwnWrite } from "../store/managed-resource.ts";
import type { Arrival } from "./apply-deliveries.ts";
import { type Context, enqueue } from "./context.ts";

/** Kinds of events that only confirm a write when the app caused them. What the app does is no user action. */
const CONFIRMING: readonly string[] = ["written", "checked", "user-action"];

/** Is a delivery only about a write of ours? Then it confirms the write, and there is nothing to reconcile. */
export function isOwnDelivery({ sender, events }: Delivery, { botLogin }: AppIdentity): boolean {
  return sender?.login === botLogin && events.length > 0 && events.every(({ kind }) => CONFIRMING.includes(kind));
}

/** What is needed beside the event to confirm a write. */
interface Confirming {
  readonly delivery: Delivery;
  readonly identity: AppIdentity;
  readonly at: Date;
}

/** Confirms what a delivery of our own tells was written. Gives the key to reconcile where something was written twice. */
export async function confirmOwnDelivery(db: Database, confirming: Confirming): Promise<ReconcileKey | null> {
  let key: ReconcileKey | null = null;
  for (const event of confirming.delivery.events) {
    if (event.kind === "written") key ??= await confirmWrite(db, event, confirming);
    if (event.kind === "checked") key ??= await confirmCheck(db, event, confirming);
  }
  return key;
}

/** A marker counts only in what our app wrote, and only with a key that we issued. */
async function confirmWrite(
  db: Database,
  event: EventOf<"written">,
  { delivery, identity, at }: Confirming,
): Promise<ReconcileKey | null> {
  // @removal foreign-marker-ignored
  if (event.appId !== identity.appId && delivery.sender?.login !== identity.botLogin) return null;
  const idempotencyKey = findMarker(event.body);
  if (idempotencyKey === undefined || !delivery.repository) return null;
  const write = { repositoryId: delivery.repository.id, idempotencyKey, githubId: event.githubId, at };
  const duplicated = await confirmOwnWrite(db, write);
  return duplicated ? settlerOf(duplicated) : null;
}

/** A dashboard reconciler removes its own duplicate, since the duplicate may say more than its readers may see. */
function settlerOf(key: ResourceKey): ReconcileKey {
  const { kind, repositoryId } = parseResourceKey(key);
  const owner = kind === "dashboard" || kind === "organization" ? ownerOf(key) : null;
  return owner ?? duplicatesKey(repositoryId);
}

async function confirmCheck(
  db: Database,
  event: EventOf<"checked">,
  { delivery, identity }: Confirming,
): Promise<ReconcileKey | null> {
  if (event.appId !== identity.appId || !delivery.repository) return null;
  const key = checkResource(delivery.repository.id, event.headSha);
  return (await confirmOwnCheck(db, key, event.githubId)) ? delivery.key : null;
}

/** The same for events that come with others in one delivery. */
export async function applyOwnWrite(context: Context, { event, ...rest }: Arrival<"written">): Promise<void> {
  const key = await confirmWrite(context.db, event, { ...rest, at: context.now });
  if (key) await enqueue(context, key);
}

/** The same for a check that was recorded before the app knew who it is. */
export async function applyOwnCheck(context: Context, { event, ...rest }: Arrival<"checked">): Promise<void> {
  await confirmCheck(context.db, event, { ...rest, at: context.now });
}
