import PQueue from "p-queue";
import { ExternalError } from "../../core/external-error.ts";
import type { RepositoryAddress } from "../../core/repository/repository-files.ts";
import { createRecent } from "../recent.ts";
import { type Breaker, halfOpen, isOpen, recordFailure } from "./breaker.ts";
import { type ReadPace, startPace, takeRead } from "./read-pace.ts";

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
/** An installation or a repository that nothing was asked of for so long is forgotten. Longer than a breaker's longest pause. */
const KEPT_MS = 10 * 60_000;

/** What this process is asking of an installation. */
interface Installation {
  /** Never two at once. */
  readonly writes: PQueue;
  readonly reads: PQueue;
  readonly readPace: ReadPace;
  /** GitHub told us to be silent until then. */
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

/** Two queues for each installation, and a breaker for each repository. */
export function createRateLimiter(rateLimit: RateLimit): RateLimiter {
  const { reservations, now, gapMs } = rateLimit;
  const installations = createRecent<number, Installation>({
    keptMs: KEPT_MS,
    now,
    isInUse: (one) => isBusy(one, now()),
  });
  const ask = createGate(rateLimit);

  function findInstallation({ installationId: id }: RepositoryAddress): Installation {
    return installations.get(id) ?? installations.set(id, createInstallation());
  }

  async function refuseForNow(at: RepositoryAddress): Promise<never> {
    throw notNow(await reservations.reserveRetry(at.installationId, new Date(now())));
  }

  async function writeWhenReserved<T>(at: RepositoryAddress, installation: Installation, write: Write<T>): Promise<T> {
    refuseIfLimited(installation, now());
    const wanted = { now: new Date(now()), count: write.count, gapMs, withinMs: WITHIN_MS };
    const reservation = await reservations.reserveWrite(at.installationId, wanted);
    if (!reservation.isGranted) throw notNow(reservation.retryAt);
    const waitMs = reservation.at.getTime() - now();
    // @removal write-waits-its-turn
    if (waitMs > 0) await rateLimit.sleep(waitMs);
    return ask(at, installation, write.ask);
  }

  return {
    async read(at, call) {
      const installation = findInstallation(at);
      if (lengthOf(installation.reads) >= MAX_READS) return refuseForNow(at);
      const comeBackAt = takeRead(installation.readPace, now());
      if (comeBackAt !== null) throw notNow(new Date(comeBackAt));
      return installation.reads.add(() => ask(at, installation, call));
    },
    async write(at, write) {
      const installation = findInstallation(at);
      if (lengthOf(installation.writes) >= MAX_WRITES) return refuseForNow(at);
      return installation.writes.add(() => writeWhenReserved(at, installation, write));
    },
  };
}

function createInstallation(): Installation {
  return {
    writes: new PQueue({ concurrency: 1 }),
    reads: new PQueue({ concurrency: MAX_READS }),
    readPace: startPace(),
    limitedUntil: 0,
  };
}

/** What runs and what waits. */
function lengthOf({ pending, size }: PQueue): number {
  return pending + size;
}

function isBusy({ writes, reads, readPace, limitedUntil }: Installation, now: number): boolean {
  return lengthOf(writes) > 0 || lengthOf(reads) > 0 || readPace.waitingUntil > now || limitedUntil > now;
}

type Gate = <T>(at: RepositoryAddress, installation: Installation, call: () => Promise<T>) => Promise<T>;

/** Makes a call unless its installation is limited, or its repository has not answered for a while. */
function createGate({ now }: RateLimit): Gate {
  const breakers = createRecent<number, Breaker>({ keptMs: KEPT_MS, now });

  function note({ id }: RepositoryAddress, installation: Installation, error: unknown): void {
    if (!(error instanceof ExternalError)) return;
    // @removal limit-remembered
    if (error.kind === "limited" && error.retryAt && !error.isOfGraphql)
      installation.limitedUntil = error.retryAt.getTime();
    if (error.kind === "unanswered") breakers.set(id, recordFailure(breakers.get(id), now()));
    else breakers.delete(id);
  }

  return async (at, installation, call) => {
    refuseIfLimited(installation, now());
    const breaker = breakers.get(at.id);
    if (breaker && isOpen(breaker, now())) throw notNow(new Date(breaker.openUntil));
    if (breaker) halfOpen(breaker, now());
    try {
      const answer = await call();
      breakers.delete(at.id);
      return answer;
    } catch (error) {
      note(at, installation, error);
      throw error;
    }
  };
}

function refuseIfLimited({ limitedUntil }: Installation, now: number): void {
  if (limitedUntil <= now) return;
  const retryAt = new Date(limitedUntil);
  throw new ExternalError("limited", "GitHub limits this installation; it was not asked again", { retryAt });
}

function notNow(retryAt: Date): ExternalError {
  return new ExternalError("not-now", "waiting for a rate-limit slot; GitHub was not asked", { retryAt });
}
