/** One attempt to deliver a webhook, as GitHub lists it. */
export interface DeliveryAttempt {
  /** Grows with time; every attempt has its own. */
  readonly id: number;
  /** The same for every attempt at one delivery. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  /** ISO 8601. */
  readonly deliveredAt: string;
  readonly isFailed: boolean;
}

/** A delivery nobody took, and how soon it is wanted. */
export interface MissedDelivery {
  readonly guid: string;
  /** Its newest attempt that failed. */
  readonly deliveryId: number;
  /** 0 is wanted first. */
  readonly rank: number;
}

/** So long a delivery may still be under way: GitHub waits 10 s, GitHub Enterprise Server 30 s, and clocks differ. */
const SETTLED_AFTER_MS = 5 * 60_000;

/** The actions that tell us something; null where all of them do. What people did comes before what can be seen again. */
const WANTED: Readonly<Record<string, { readonly rank: number; readonly actions: readonly string[] | null }>> = {
  issues: { rank: 0, actions: ["opened", "edited", "closed", "reopened", "assigned", "deleted", "transferred"] },
  issue_comment: { rank: 0, actions: ["created", "edited", "deleted"] },
  check_run: { rank: 0, actions: ["created", "rerequested", "requested_action"] },
  installation: { rank: 1, actions: null },
  installation_repositories: { rank: 1, actions: null },
  installation_target: { rank: 1, actions: ["renamed"] },
  repository: { rank: 1, actions: null },
  pull_request: { rank: 2, actions: null },
  push: { rank: 2, actions: null },
  check_suite: { rank: 3, actions: ["rerequested"] },
  merge_group: { rank: 3, actions: ["checks_requested"] },
};

/** How soon a delivery is wanted that failed; null when it would tell us nothing. */
export function rankDelivery({ event, action }: Pick<DeliveryAttempt, "event" | "action">): number | null {
  const wanted = Object.hasOwn(WANTED, event) ? WANTED[event] : undefined;
  if (!wanted) return null;
  const tells = wanted.actions === null || (action !== null && wanted.actions.includes(action));
  if (!tells) return null;
  // Our own checks come back as `created`: that only confirms what we wrote.
  return event === "check_run" && action === "created" ? 3 : wanted.rank;
}

/** The deliveries among these attempts that nobody took: failed, of use to us, and without an attempt that came through. */
export function listMissed(attempts: readonly DeliveryAttempt[]): readonly MissedDelivery[] {
  const taken = new Set(attempts.filter(({ isFailed }) => !isFailed).map(({ guid }) => guid));
  const missed = new Map<string, MissedDelivery>();
  for (const attempt of attempts) {
    const rank = rankDelivery(attempt);
    if (rank === null || taken.has(attempt.guid)) continue;
    const deliveryId = Math.max(attempt.id, missed.get(attempt.guid)?.deliveryId ?? 0);
    missed.set(attempt.guid, { guid: attempt.guid, deliveryId, rank });
  }
  return [...missed.values()];
}

/** The newest attempt that is surely over: from there the next search goes on. Undefined where all may be under way. */
export function findSettled(attempts: readonly DeliveryAttempt[], now: Date): number | undefined {
  const settled = attempts.filter(({ deliveredAt }) => Date.parse(deliveredAt) < now.getTime() - SETTLED_AFTER_MS);
  return settled.length === 0 ? undefined : Math.max(...settled.map(({ id }) => id));
}
