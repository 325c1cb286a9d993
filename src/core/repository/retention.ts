const DAY_MS = 24 * 60 * 60_000;

/** How many days what is kept; docs/self-hosting.md says it in words. */
export const KEPT_DAYS = {
  /** Ids of deliveries that were worked off, so that a repetition is recognised. GitHub delivers again for 7 days at most. */
  deliveries: 8,
  /** Deliveries that could not be worked off, to be looked at. */
  setAside: 30,
  /** Records of a repository the app was taken out of. */
  parked: 30,
  /** What people did on issues and pull requests that are none of ours. */
  strangers: 8,
  /** That something was done, once it was answered. */
  actions: 30,
  checks: 30,
  /** Closed pull requests, and what was written there, unless their outcome still needs them. */
  closed: 90,
  /** GitHub is asked again what a person may do after ten minutes. */
  permissions: 1,
} as const;

/** What is older than its moment here goes. */
export type Cutoffs = { readonly [K in keyof typeof KEPT_DAYS]: Date };

/** The moments before which things are not kept any more. */
export function findCutoffs(now: Date): Cutoffs {
  const entries = Object.entries(KEPT_DAYS).map(([name, days]) => [name, new Date(now.getTime() - days * DAY_MS)]);
  return Object.fromEntries(entries) as Cutoffs;
}

/** Were the records of a repository parked for so long that it starts anew when it comes back? */
export function isParkedTooLong(parkedAt: Date, now: Date): boolean {
  return parkedAt <= findCutoffs(now).parked;
}
