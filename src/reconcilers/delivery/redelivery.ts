import {
  type DeliveryAttempt,
  findNewest,
  findSearchEnd,
  listDeliveredLater,
  listMissed,
} from "../../core/delivery/missed-delivery.ts";
import { ExternalError } from "../../core/external-error.ts";
import type { Context } from "../../engine/context.ts";
import { type Result, requeueAtFirst } from "../../engine/result.ts";
import type { DeliveryPage } from "../../github/github.ts";
import {
  beginMissedSearch,
  countTries,
  forgetMissed,
  listWanted,
  type MissedSearch,
  saveMissed,
  saveMissedSearch,
  saveTry,
} from "../../store/missed-delivery.ts";
import { announce } from "../announce.ts";

/** How often GitHub is asked for failed deliveries. */
const EVERY_MS = 15 * 60_000;
/** Requests per second, at most. */
const A_SECOND = 2;
const SECOND_MS = 1_000;
/** Pages per reconcile; the rest is left to the next one, so that other work does not wait. */
const PAGES = 5;
/** A requested delivery that neither arrived nor failed again is requested once more after this time. */
const STALE_MS = 60 * 60_000;
/** GitHub keeps deliveries for 3 days, GitHub Enterprise Server for 7. */
const KEPT_MS = 8 * 24 * 60 * 60_000;

/**
 * Finds the deliveries that failed while the app was away, and requests them again, user actions first. The progress is
 * saved in the database, so that a restart or another process continues.
 */
export async function reconcileRedelivery(context: Context): Promise<Result> {
  const { db, now } = context;
  const search = await beginMissedSearch(db, now);
  const nextSearchAt = new Date((search.searchedAt?.getTime() ?? 0) + EVERY_MS);
  const isSearching = search.cursor !== null || nextSearchAt <= now;
  const isDone = isSearching ? await searchOn(context, search) : true;
  const secondAgo = new Date(now.getTime() - SECOND_MS);
  if (isSearching) await forgetMissed(db, { before: new Date(now.getTime() - KEPT_MS), unhurried: secondAgo });

  const isMoreWanted = await askAgain(context);
  const soon = new Date(now.getTime() + SECOND_MS);
  const later = isSearching ? new Date(now.getTime() + EVERY_MS) : nextSearchAt;
  return requeueAtFirst(isMoreWanted || !isDone ? soon : later);
}

/** Continues the search, newest first, up to what was seen before. True when it is complete. */
async function searchOn(context: Context, begun: MissedSearch): Promise<boolean> {
  let search = begun;
  const end = findSearchEnd(begun.searchedUntil);
  for (let page = 0; page < PAGES; page++) {
    const { attempts, next } = await readPage(context, search.cursor);
    const unseen = attempts.filter(({ deliveredAt }) => Date.parse(deliveredAt) >= end.getTime());
    const isLast = next === null || unseen.length < attempts.length;
    const nextUntil = search.nextUntil ?? findNewest(attempts) ?? null;
    search = isLast
      ? {
          ...search,
          searchedUntil: nextUntil ?? search.searchedUntil,
          searchedAt: context.now,
          cursor: null,
          nextUntil: null,
        }
      : { ...search, cursor: next, nextUntil };
    const found = search;
    await context.db.transaction(async (db) => {
      const missed = listMissed(unseen.filter((attempt) => isOurs(attempt, found)));
      // @removal failed-delivery-remembered
      await saveMissed(db, { missed, delivered: listDeliveredLater(unseen) }, context.now);
      await saveMissedSearch(db, found);
    });
    if (isLast) return true;
  }
  return false;
}

/** The app is usually installed before the server's first start, so older installation events are requested too. */
const FROM_BEFORE = ["installation", "installation_repositories"];

function isOurs({ event, deliveredAt }: DeliveryAttempt, { firstStartedAt }: MissedSearch): boolean {
  return Date.parse(deliveredAt) >= firstStartedAt.getTime() || FROM_BEFORE.includes(event);
}

/**
 * All attempts are listed, for GitHub's filter leaves out connections that it could not make. A page that GitHub does not
 * know any more is left for the first.
 */
async function readPage({ github, log }: Context, cursor: string | null): Promise<DeliveryPage> {
  try {
    return await github.listDeliveries(cursor);
  } catch (error) {
    if (cursor === null || !(error instanceof ExternalError) || error.kind !== "invalid") throw error;
    log.info({ err: error }, "cannot continue the list of deliveries, starting over at its first page");
    return github.listDeliveries(null);
  }
}

/** Requests wanted deliveries. True when more are wanted. */
async function askAgain(context: Context): Promise<boolean> {
  const { db, github, log, now } = context;
  const wanted = await listWanted(db, { stale: new Date(now.getTime() - STALE_MS), limit: A_SECOND + 1 });
  // The key may have been reconciled just now, by this process or another.
  const left = Math.max(0, A_SECOND - (await countTries(db, new Date(now.getTime() - SECOND_MS))));
  for (const missed of wanted.slice(0, left)) {
    await saveTry(db, missed, now);
    try {
      await github.redeliver(missed.deliveryId);
      announce(context, { kind: "redelivered", delivery: missed.guid });
    } catch (error) {
      // A delivery that GitHub no longer has, or refuses to deliver, does not block the others.
      const isItsOwn = error instanceof ExternalError && ["not-found", "gone", "invalid"].includes(error.kind);
      if (!isItsOwn) throw error;
      log.warn({ delivery: missed.guid, err: error }, "could not request redelivery of a failed delivery");
    }
  }
  return wanted.length > left;
}
