import { parseReconcileKey } from "../core/reconcile-key.ts";
import { saveUserAction } from "../store/user-action.ts";
import type { Arrival } from "./apply-deliveries.ts";
import type { Context } from "./context.ts";

/** Saves a user action. What the app does itself is not a user action. */
export async function applyUserAction(
  context: Context,
  { event, delivery, guid, identity }: Arrival<"user-action">,
): Promise<void> {
  if (delivery.sender?.login === identity.botLogin) return;
  const repositoryId = parseReconcileKey(delivery.key).id;
  await saveUserAction(context.db, {
    guid,
    repositoryId,
    number: event.number,
    action: event.action,
    at: context.now,
  });
}
