import { DONE, type Result } from "./result.ts";

/** For keys whose deliveries say all there is to do: they were applied, and concern other keys. */
export async function reconcileNothing(): Promise<Result> {
  return DONE;
}
