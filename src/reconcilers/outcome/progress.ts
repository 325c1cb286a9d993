import type { Outcome } from "../../core/outcome/outcome.ts";

/** An outcome after a part of its reconcile; `requeueAt` is set while the result of that part is unknown. */
export interface Progress {
  readonly outcome: Outcome;
  readonly requeueAt: Date | null;
}

/** Nothing is left open. */
export function settled(outcome: Outcome): Progress {
  return { outcome, requeueAt: null };
}
