/** One attempt to deliver a webhook, as GitHub lists it. */
export interface DeliveryAttempt {
  /** Increases over time; every attempt has its own. */
  readonly id: number;
  /** The same for all attempts at one delivery. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  /** ISO 8601. */
  readonly deliveredAt: string;
  readonly isFailed: boolean;
}

/** A delivery without a successful attempt, and how urgently it is needed. */
export interface MissedDelivery {
  readonly guid: string;
  /** The id of its newest attempt. */
  readonly deliveryId: number;
  /** 0 is the most urgent. */
  readonly rank: number;
}

/** How long a delivery may still be in flight: GitHub waits 10 s, GitHub Enterprise Server 30 s, and clocks differ. */
const SETTLED_AFTER_MS = 5 * 60_000;

/**
 * The actions that carry information; null for all of them. User actions come first: the rest can be read from GitHub
 * again.
 */
const WANTED: Readonly<Record<string, { readonly rank: number; readonly actions: readonly string[] | null }>> = {
  issues: { rank: 0, actions: ["opened", "edited", "closed", "reopened", "assigned", "deleted", "transferred"] },
  issue_comment: { rank: 0, actions: ["created", "edited", "deleted"] },
  pull_request_review: { rank: 0, actions: ["submitted", "edited"] },
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

/** How urgently a failed delivery is needed; null when it would add nothing. */
export function rankDelivery({ event, action }: Pick<DeliveryAttempt, "event" | "action">): number | null {
  const wanted = Object.hasOwn(WANTED, event) ? WANTED[event] : undefined;
  if (!wanted) return null;
  const tells = wanted.actions === null || (action !== null && wanted.actions.includes(action));
  if (!tells) return null;
  // Our own checks come back as `created`, which only confirms what we wrote.
  return event === "check_run" && action === "created" ? 3 : wanted.rank;
}

/** The missed deliveries among these attempts: failed, useful to the app, and without a successful attempt. */
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

/**
 * The newest attempt that is certainly over, from which the next search continues; undefined when all may still be in
 * flight.
 */
export function findSettled(attempts: readonly DeliveryAttempt[], now: Date): number | undefined {
  const settled = attempts.filter(({ deliveredAt }) => Date.parse(deliveredAt) < now.getTime() - SETTLED_AFTER_MS);
  return settled.length === 0 ? undefined : Math.max(...settled.map(({ id }) => id));
}
