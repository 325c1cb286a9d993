import { setTimeout as sleep } from "node:timers/promises";

/** Ends only what hangs: on a busy machine everything takes many times as long. */
const HANGS_AFTER_MS = 90_000;
const GLANCE_MS = 20;

/** Waits until a check throws no more, and returns its result. Fake timers do not affect it. */
export async function eventually<Result>(check: () => Result | Promise<Result>): Promise<Result> {
  for (const until = performance.now() + HANGS_AFTER_MS; ; await sleep(GLANCE_MS)) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > until) throw error;
    }
  }
}
