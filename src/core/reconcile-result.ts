/**
 * How a reconcile ended: done, or postponed because GitHub limits the rate, because the app keeps its own pace, because a
 * blocker is in the way, or because something failed.
 */
export const RECONCILE_RESULTS = ["done", "rate-limited", "paced", "blocked", "failed"] as const;

/** Why a reconcile was postponed. */
export type Postponed = Exclude<(typeof RECONCILE_RESULTS)[number], "done">;
