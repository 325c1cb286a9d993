import { expect } from "vitest";

/** In milliseconds, on a machine that does nothing else. */
const LIMIT_MS = 250;
/** So many times as long as a plain text of the same length, which takes about 30 ms. */
const LIMIT_FACTOR = 8;

/**
 * Fails when something takes long, by the time of its own thread. On a busy machine that time grows too: beyond the
 * limit it is compared with what an ordinary text takes at the same moment.
 */
export function isReadInTime(read: () => void, readPlain: () => void = () => {}): void {
  if (measureThread(read) < LIMIT_MS) return;
  // The first time also compiles.
  const [first, plain, second] = [measureThread(read), measureThread(readPlain), measureThread(read)];
  expect(Math.min(first, second)).toBeLessThan(Math.max(LIMIT_MS, LIMIT_FACTOR * plain));
}

/** The time of this thread that something takes, in milliseconds. */
export function measureThread(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
