import { type Cutoffs, findCutoffs } from "../../core/repository/retention.ts";
import type { Context } from "../../engine/context.ts";
import { type Result, requeueAtFirst } from "../../engine/result.ts";
import { emptyReverts, BATCH as LIMIT, pruneBatch, pruneUnassignable } from "../../store/prune.ts";
import { deleteRecords, listParked } from "../../store/records.ts";

/** So many batches in a row, then others get a turn. */
const MOST_BATCHES = 20;
const PAUSE_MS = 60_000;
const DAILY_MS = 24 * 60 * 60_000;
/** Repositories whose records go in one look. */
const MOST_REPOSITORIES = 20;

/** Looks, once a day, for what is not kept any more, and deletes it in small batches. */
export async function reconcilePrune(context: Context): Promise<Result> {
  const { db, now } = context;
  const cutoffs = findCutoffs(now);
  await pruneUnassignable(db, now);
  await emptyReverts(db, cutoffs.closed);
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

/** Records of repositories the app was taken out of are parked for a while, then they go. */
async function pruneParked({ db, log }: Context, { parked }: Cutoffs): Promise<boolean> {
  const ids = await listParked(db, parked, MOST_REPOSITORIES);
  let batches = 0;
  for (const id of ids) {
    while ((await deleteRecords(db, id, { parkedBefore: parked, limit: LIMIT })) > 0) {
      if (++batches >= MOST_BATCHES) return true;
    }
    log.info({ repository: id }, "the records of a repository were deleted: the app was out of it for 30 days");
  }
  return ids.length === MOST_REPOSITORIES;
}
