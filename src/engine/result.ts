import { ExternalError } from "../core/external-error.ts";

/** How a reconcile ended. What is thrown is a failure, and is tried again with a growing pause. */
export interface Result {
  /** When to run again, unless something new happens before. */
  readonly requeueAt?: Date;
  /** What kept a part of it from being done, while the other parts went on; the key waits until that is gone. */
  readonly blocked?: ExternalError;
}

/** Everything stands as it should. */
export const DONE: Result = {};

/** Runs again at the earliest of some moments, if there is any. */
export function requeueAtFirst(...moments: readonly (Date | null | undefined)[]): Result {
  const dates = moments.filter((moment) => moment instanceof Date);
  return dates.length === 0 ? DONE : { requeueAt: new Date(Math.min(...dates.map(Number))) };
}

/** Does one part of a reconcile: a blocker in its way is returned, so that the other parts can go on. */
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
