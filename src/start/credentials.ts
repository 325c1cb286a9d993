import { setTimeout as sleep } from "node:timers/promises";
import type { GitHub } from "../github/github.ts";

/** How long to wait before GitHub is asked again who we are. */
const RETRY_MS = 30_000;

/** Asks GitHub who we are until it answers, so that wrong credentials are known before anything depends on them. */
export async function tryCredentials(github: Pick<GitHub, "identity">, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const answered = await github.identity().then(
      () => true,
      () => false,
    );
    if (answered) return;
    await sleep(RETRY_MS, undefined, { signal: stopping, ref: false }).catch(() => {});
  }
}
