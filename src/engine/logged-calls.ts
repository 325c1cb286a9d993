import { wrapCalls } from "../core/github-calls.ts";
import type { Log } from "../core/log.ts";
import type { GitHub } from "../github/github.ts";

/** The same GitHub; each call is a line at level debug, in the log of the reconcile that makes it. */
export function logCalls(github: GitHub, log: Log): GitHub {
  return wrapCalls(github, async (call, _, make) => {
    const startedAt = performance.now();
    const elapsed = () => ({ call, ms: Math.round(performance.now() - startedAt) });
    try {
      const answer = await make();
      log.debug(elapsed(), "called GitHub");
      return answer;
    } catch (error) {
      log.debug({ ...elapsed(), err: error }, "a call to GitHub failed");
      throw error;
    }
  });
}
