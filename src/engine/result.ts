import { ExternalError } from "../core/external-error.ts";

/** How a reconcile ended. Throwing means failure, and leads to a retry with growing pauses. */
export interface Result {
  /** When to run again, unless something new happens first. */
  readonly requeueAt?: Date;
  /** What blocked a part of the reconcile while the other parts went on. The key waits until the blocker is gone. */
  readonly blocked?: ExternalError;
}

/** Nothing is left to do. */
export const DONE: Result = {};

/** Runs again at the earliest of the given moments, if there are any. */
export function requeueAtFirst(...moments: readonly (Date | null | undefined)[]): Result {
  const dates = moments.filter((moment) => moment instanceof Date);
  return dates.length === 0 ? DONE : { requeueAt: new Date(Math.min(...dates.map(Number))) };
}

/** Runs one part of a reconcile. A blocker is returned, not thrown, so that the other parts can go on. */
export async function tryPart<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value } | { readonly blocked: ExternalError }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof ExternalError) || error.blocker === null) throw error;
    return { blocked: error };
  }
}
