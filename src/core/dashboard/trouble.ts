import type { Blocker } from "../blocker.ts";

/** What people who look after a repository should know of how we fare there. */
export interface Troubles {
  readonly blockers: readonly Blocker[];
  /** Deliveries about it that could not be taken in; null when there are none. */
  readonly setAside: { readonly count: number; readonly lastAt: Date } | null;
}
