import { measureDatabaseCost } from "../test/support/cost-story.ts";
import { openTestDatabase } from "../test/support/database.ts";
import { inFigures, type Part, type Row } from "./row.ts";

/** Statements before the app's own events were confirmed without a reconcile, and the goal. */
const BEFORE_AND_GOAL: readonly (readonly [number, number])[] = [
  [54, 25],
  [120, 50],
  [142, 50],
];

/** For each event: the number of statements and of reconciles, and the time spent in the database. */
export async function measureStatements(): Promise<Part> {
  const { db, drop } = await openTestDatabase();
  try {
    const costs = await measureDatabaseCost(db);
    const rows: Row[] = costs.map(({ what, statements, reconciles, ms }, index) => {
      const [before = 0, goal = 0] = BEFORE_AND_GOAL[index] ?? [];
      return {
        what: `${what} (reconciles; ms in the database)`,
        ours: `${statements} (${reconciles}; ${inFigures(ms)})`,
        baseline: String(before),
        ratio: inFigures(statements / before),
        goal: `≤ ${goal}`,
        isMet: statements <= goal,
      };
    });
    return { title: "Statements", rows, notes: NOTES };
  } finally {
    await drop();
  }
}

const NOTES = [
  "`begin` and `commit` counted; every statement is a round trip of its own. The baseline is this app before its own events were confirmed " +
    "without a reconcile.",
];
