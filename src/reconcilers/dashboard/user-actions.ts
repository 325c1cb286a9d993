import { REFRESH, WRITE_LEDGER } from "../../core/dashboard/dashboard.ts";
import type { Gesture } from "../../core/delivery/user-action.ts";
import { listNewlyTicked } from "../../core/outcome/box.ts";
import type { ReconcileKey } from "../../core/reconcile-key.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { saveDeletion, saveRefresh, saveTick } from "../../store/dashboard.ts";
import { wishLedger } from "../../store/ledger.ts";
import {
  deleteResource,
  dismissResource,
  findResource,
  type ManagedResource,
  recallResource,
  voidResource,
} from "../../store/managed-resource.ts";
import { forgetFiles } from "../../store/repository.ts";
import { listUntakenGestures, takeGesture } from "../../store/user-action.ts";

/**
 * Acts upon what people did on a dashboard. A ticked box counts by what the delivery shows of before and after, so that
 * none is lost to a write of ours that crosses it.
 */
export async function takeDashboardGestures(context: Context, object: string): Promise<void> {
  const resource = await findResource(context.db, object);
  if (!resource || resource.githubId === null) return;
  const numbers = [resource.githubId, resource.twinId].filter((number) => number !== null);
  for (const number of numbers) {
    for (const { guid, gesture } of await listUntakenGestures(context.db, resource.repositoryId, number)) {
      const wanted = await context.db.transaction(async (db) => {
        await takeGesture(db, guid, { response: null, at: context.now });
        return number === resource.twinId && !isTick(gesture, resource)
          ? []
          : take({ ...context, db }, resource, gesture);
      });
      for (const other of wanted) await enqueue(context, other);
    }
  }
}

/** Gives what is to be looked at because of it. */
async function take(
  { db, now }: Context,
  resource: ManagedResource,
  gesture: Gesture,
): Promise<readonly ReconcileKey[]> {
  const { object } = resource;
  switch (gesture.kind) {
    // Closed by a person: respected until it is opened again.
    case "closed-issue":
      await dismissResource(db, object, now);
      return [];
    case "reopened-issue":
      await recallResource(db, object);
      return [];
    // Made again with the next change.
    case "removed-issue":
      await deleteResource(db, object);
      await saveDeletion(db, resource, "");
      return [];
    // Edited: written anew, boxes empty.
    case "edited-issue":
      await voidResource(db, object);
      return takeTicks({ db, now }, resource, gesture);
    case "commented":
    case "deleted-comment":
    case "assigned":
    case "pressed":
      return [];
  }
}

type Taking = Pick<Context, "db" | "now">;
type Edit = Extract<Gesture, { kind: "edited-issue" }>;

function isTick(gesture: Gesture, { key }: ManagedResource): boolean {
  return gesture.kind === "edited-issue" && listNewlyTicked(gesture.before, gesture.after, key).length > 0;
}

/** Whoever ticks may edit the issue, so a person's tick is taken; a bot's is merely undone. */
async function takeTicks(
  { db, now }: Taking,
  resource: ManagedResource,
  { before, after, by }: Edit,
): Promise<readonly ReconcileKey[]> {
  const ticked = by.type === "Bot" ? [] : listNewlyTicked(before, after, resource.key);
  if (ticked.length === 0) return [];
  await saveTick(db, resource, now);
  const refresh = ticked.includes(REFRESH) ? await takeRefresh({ db, now }, resource) : [];
  // Only a repository's own dashboard has such a box.
  const isOwn = resource.object.startsWith("dashboard/");
  const ledger = isOwn && ticked.includes(WRITE_LEDGER) ? await takeLedgerWish({ db, now }, resource) : [];
  return [...refresh, ...ledger];
}

async function takeRefresh({ db, now }: Taking, resource: ManagedResource): Promise<readonly ReconcileKey[]> {
  await saveRefresh(db, resource, now);
  await forgetFiles(db, resource.repositoryId);
  return [`repository/${resource.repositoryId}`];
}

async function takeLedgerWish(
  { db, now }: Taking,
  { repositoryId }: ManagedResource,
): Promise<readonly ReconcileKey[]> {
  await wishLedger(db, repositoryId, now);
  return [`ledger/${repositoryId}`];
}
