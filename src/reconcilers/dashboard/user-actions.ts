import { REFRESH, WRITE_LEDGER } from "../../core/dashboard/dashboard.ts";
import type { Gesture } from "../../core/delivery/user-action.ts";
import { listNewlyTicked } from "../../core/outcome/box.ts";
import type { ReconcileKey } from "../../core/reconcile-key.ts";
import { type Context, enqueue } from "../../engine/context.ts";
import { saveDeletion, saveRefresh, saveTick } from "../../store/dashboard.ts";
import { wishLedger } from "../../store/ledger.ts";
import {
  deleteStanding,
  dismissStanding,
  findStanding,
  recallStanding,
  type Standing,
  voidStanding,
} from "../../store/managed-resource.ts";
import { forgetFiles } from "../../store/repository.ts";
import { listUntakenGestures, takeGesture } from "../../store/user-action.ts";

/**
 * Acts upon what people did on a dashboard. A ticked box counts by what the delivery shows of before and after, so that
 * none is lost to a write of ours that crosses it.
 */
export async function takeDashboardGestures(context: Context, object: string): Promise<void> {
  const standing = await findStanding(context.db, object);
  if (!standing || standing.githubId === null) return;
  const numbers = [standing.githubId, standing.twinId].filter((number) => number !== null);
  for (const number of numbers) {
    for (const { guid, gesture } of await listUntakenGestures(context.db, standing.repositoryId, number)) {
      const wanted = await context.db.transaction(async (db) => {
        await takeGesture(db, guid, { response: null, at: context.now });
        return number === standing.twinId && !isTick(gesture, standing)
          ? []
          : take({ ...context, db }, standing, gesture);
      });
      for (const other of wanted) await enqueue(context, other);
    }
  }
}

/** Gives what is to be looked at because of it. */
async function take({ db, now }: Context, standing: Standing, gesture: Gesture): Promise<readonly ReconcileKey[]> {
  const { object } = standing;
  switch (gesture.kind) {
    // Closed by a person: respected until it is opened again.
    case "closed-issue":
      await dismissStanding(db, object, now);
      return [];
    case "reopened-issue":
      await recallStanding(db, object);
      return [];
    // Made again with the next change.
    case "removed-issue":
      await deleteStanding(db, object);
      await saveDeletion(db, standing, "");
      return [];
    // Edited: written anew, boxes empty.
    case "edited-issue":
      await voidStanding(db, object);
      return takeTicks({ db, now }, standing, gesture);
    case "commented":
    case "deleted-comment":
    case "assigned":
    case "pressed":
      return [];
  }
}

type Taking = Pick<Context, "db" | "now">;
type Edit = Extract<Gesture, { kind: "edited-issue" }>;

function isTick(gesture: Gesture, { key }: Standing): boolean {
  return gesture.kind === "edited-issue" && listNewlyTicked(gesture.before, gesture.after, key).length > 0;
}

/** Whoever ticks may edit the issue, so a person's tick is taken; a bot's is merely undone. */
async function takeTicks(
  { db, now }: Taking,
  standing: Standing,
  { before, after, by }: Edit,
): Promise<readonly ReconcileKey[]> {
  const ticked = by.type === "Bot" ? [] : listNewlyTicked(before, after, standing.key);
  if (ticked.length === 0) return [];
  await saveTick(db, standing, now);
  const refresh = ticked.includes(REFRESH) ? await takeRefresh({ db, now }, standing) : [];
  // Only a repository's own dashboard has such a box.
  const isOwn = standing.object.startsWith("dashboard/");
  const ledger = isOwn && ticked.includes(WRITE_LEDGER) ? await takeLedgerWish({ db, now }, standing) : [];
  return [...refresh, ...ledger];
}

async function takeRefresh({ db, now }: Taking, standing: Standing): Promise<readonly ReconcileKey[]> {
  await saveRefresh(db, standing, now);
  await forgetFiles(db, standing.repositoryId);
  return [`repository/${standing.repositoryId}`];
}

async function takeLedgerWish({ db, now }: Taking, { repositoryId }: Standing): Promise<readonly ReconcileKey[]> {
  await wishLedger(db, repositoryId, now);
  return [`ledger/${repositoryId}`];
}
