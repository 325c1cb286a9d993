import { setImmediate as otherEvents } from "node:timers/promises";
import PQueue from "p-queue";
import type { Database, OpenDatabase } from "../store/database.ts";

/** A database with one connection, and the two ways to wait for it. */
export interface SerializedDatabase {
  readonly db: OpenDatabase;
  /** The same database, before all others that wait: for what somebody outside waits for. */
  readonly ahead: Database;
}

/**
 * Has everybody stand in line for the embedded database: a statement or a whole transaction at a time. It works on this
 * very thread and never waits for anything, so many statements in a row would keep the process from hearing its sockets
 * and timers for seconds: before each those have their turn.
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
