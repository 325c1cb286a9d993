/** How long a gauge may take to be read, and for how long the others are missing after one that took longer. */
const READ_MS = 2_000;
const SILENT_MS = 5_000;

type Ask = <Answer>(ask: () => Answer | Promise<Answer>) => Promise<Answer>;

/**
 * Gauges are read from the database, one after the other: a scrape takes one connection, not all there are. Where one does
 * not answer the others would not either.
 */
export function createTurns(): Ask {
  let last: Promise<unknown> = Promise.resolve();
  let silentUntil = 0;

  async function readInTime<Answer>(ask: () => Answer | Promise<Answer>): Promise<Answer> {
    if (performance.now() < silentUntil) throw new Error("the database does not answer");
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      silentUntil = performance.now() + SILENT_MS;
      reject(new Error("the database does not answer"));
    }, READ_MS);
    return Promise.race([Promise.resolve(ask()), late]).finally(() => clearTimeout(timer));
  }

  return (ask) => {
    const asked = last.then(() => readInTime(ask));
    last = asked.catch(() => {});
    return asked;
  };
}
