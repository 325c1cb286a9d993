import { findEventRow } from "./events.ts";

/** One attempt to deliver a webhook, as GitHub lists it. */
export interface DeliveryAttempt {
  /** Every attempt has its own. Text, for it may have more digits than a number can hold; it need not grow. */
  readonly id: string;
  /** The same for all attempts at one delivery. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  /** ISO 8601. */
  readonly deliveredAt: string;
  readonly isFailed: boolean;
  /** The delivery had been attempted before. */
  readonly isRepeated: boolean;
}

/** A delivery without a successful attempt, and how urgently it is needed. */
export interface MissedDelivery {
  readonly guid: string;
  /** The id of its newest attempt. */
  readonly deliveryId: string;
  /** When that failed, ISO 8601. */
  readonly failedAt: string;
  /** 0 is the most urgent. */
  readonly rank: number;
}

/** How urgently a failed delivery is needed; null when it would add nothing. */
export function rankDelivery({ event, action }: Pick<DeliveryAttempt, "event" | "action">): number | null {
  return findEventRow(event)?.rank(action) ?? null;
}

/** The missed deliveries among these attempts: failed, useful to the app, and without a successful attempt. */
export function listMissed(attempts: readonly DeliveryAttempt[]): readonly MissedDelivery[] {
  const taken = new Set(attempts.filter(({ isFailed }) => !isFailed).map(({ guid }) => guid));
  const missed = new Map<string, MissedDelivery>();
  for (const attempt of attempts) {
    const rank = rankDelivery(attempt);
    if (rank === null || taken.has(attempt.guid)) continue;
    const known = missed.get(attempt.guid);
    if (known && Date.parse(known.failedAt) >= Date.parse(attempt.deliveredAt)) continue;
    missed.set(attempt.guid, { guid: attempt.guid, deliveryId: attempt.id, rank, failedAt: attempt.deliveredAt });
  }
  return [...missed.values()];
}

/** The deliveries that had failed and were delivered later, by GUID. */
export function listDeliveredLater(attempts: readonly DeliveryAttempt[]): readonly string[] {
  return attempts.filter(({ isFailed, isRepeated }) => isRepeated && !isFailed).map(({ guid }) => guid);
}

/**
 * A search goes back so far behind the newest attempt of the one before: an attempt is listed once it has ended, and
 * clocks differ.
 */
const OVERLAP_MS = 10 * 60_000;

/** The moment to which a search goes back, given the newest attempt of the last complete one. */
export function findSearchEnd(searchedUntil: Date | null): Date {
  return new Date((searchedUntil?.getTime() ?? OVERLAP_MS) - OVERLAP_MS);
}

/** The moment of the newest of these attempts; undefined without any. */
export function findNewest(attempts: readonly DeliveryAttempt[]): Date | undefined {
  const newest = attempts.reduce((latest, { deliveredAt }) => Math.max(latest, Date.parse(deliveredAt)), 0);
  return newest === 0 ? undefined : new Date(newest);
}
