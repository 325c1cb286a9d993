import { expect } from "vitest";

/** In milliseconds, on a machine that does nothing else. */
const LIMIT_MS = 250;
/** So many times as long as a plain text of the same length, which takes about 40 ms. */
const LIMIT_FACTOR = 8;
/** The engine now and then throws away what it compiled, and reads four times as slowly for a few rounds in a row. */
const ROUNDS = 12;

/** As many characters of ordinary prose as a description may have. */
export const PLAIN_TEXT = "The export takes four hours, and one of three fails.\n\n".repeat(1_200);

/**
 * Fails when something takes long every time, by the time of its own thread. On a busy machine that time grows too:
 * beyond the limit it is compared with what an ordinary text takes at the same moment.
 */
export function isReadInTime(read: () => void, readPlain: () => void = () => {}): void {
  if (measureThread(read) < LIMIT_MS) return;
  const over: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const limit = Math.max(LIMIT_MS, LIMIT_FACTOR * measureThread(readPlain));
    const took = measureThread(read);
    if (took < limit) return;
    over.push(`${Math.round(took)} ms of ${Math.round(limit)}`);
  }
  expect.fail(`read too slowly ${ROUNDS} times in a row: ${over.join(", ")}`);
}

/** The time of this thread that something takes, in milliseconds. */
export function measureThread(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
