import PQueue from "p-queue";
import type { MetricQuery } from "../core/metric/metric.ts";
import { createBackOff } from "./back-off.ts";
import { redact } from "./redact.ts";
import { type Source, SourceError, type SourceRequest } from "./source.ts";

const AT_ONCE = 2;
/** Each that waits keeps a reconcile from ending: a source that hangs may hold a few of them, never all. */
const MOST_WAITING = 6;
/** Those of all sources together, or a few that hang behind the same network would hold every reconcile. */
const MOST_IN_ALL = 16;
/** A request that finds no room comes back then at the earliest. */
const SOON_MS = 1_000;
/** Of what a source says, as much as a terminal has room for. */
const DETAIL_LENGTH = 1_000;

/** The requests of all sources that wait or are being answered. */
export interface Room {
  /** Whether there is room for one more, which then has it until it leaves. */
  enter(): boolean;
  leave(): void;
}

/** Room for the requests of all sources together. */
export function createRoom(): Room {
  let inside = 0;
  return {
    enter() {
      if (inside >= MOST_IN_ALL) return false;
      inside += 1;
      return true;
    },
    leave() {
      inside -= 1;
    },
  };
}

/** A source that is asked by two at once, that is left alone for a while after a failure, and that tells no secret. */
export function paceSource(source: Source, secrets: readonly string[], room = createRoom()): Source {
  const queue = new PQueue({ concurrency: AT_ONCE });
  const backOff = createBackOff();
  const places = createPlaces();

  async function readNow(request: SourceRequest) {
    const { now, signal } = request;
    const query = nameQuery(request.query);
    if (signal?.aborted) throw new SourceError("timeout");
    // It may have failed while this request waited.
    const retryAt = backOff.findRetryTime(query, now);
    if (retryAt) throw new SourceError("busy", { retryAt });
    const startedAt = performance.now();
    try {
      const series = await source.read(request);
      backOff.noteSuccess(query);
      return series;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      // The caller's own haste says nothing about the source.
      if (signal?.aborted) throw error;
      throw seal(error, backOff.noteFailure(query, error, now), secrets);
    } finally {
      places.noteDuration(performance.now() - startedAt);
    }
  }

  return {
    async read(request) {
      const retryAt = backOff.findRetryTime(nameQuery(request.query), request.now);
      if (retryAt) throw new SourceError("busy", { retryAt });
      if (queue.size >= MOST_WAITING || !room.enter()) {
        throw new SourceError("busy", { retryAt: places.give(request.now) });
      }
      return queue.add(() => readNow(request)).finally(room.leave);
    },
  };
}

/**
 * When those come back that found no room: one after the other, as fast as the source answered last. Together they would find
 * as little room again.
 */
function createPlaces() {
  let lastMs = 0;
  let readMs = SOON_MS;
  return {
    noteDuration(ms: number): void {
      readMs = (readMs + ms) / 2;
    },
    give(now: Date): Date {
      lastMs = Math.max(lastMs, now.getTime() + SOON_MS) + readMs / AT_ONCE;
      return new Date(lastMs);
    },
  };
}

function nameQuery(query: MetricQuery): string {
  return query.kind === "query" ? query.query : query.labels.join(",");
}

function seal({ kind, status, detail }: SourceError, retryAt: Date, secrets: readonly string[]): SourceError {
  return new SourceError(kind, { status, retryAt, detail: redact(detail, secrets).slice(0, DETAIL_LENGTH) });
}
