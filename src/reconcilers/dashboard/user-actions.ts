import { REFRESH, WRITE_LEDGER } from "../../core/dashboard/dashboard.ts";
import type { UserAction } from "../../core/delivery/user-action.ts";
import { listNewlyTicked } from "../../core/outcome/box.ts";
import { ledgerKey, type ReconcileKey, repositoryKey } from "../../core/reconcile-key.ts";
import { parseResourceKey, type ResourceKey } from "../../core/resource-key.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { saveDeletion, saveRefresh, saveTick } from "../../store/dashboard.ts";
import { requestLedger } from "../../store/ledger.ts";
import {
  dismissResource,
  findResource,
  type ManagedResource,
  recallResource,
  vacateResource,
  voidResource,
} from "../../store/managed-resource.ts";
import { forgetFiles } from "../../store/repository.ts";
import { completeUserAction, listPendingUserActions } from "../../store/user-action.ts";
import { isOpeningOfBot, undoBotClosing } from "../bot-closing.ts";

/**
 * Acts upon what people did on a dashboard. A ticked box counts by what the delivery shows of before and after, so that
 * none is lost to a write of ours that crosses it. Gives the dashboard as it is known afterwards.
 */
export async function takeDashboardActions(context: Context, key: ResourceKey): Promise<ManagedResource | undefined> {
  const resource = await findResource(context.db, key);
  if (!resource || resource.githubId === null) return resource;
  let isChanged = false;
  const numbers = [resource.githubId, resource.duplicateId].filter((number) => number !== null);
  for (const number of numbers) {
    for (const { guid, action } of await listPendingUserActions(context.db, resource.repositoryId, number)) {
      const isDuplicates = number === resource.duplicateId;
      const done = { repositoryId: resource.repositoryId, number, action };
      const isUndone = !isDuplicates && (await undoBotClosing(context, done));
      const wanted = await context.db.transaction(async (db) => {
        await completeUserAction(db, guid, { response: null, at: context.now });
        const isIgnored = isUndone || (isDuplicates && !isTick(action, resource)) || isOpeningOfBot(action);
        return isIgnored ? [] : take({ ...context, db }, resource, action);
      });
      isChanged = true;
      for (const other of wanted) await enqueue(context, other);
    }
  }
  return isChanged ? findResource(context.db, key) : resource;
}

/** Returns the keys to reconcile because of it. */
async function take(
  { db, now }: Context,
  resource: ManagedResource,
  action: UserAction,
): Promise<readonly ReconcileKey[]> {
  const { key } = resource;
  switch (action.kind) {
    // Closed by a person: respected until it is reopened.
    case "closed-issue":
      await dismissResource(db, key, now);
      return [];
    case "reopened-issue":
      await recallResource(db, key);
      return [];
    // Created again with the next change.
    case "removed-issue":
      await vacateResource(db, key);
      await saveDeletion(db, resource, "");
      return [];
    // Edited: written again, with empty boxes.
    case "edited-issue":
      await voidResource(db, key);
      return takeTicks({ db, now }, resource, action);
    case "commented":
    case "deleted-comment":
    case "assigned":
    case "pressed":
      return [];
  }
}

type Taking = Pick<Context, "db" | "now">;
type Edit = Extract<UserAction, { kind: "edited-issue" }>;

function isTick(action: UserAction, { idempotencyKey: key }: ManagedResource): boolean {
  return action.kind === "edited-issue" && listNewlyTicked(action.before, action.after, key).length > 0;
}

/** A person who ticks may edit the issue, so the tick counts; a bot's tick is merely undone. */
async function takeTicks(
  { db, now }: Taking,
  resource: ManagedResource,
  { before, after, by }: Edit,
): Promise<readonly ReconcileKey[]> {
  const ticked = by.type === "Bot" ? [] : listNewlyTicked(before, after, resource.idempotencyKey);
  if (ticked.length === 0) return [];
  await saveTick(db, resource, now);
  const refresh = ticked.includes(REFRESH) ? await takeRefresh({ db, now }, resource) : [];
  // Only a repository's own dashboard has this box.
  const isOwn = parseResourceKey(resource.key).kind === "dashboard";
  const ledger = isOwn && ticked.includes(WRITE_LEDGER) ? await takeLedgerRequest({ db, now }, resource) : [];
  return [...refresh, ...ledger];
}

async function takeRefresh({ db, now }: Taking, resource: ManagedResource): Promise<readonly ReconcileKey[]> {
  await saveRefresh(db, resource, now);
  await forgetFiles(db, resource.repositoryId);
  return [repositoryKey(resource.repositoryId)];
}

async function takeLedgerRequest(
  { db, now }: Taking,
  { repositoryId }: ManagedResource,
): Promise<readonly ReconcileKey[]> {
  await requestLedger(db, repositoryId, now);
  return [ledgerKey(repositoryId)];
}
