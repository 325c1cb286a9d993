import { Refusal } from "../../core/external-error.ts";
import type { RepositoryAddress } from "../../core/repository/repository-files.ts";
import { type Breaker, isOpen, letOneThrough, strike } from "./breaker.ts";
import type { Pace } from "./paced-github.ts";

/** So long a write waits for its turn; it keeps a worker from others meanwhile. */
const WITHIN_MS = 1_100;
/** One write under way, and one that waits. */
const MAX_WRITES = 2;
/** An installation whose reads hang must leave workers for the others. */
const MAX_READS = 6;

/** What this process is asking of an installation. */
interface Lane {
  /** Settles when the writes asked for so far are done: never two at once. */
  tail: Promise<unknown>;
  writes: number;
  reads: number;
  /** GitHub told us to be silent until then. */
  limitedUntil: number;
}

interface Write<T> {
  readonly ask: () => Promise<T>;
  /** How many writes it is at GitHub. */
  readonly count: number;
}

export interface Lanes {
  read<T>(at: RepositoryAddress, ask: () => Promise<T>): Promise<T>;
  write<T>(at: RepositoryAddress, write: Write<T>): Promise<T>;
}

/** One lane for each installation, and a breaker for each repository. */
export function createLanes(pace: Pace): Lanes {
  const lanes = new Map<number, Lane>();
  const ask = createAsking(pace);

  function findLane({ installationId }: RepositoryAddress): Lane {
    const lane = lanes.get(installationId) ?? { tail: Promise.resolve(), writes: 0, reads: 0, limitedUntil: 0 };
    lanes.set(installationId, lane);
    return lane;
  }

  async function sendAway(at: RepositoryAddress): Promise<never> {
    const retryAt = await pace.turns.place(at.installationId, new Date(pace.now()));
    throw notNow(retryAt);
  }

  async function writeInTurn<T>(at: RepositoryAddress, lane: Lane, write: Write<T>): Promise<T> {
    refuseIfLimited(lane, pace.now());
    const { gapMs } = pace;
    const wish = { now: new Date(pace.now()), count: write.count, gapMs, withinMs: WITHIN_MS };
    const turn = await pace.turns.take(at.installationId, wish);
    if (!turn.isGranted) throw notNow(turn.retryAt);
    const waitMs = turn.at.getTime() - pace.now();
    if (waitMs > 0) await pace.sleep(waitMs);
    return ask(at, lane, write.ask);
  }

  return {
    async read(at, call) {
      const lane = findLane(at);
      if (lane.reads >= MAX_READS) return sendAway(at);
      lane.reads += 1;
      try {
        return await ask(at, lane, call);
      } finally {
        lane.reads -= 1;
      }
    },
    async write(at, write) {
      const lane = findLane(at);
      if (lane.writes >= MAX_WRITES) return sendAway(at);
      lane.writes += 1;
      const done = lane.tail.then(() => writeInTurn(at, lane, write));
      lane.tail = done.catch(() => {});
      try {
        return await done;
      } finally {
        lane.writes -= 1;
      }
    },
  };
}

type Asking = <T>(at: RepositoryAddress, lane: Lane, call: () => Promise<T>) => Promise<T>;

/** Makes a call unless its installation is limited, or its repository has not answered for a while. */
function createAsking(pace: Pace): Asking {
  const breakers = new Map<number, Breaker>();

  function note({ id }: RepositoryAddress, lane: Lane, error: unknown): void {
    if (!(error instanceof Refusal)) return;
    if (error.kind === "limited" && error.retryAt) lane.limitedUntil = error.retryAt.getTime();
    if (error.kind === "unanswered") breakers.set(id, strike(breakers.get(id), pace.now()));
    else breakers.delete(id);
  }

  return async (at, lane, call) => {
    refuseIfLimited(lane, pace.now());
    const breaker = breakers.get(at.id);
    if (breaker && isOpen(breaker, pace.now())) throw notNow(new Date(breaker.openUntil));
    if (breaker) letOneThrough(breaker, pace.now());
    try {
      const answer = await call();
      breakers.delete(at.id);
      return answer;
    } catch (error) {
      note(at, lane, error);
      throw error;
    }
  };
}

function refuseIfLimited({ limitedUntil }: Lane, now: number): void {
  if (limitedUntil <= now) return;
  const retryAt = new Date(limitedUntil);
  throw new Refusal("limited", "GitHub limits this installation; it was not asked again", { retryAt });
}

function notNow(retryAt: Date): Refusal {
  return new Refusal("not-now", "it is not its turn yet; GitHub was not asked", { retryAt });
}
