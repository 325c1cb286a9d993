import type { Blocker } from "../blocker.ts";
import type { ResourceKind } from "../resource-key.ts";

/** What the maintainers of a repository should know about the app's problems there. */
export interface Troubles {
  readonly blockers: readonly Blocker[];
  /** What GitHub refuses though nothing known is in the way: how many resources of a kind, and its words for the last. */
  readonly refused: readonly { readonly kind: ResourceKind; readonly count: number; readonly reason: string }[];
  /** Deliveries that could not be applied; null when there are none. */
  readonly setAside: { readonly count: number; readonly lastAt: Date } | null;
}
