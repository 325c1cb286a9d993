import type { Blocker } from "../blocker.ts";

/** What the maintainers of a repository should know about the app's problems there. */
export interface Troubles {
  readonly blockers: readonly Blocker[];
  /** Deliveries that could not be applied; null when there are none. */
  readonly setAside: { readonly count: number; readonly lastAt: Date } | null;
}
