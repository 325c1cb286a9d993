import { findMarker } from "../core/marker.ts";
import { duplicatesKey, type ReconcileKey } from "../core/reconcile-key.ts";
import { checkResource, ownerOf, parseResourceKey, type ResourceKey, type ResourceKind } from "../core/resource-key.ts";
import {
  confirmByKey,
  confirmResource,
  findResource,
  noteDuplicate,
  settleDuplicate,
} from "../store/managed-resource.ts";
import type { Arrival } from "./apply-deliveries.ts";
import { type Context, enqueue } from "./context.ts";

/** The echo of our own write confirms it. A marker counts only where our app wrote it, and only with a key of ours. */
export async function applyOwnEvent(
  context: Context,
  { event, delivery, identity }: Arrival<"written">,
): Promise<void> {
  // @removal foreign-marker-ignored
  if (event.appId !== identity.appId && delivery.sender?.login !== identity.botLogin) return;
  const idempotencyKey = findMarker(event.body);
  if (idempotencyKey === undefined || !delivery.repository) return;
  const repositoryId = delivery.repository.id;
  const duplicate = await noteDuplicate(context.db, { repositoryId, idempotencyKey, githubId: event.githubId });
  if (duplicate) await enqueue(context, settlerOf(duplicate));
  const key = await confirmByKey(context.db, {
    repositoryId,
    idempotencyKey,
    githubId: event.githubId,
    at: context.now,
  });
  // The reconciler that waited for the confirmation can go on.
  const owner = key && WAITS.includes(parseResourceKey(key).kind) ? ownerOf(key) : null;
  if (owner) await enqueue(context, owner);
}

/** Resources whose reconcilers do nothing else until they know whether these were made. */
const WAITS: readonly ResourceKind[] = ["follow-up", "onboarding"];

/** A dashboard deals with its own duplicate, since it may say more than its readers may see. */
function settlerOf(key: ResourceKey): ReconcileKey {
  const { kind, repositoryId } = parseResourceKey(key);
  const owner = kind === "dashboard" || kind === "organization" ? ownerOf(key) : null;
  return owner ?? duplicatesKey(repositoryId);
}

/** GitHub shows the newest run of a check: the record follows it. */
export async function applyOwnCheckEvent(
  context: Context,
  { event, delivery, identity }: Arrival<"checked">,
): Promise<void> {
  if (event.appId !== identity.appId || !delivery.repository) return;
  const key = checkResource(delivery.repository.id, event.headSha);
  const resource = await findResource(context.db, key);
  if (!resource) return;
  if (resource.githubId === null) {
    await confirmResource(context.db, key, { githubId: event.githubId, at: resource.intendedAt });
  }
  // Checks cannot be deleted, and of two GitHub shows the newest: that one has to say what is true.
  if (resource.githubId !== null && resource.githubId < event.githubId) {
    await settleDuplicate(context.db, key, event.githubId);
  }
}
