import type { Outcome } from "../../core/outcome/outcome.ts";

/** An outcome after a part of its reconcile, and when to go on where nobody knows yet what came of that part. */
export interface Progress {
  readonly outcome: Outcome;
  readonly requeueAt: Date | null;
}

/** Nothing is left open. */
export function settled(outcome: Outcome): Progress {
  return { outcome, requeueAt: null };
}
