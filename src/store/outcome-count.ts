import type { Database } from "./database.ts";

/** For `/metrics`: the number of outcomes per state. */
export async function countOutcomes(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ state: string; count: number }>(
    "select state, count(*) as count from outcome group by state",
  );
  return new Map(rows.map((row) => [row.state, row.count]));
}

/** For `/metrics`: how many questions are due and not asked yet. */
export async function countDueQuestions(db: Database, now: Date): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    "select count(*) as count from outcome where state = 'waiting' and due_at <= $1",
    [now],
  );
  return row?.count ?? 0;
}
