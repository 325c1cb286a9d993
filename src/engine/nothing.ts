import { DONE, type Result } from "./result.ts";

/** For keys that need no reconcile: applying their deliveries is all there is, and enqueues other keys. */
export async function reconcileNothing(): Promise<Result> {
  return DONE;
}
