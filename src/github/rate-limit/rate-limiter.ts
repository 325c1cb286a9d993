import { ExternalError } from "../../core/external-error.ts";
import type { RepositoryAddress } from "../../core/repository/repository-files.ts";
import { type Breaker, halfOpen, isOpen, recordFailure } from "./breaker.ts";

/** Whether a write may go, and when; otherwise when to retry. */
export type Reservation =
  | { readonly isGranted: true; readonly at: Date }
  | { readonly isGranted: false; readonly retryAt: Date };

/** The reservations that all processes share (store/rate-limit.ts). */
export interface Reservations {
  /** Reserves time for `count` writes of an installation. */
  reserveWrite(
    installationId: number,
    wanted: WriteSpacing & { readonly now: Date; readonly count: number },
  ): Promise<Reservation>;
  /** Reserves a retry time for one key. */
  reserveRetry(installationId: number, from: Date): Promise<Date>;
}

interface WriteSpacing {
  readonly gapMs: number;
  readonly withinMs: number;
}

export interface RateLimit {
  readonly reservations: Reservations;
  readonly gapMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** How long a write waits for its reservation; it holds a worker meanwhile. */
const WITHIN_MS = 1_100;
/** One running write, and one that waits. */
const MAX_WRITES = 2;
/** An installation whose reads hang must leave workers for the others. */
const MAX_READS = 6;

/** This process's calls for an installation. */
interface InstallationLoad {
  /** Settles when the writes so far are done, so that never two run at once. */
  tail: Promise<unknown>;
  writes: number;
  reads: number;
  /** GitHub asked for no calls before then. */
  limitedUntil: number;
}

interface Write<T> {
  readonly ask: () => Promise<T>;
  /** The number of writes on GitHub. */
  readonly count: number;
}

export interface RateLimiter {
  read<T>(at: RepositoryAddress, ask: () => Promise<T>): Promise<T>;
  write<T>(at: RepositoryAddress, write: Write<T>): Promise<T>;
}

/** Creates the rate limiter of a process: one queue of writes per installation, one breaker per repository. */
export function createRateLimiter(rateLimit: RateLimit): RateLimiter {
  const loads = new Map<number, InstallationLoad>();
  const ask = createGate(rateLimit);

  function findLoad({ installationId }: RepositoryAddress): InstallationLoad {
    const load = loads.get(installationId) ?? { tail: Promise.resolve(), writes: 0, reads: 0, limitedUntil: 0 };
    loads.set(installationId, load);
    return load;
  }

  async function refuseForNow(at: RepositoryAddress): Promise<never> {
    const retryAt = await rateLimit.reservations.reserveRetry(at.installationId, new Date(rateLimit.now()));
    throw notNow(retryAt);
  }

  async function writeWhenReserved<T>(at: RepositoryAddress, load: InstallationLoad, write: Write<T>): Promise<T> {
    refuseIfLimited(load, rateLimit.now());
    const { gapMs } = rateLimit;
    const wanted = { now: new Date(rateLimit.now()), count: write.count, gapMs, withinMs: WITHIN_MS };
    const reservation = await rateLimit.reservations.reserveWrite(at.installationId, wanted);
    if (!reservation.isGranted) throw notNow(reservation.retryAt);
    const waitMs = reservation.at.getTime() - rateLimit.now();
    // @removal write-waits-its-turn
    if (waitMs > 0) await rateLimit.sleep(waitMs);
    return ask(at, load, write.ask);
  }

  return {
    async read(at, call) {
      const load = findLoad(at);
      if (load.reads >= MAX_READS) return refuseForNow(at);
      load.reads += 1;
      try {
        return await ask(at, load, call);
      } finally {
        load.reads -= 1;
      }
    },
    async write(at, write) {
      const load = findLoad(at);
      if (load.writes >= MAX_WRITES) return refuseForNow(at);
      load.writes += 1;
      const done = load.tail.then(() => writeWhenReserved(at, load, write));
      load.tail = done.catch(() => {});
      try {
        return await done;
      } finally {
        load.writes -= 1;
      }
    },
  };
}

type Gate = <T>(at: RepositoryAddress, load: InstallationLoad, call: () => Promise<T>) => Promise<T>;

/** Makes a call unless its installation is limited, or its repository's breaker is open. */
function createGate(rateLimit: RateLimit): Gate {
  const breakers = new Map<number, Breaker>();

  function note({ id }: RepositoryAddress, load: InstallationLoad, error: unknown): void {
    if (!(error instanceof ExternalError)) return;
    // @removal limit-remembered
    if (error.kind === "limited" && error.retryAt) load.limitedUntil = error.retryAt.getTime();
    if (error.kind === "unanswered") breakers.set(id, recordFailure(breakers.get(id), rateLimit.now()));
    else breakers.delete(id);
  }

  return async (at, load, call) => {
    refuseIfLimited(load, rateLimit.now());
    const breaker = breakers.get(at.id);
    if (breaker && isOpen(breaker, rateLimit.now())) throw notNow(new Date(breaker.openUntil));
    if (breaker) halfOpen(breaker, rateLimit.now());
    try {
      const answer = await call();
      breakers.delete(at.id);
      return answer;
    } catch (error) {
      note(at, load, error);
      throw error;
    }
  };
}

function refuseIfLimited({ limitedUntil }: InstallationLoad, now: number): void {
  if (limitedUntil <= now) return;
  const retryAt = new Date(limitedUntil);
  throw new ExternalError("limited", "GitHub limits this installation; it was not asked again", { retryAt });
}

function notNow(retryAt: Date): ExternalError {
  return new ExternalError("not-now", "it is not its turn yet; GitHub was not asked", { retryAt });
}
