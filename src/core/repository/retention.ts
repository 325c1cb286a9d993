const DAY_MS = 24 * 60 * 60_000;

/** How many days each kind of record is kept; docs/self-hosting.md says it in words. */
export const KEPT_DAYS = {
  /** Ids of applied deliveries, so that a repetition is recognised. GitHub redelivers for at most 7 days. */
  deliveries: 8,
  /** Deliveries that could not be applied, for inspection. */
  setAside: 30,
  /** Records of a repository the app was removed from. */
  parked: 30,
  /** User actions on issues and pull requests that are not ours. */
  strangers: 8,
  /** The record of a user action, once it was answered. */
  actions: 30,
  checks: 30,
  /** Releases, deployments and heads of branches: a merge that is heard of later may be part of one. */
  shipments: 30,
  /** Closed pull requests and what was written there, unless their outcome still needs them. */
  closed: 90,
  /** What took a change back: a question comes at most a year after the merge, and may then be asked again. */
  reverts: 550,
  /** What a person may do; after ten minutes GitHub is asked again in any case. */
  permissions: 1,
} as const;

/** Records older than their moment here are deleted. */
export type Cutoffs = { readonly [K in keyof typeof KEPT_DAYS]: Date };

/** The moments before which records are no longer kept. */
export function findCutoffs(now: Date): Cutoffs {
  const entries = Object.entries(KEPT_DAYS).map(([name, days]) => [name, new Date(now.getTime() - days * DAY_MS)]);
  return Object.fromEntries(entries) as Cutoffs;
}

/** Were the records of a repository parked so long that it starts anew when it comes back? */
export function isParkedTooLong(parkedAt: Date, now: Date): boolean {
  return parkedAt <= findCutoffs(now).parked;
}
