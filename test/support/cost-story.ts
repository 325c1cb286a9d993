import type { OpenDatabase } from "../../src/store/database.ts";
import { countStatements, type Statements } from "./counted-database.ts";
import { createLoop } from "./loop.ts";
import { openShop } from "./shop.ts";
import { FULL, TEMPLATE } from "./template.ts";

/** The database cost of one event. */
export interface DatabaseCost {
  readonly what: string;
  /** Statements, including `begin` and `commit`; each is a round trip. Polls do not count: they run without events. */
  readonly statements: number;
  /** The number of reconciles. */
  readonly reconciles: number;
  /** Time spent waiting for the database. */
  readonly ms: number;
}

/** The first statement of every reconcile. */
const RECONCILE = /^\s*select exists \(select from delivery d where d\.key = \$1/;
/** The queries of the test loop, in place of a process's polls. */
const POLL = /^\s*select d\.key from delivery d|^\s*select key from work_item where run_at/;

/** Plays the life of one pull request, and measures the database cost of each step. */
export async function measureDatabaseCost(plain: OpenDatabase): Promise<readonly DatabaseCost[]> {
  const { db, statements } = countStatements(plain);
  const at = await openShop(createLoop(db)).then((shop) => shop.install());
  const costs: DatabaseCost[] = [];
  const step = async (what: string, act: () => Promise<unknown>) => {
    reset(statements);
    await act();
    await at.settle();
    costs.push(sumUp(what, statements));
  };

  await at.pass({ minutes: 2 }).openPull({ body: TEMPLATE }).pass({ minutes: 2 });
  await step("a description is edited to complete", () => at.edit({ body: FULL }));
  await at.merge();
  // Until a minute before the question: the work of every 15 minutes has just run.
  await at.pass({ days: 29, minutes: 22 * 60 + 55 });
  await step("a due date comes", () => at.pass({ minutes: 2 }));
  await at.pass({ minutes: 5 });
  await step("a box is ticked", () => at.tick(0));
  return costs;
}

function reset(statements: Statements): void {
  statements.texts.length = 0;
  statements.ms = 0;
}

function sumUp(what: string, { texts, ms }: Statements): DatabaseCost {
  const counted = texts.filter((text) => !POLL.test(text));
  return { what, statements: counted.length, reconciles: counted.filter((text) => RECONCILE.test(text)).length, ms };
}
