import { isOfClock } from "../../core/clock/clock-rules.ts";
import type { Shipment } from "../../core/clock/shipment.ts";
import type { EventOf } from "../../core/delivery/delivery-event.ts";
import { clockKey } from "../../core/reconcile-key.ts";
import type { Repository } from "../../core/repository/repository.ts";
import { toUtcText } from "../../core/time/schedule.ts";
import type { Arrival } from "../../engine/apply-deliveries.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { findRepository } from "../../store/repository.ts";
import { saveShipments } from "../../store/shipment.ts";
import { resolveKnown } from "../repository/repository-context.ts";

/** Keeps a release or a deployment; the clock's own reconcile, which follows, compares it with what waits. */
export async function applyShipment(context: Context, { delivery, event }: Arrival<"shipped">): Promise<void> {
  const repository = delivery.repository && (await findRepository(context.db, delivery.repository.id));
  if (!repository) return;
  await keep(context, repository, { ...event.shipment, at: event.at ?? toUtcText(context.now) });
}

/** Keeps the new head of a branch, where that is what users get. */
export async function applyHead(
  context: Context,
  repository: Repository,
  { branch, event }: { readonly branch: string; readonly event: EventOf<"pushed"> },
): Promise<void> {
  // All zeros: the branch was deleted.
  if (!event.ref.startsWith("refs/heads/") || /^0+$/.test(event.after)) return;
  const at = event.pushedAt ?? toUtcText(context.now);
  const isKept = await keep(context, repository, { kind: "branch", name: branch, revision: event.after, at });
  if (isKept) await enqueue(context, clockKey(repository.id));
}

/** While the configuration is about to be read again, nobody knows what starts the clock: then it is kept in any case. */
async function keep({ db, now }: Context, repository: Repository, shipment: Shipment): Promise<boolean> {
  const settings = resolveKnown(repository);
  const isMeant =
    !settings || !repository.files || isOfClock(shipment, settings.config, repository.files.defaultBranch);
  if (isMeant) await saveShipments(db, repository.id, { shipments: [shipment], heardAt: now });
  return isMeant;
}
