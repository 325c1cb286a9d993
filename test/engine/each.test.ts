import { expect, it } from "vitest";
import type { Context } from "../../src/engine/context.ts";
import { forEachStorable } from "../../src/engine/each.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const ITEMS = [1, 2, 3].map((number) => ({ number }));

function aContext(errors: object[]): Context {
  const log = { debug() {}, info() {}, warn() {}, error: (fields: object) => errors.push(fields) };
  return { log, key: "backfill/1" } as unknown as Context;
}

it("leaves out what the database cannot hold, and goes on with the others", async () => {
  const db = database();
  const done: number[] = [];
  const errors: object[] = [];

  await forEachStorable(aContext(errors), ITEMS, async ({ number }) => {
    await db.query("select $1::jsonb", [number === 2 ? '"\\ud83d"' : "{}"]);
    done.push(number);
  });

  expect(done).toEqual([1, 3]);
  expect(errors).toMatchObject([{ number: 2 }]);
});

it("ends with any other error, so that all of it is tried again", async () => {
  const done: number[] = [];

  const ended = forEachStorable(aContext([]), ITEMS, async ({ number }) => {
    if (number === 2) throw new Error("the database is away");
    done.push(number);
  });

  await expect(ended).rejects.toThrow("away");
  expect(done).toEqual([1]);
});
