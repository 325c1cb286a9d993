import type { DeliveryAttempt } from "../core/delivery/missed-delivery.ts";
import { ExternalError } from "../core/external-error.ts";
import type { DeliveryPage } from "../github/github.ts";

/** GitHub's log of delivery attempts. */
export interface HookLog {
  add(delivery: SentDelivery, isFailed: boolean): void;
  /** A page of the log as the app can read it, newest first. */
  list(cursor: string | null): DeliveryPage;
  find(attemptId: string): SentDelivery;
}

const PAGE = 100;
const FIRST_ID = 3_804_004_623_172_239_366n;
/** GitHub keeps its log for three days. */
const KEPT_MS = 3 * 24 * 60 * 60_000;

/** An empty log. */
export function createHookLog(now: () => Date): HookLog {
  const entries: { readonly attempt: DeliveryAttempt; readonly delivery: SentDelivery }[] = [];
  const guids = new Set<string>();

  function listKept() {
    const from = now().getTime() - KEPT_MS;
    return entries.filter(({ attempt }) => Date.parse(attempt.deliveredAt) >= from);
  }

  return {
    add(delivery, isFailed) {
      const { guid, event } = delivery;
      const { action } = delivery.payload as { readonly action?: string };
      // As many digits as on github.com.
      const id = String(FIRST_ID + BigInt(entries.length));
      const isRepeated = guids.has(guid);
      guids.add(guid);
      entries.push({
        delivery,
        attempt: { id, guid, event, action: action ?? null, deliveredAt: now().toISOString(), isFailed, isRepeated },
      });
    },
    list(cursor) {
      const listed = listKept()
        .map(({ attempt }) => attempt)
        .filter(({ id }) => cursor === null || BigInt(id) < BigInt(cursor))
        .toReversed();
      const attempts = listed.slice(0, PAGE);
      return { attempts, next: listed.length > PAGE ? (attempts.at(-1)?.id ?? null) : null };
    },
    find(attemptId) {
      const found = listKept().find(({ attempt }) => attempt.id === attemptId);
      if (!found) throw new ExternalError("not-found", "Not Found");
      return found.delivery;
    },
  };
}

/** One webhook delivery as the app receives it. */
export interface SentDelivery {
  readonly guid: string;
  readonly event: string;
  readonly payload: unknown;
}
