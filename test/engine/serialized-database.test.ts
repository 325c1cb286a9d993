import { setImmediate as otherEvents } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type SerializedDatabase, serializeDatabase } from "../../src/engine/serialized-database.ts";
import { openInMemory } from "../../src/store/data-folder.ts";

let queue: SerializedDatabase;
beforeAll(async () => {
  queue = serializeDatabase(await openInMemory());
});
afterAll(() => queue.db.close());

/** Runs statements of eight concurrent callers, each one after the other. Resolves when all are done. */
async function work(each: number): Promise<void> {
  const one = async () => {
    for (let count = 0; count < each; count++) await queue.db.query("select $1::int", [count]);
  };
  await Promise.all(Array.from({ length: 8 }, one));
}

it("the serialized database lets sockets and timers run between any two statements", async () => {
  let isWorking = true;
  const working = work(25).finally(() => {
    isWorking = false;
  });
  let heard = 0;
  for (; isWorking; heard++) await otherEvents();
  await working;

  expect(heard).toBeGreaterThan(8 * 25 * 0.9);
});

it("the serialized database serves statements ahead of the queue first", async () => {
  const order: string[] = [];
  const waiting = Array.from({ length: 20 }, () => queue.db.query("select 1").then(() => order.push("look")));
  const delivery = queue.ahead.query("select 2").then(() => order.push("delivery"));
  await Promise.all([...waiting, delivery]);

  expect(order.indexOf("delivery")).toBeLessThanOrEqual(1);
});

it("the serialized database does not interrupt a transaction, even for statements ahead of the queue", async () => {
  const order: string[] = [];
  const slow = queue.db.transaction(async (tx) => {
    for (let count = 0; count < 3; count++) {
      await tx.query("select 1");
      await otherEvents();
      order.push("look");
    }
  });
  const delivery = queue.ahead.transaction(async (tx) => {
    await tx.query("select 2");
    order.push("delivery");
  });
  await Promise.all([slow, delivery]);

  expect(order).toEqual(["look", "look", "look", "delivery"]);
});

it("the serialized database continues after a failed statement", async () => {
  await expect(queue.db.query("select nonsense")).rejects.toThrow(/nonsense/);
  await expect(queue.db.transaction((tx) => tx.query("select nonsense"))).rejects.toThrow(/nonsense/);

  expect(await queue.db.query("select 1 as one")).toEqual([{ one: 1 }]);
});
