import { setImmediate as otherEvents } from "node:timers/promises";
import PQueue from "p-queue";
import type { Database, OpenDatabase } from "../store/database.ts";

/** A database with one connection, at two priorities. */
export interface SerializedDatabase {
  readonly db: OpenDatabase;
  /** The same database with priority, for requests that an outside caller waits for. */
  readonly ahead: Database;
}

/**
 * Queues access to the embedded database: one statement or one whole transaction at a time. It computes on this thread
 * without ever waiting, so a run of statements would block sockets and timers for seconds. Each one therefore yields to
 * the event loop first.
 */
export function serializeDatabase(db: OpenDatabase): SerializedDatabase {
  const queue = new PQueue({ concurrency: 1 });
  const wait = <Result>(work: () => Promise<Result>, priority: number) =>
    queue.add(() => otherEvents().then(work), { priority });
  const waitWith = (priority: number): Database => ({
    query: <Row>(text: string, values?: readonly unknown[]) => wait(() => db.query<Row>(text, values), priority),
    execute: (text) => wait(() => db.execute(text), priority),
    transaction: (work) => wait(() => db.transaction(work), priority),
  });
  return {
    db: { ...waitWith(0), driver: db.driver, close: () => wait(() => db.close(), 0) },
    ahead: waitWith(1),
  };
}
