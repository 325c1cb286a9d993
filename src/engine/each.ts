import { isUnstorable } from "../store/unstorable.ts";
import type { Context } from "./context.ts";

/**
 * Does the same for each of many. One that the database cannot hold is logged and left out, so that it keeps none of the
 * others; any other error ends the loop, and the reconcile is tried again.
 */
export async function forEachStorable<Item extends { readonly number: number }>(
  { log, key }: Context,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      if (!isUnstorable(error)) throw error;
      log.error({ err: error, key, number: item.number }, "skipped one record that cannot be stored");
    }
  }
}
