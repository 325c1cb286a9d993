import { setTimeout as sleep } from "node:timers/promises";
import type { AppIdentity, GitHub } from "../github/github.ts";

/** How long to wait before GitHub is asked again who we are. */
const RETRY_MS = 30_000;

/** Asks GitHub who we are until it answers, so that wrong credentials are known before anything depends on them. null when stopped. */
export async function tryCredentials(
  github: Pick<GitHub, "identity">,
  stopping: AbortSignal,
): Promise<AppIdentity | null> {
  while (!stopping.aborted) {
    const identity = await github.identity().catch(() => null);
    if (identity) return identity;
    await sleep(RETRY_MS, undefined, { signal: stopping, ref: false }).catch(() => {});
  }
  return null;
}
