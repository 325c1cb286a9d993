import { expect, it } from "vitest";
import { measureDatabaseCost } from "./support/cost-story.ts";
import { useDatabase } from "./support/database.ts";

const db = useDatabase();

it("an edited description costs at most 25 statements, a due date and a tick 50 each, and own events no reconcile", async () => {
  const [edited, due, ticked] = await measureDatabaseCost(db());

  expect(edited?.statements).toBeLessThanOrEqual(25);
  expect(edited?.reconciles).toBe(1);
  expect(due?.statements).toBeLessThanOrEqual(50);
  expect(due?.reconciles).toBe(2);
  expect(ticked?.statements).toBeLessThanOrEqual(50);
  expect(ticked?.reconciles).toBe(3);
});
