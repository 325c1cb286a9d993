import { type Cutoffs, findCutoffs } from "../../core/repository/retention.ts";
import type { Context } from "../../engine/context.ts";
import { type Result, requeueAtFirst } from "../../engine/result.ts";
import { BATCH as LIMIT, pruneBatch, pruneUnassignable } from "../../store/prune.ts";
import { deleteRecords, listParked } from "../../store/records.ts";

/** Batches in a row before other work gets a chance. */
const MOST_BATCHES = 20;
const PAUSE_MS = 60_000;
const DAILY_MS = 24 * 60 * 60_000;
/** Repositories whose records are deleted in one reconcile. */
const MOST_REPOSITORIES = 20;

/** Deletes what is past its retention, once a day and in small batches. */
export async function reconcilePrune(context: Context): Promise<Result> {
  const { db, now } = context;
  const cutoffs = findCutoffs(now);
  await pruneUnassignable(db, now);
  const mayBeMore = [await pruneParked(context, cutoffs), await pruneAll(context, cutoffs)];
  const pauseMs = mayBeMore.includes(true) ? PAUSE_MS : DAILY_MS;
  return requeueAtFirst(new Date(now.getTime() + pauseMs));
}

async function pruneAll({ db }: Context, cutoffs: Cutoffs): Promise<boolean> {
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    if (!(await pruneBatch(db, cutoffs))) return false;
  }
  return true;
}

/** Deletes the records of repositories from which the app was removed, once their parking time is over. */
async function pruneParked({ db, log }: Context, { parked }: Cutoffs): Promise<boolean> {
  const ids = await listParked(db, parked, MOST_REPOSITORIES);
  let batches = 0;
  for (const id of ids) {
    while ((await deleteRecords(db, id, { parkedBefore: parked, limit: LIMIT })) > 0) {
      if (++batches >= MOST_BATCHES) return true;
    }
    log.info({ repository: id }, "deleted the records of a repository: the app was removed from it 30 days ago");
  }
  return ids.length === MOST_REPOSITORIES;
}
