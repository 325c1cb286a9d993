import { type AppCall, CALLS, type InstallationCall, wrapCalls } from "../../core/github-calls.ts";
import type { RepositoryAddress } from "../../core/repository/repository-files.ts";
import type { GitHub } from "../github.ts";
import { createRateLimiter, type RateLimit, type Reservations } from "./rate-limiter.ts";

/** GitHub's advice: at least a second between writes, and never two at once. */
const WRITE_GAP_MS = 1_000;

type Given<Method extends keyof GitHub> = Parameters<GitHub[Method]>;

/** Every method has a row, and those that are asked as an installation are told first about which repository. */
const ROWS: {
  readonly [Method in keyof GitHub]: Given<Method> extends readonly [RepositoryAddress, ...unknown[]]
    ? InstallationCall
    : AppCall;
} = CALLS;

/** The rate limit of a running process, with reservations shared with other processes. */
export function createRateLimit(reservations: Reservations, now: () => number): RateLimit {
  return {
    reservations,
    gapMs: WRITE_GAP_MS,
    now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
}

/**
 * The same GitHub, asked as GitHub likes it: the writes of an installation go one after the other, about one a second over
 * all processes, the first at once. A call that would have to wait long is refused with `not-now`, which says when to come
 * back, so that a busy or broken installation never keeps the workers from others. While an installation is limited its calls
 * are refused here, without asking again: who goes on asking is banned.
 * Source: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function limitCalls(github: GitHub, rateLimit: RateLimit): GitHub {
  const limiter = createRateLimiter(rateLimit);
  return wrapCalls(github, (name, given, make) => {
    const call = ROWS[name];
    if (call.askedAs === "app") return make();
    const [at] = given as readonly [RepositoryAddress];
    return call.kind === "read" ? limiter.read(at, make) : limiter.write(at, { ask: make, count: call.writes });
  });
}
