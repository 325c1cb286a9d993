import { setImmediate as otherEvents } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type SerializedDatabase, serializeDatabase } from "../../src/engine/serialized-database.ts";
import { openPglite } from "../../src/store/database.ts";

let queue: SerializedDatabase;
beforeAll(async () => {
  queue = serializeDatabase(await openPglite());
});
afterAll(() => queue.db.close());

/** Statements of eight at once, one after the other each; resolves when all are done. */
async function work(each: number): Promise<void> {
  const one = async () => {
    for (let count = 0; count < each; count++) await queue.db.query("select $1::int", [count]);
  };
  await Promise.all(Array.from({ length: 8 }, one));
}

it("lets the process hear its sockets and timers between any two statements", async () => {
  let isWorking = true;
  const working = work(25).finally(() => {
    isWorking = false;
  });
  let heard = 0;
  for (; isWorking; heard++) await otherEvents();
  await working;

  expect(heard).toBeGreaterThan(8 * 25 * 0.9);
});

it("serves those who go ahead before all who wait", async () => {
  const order: string[] = [];
  const waiting = Array.from({ length: 20 }, () => queue.db.query("select 1").then(() => order.push("look")));
  const delivery = queue.ahead.query("select 2").then(() => order.push("delivery"));
  await Promise.all([...waiting, delivery]);

  expect(order.indexOf("delivery")).toBeLessThanOrEqual(1);
});

it("does one transaction at a time, whole, also when those ahead come in its middle", async () => {
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

it("goes on after a statement that failed", async () => {
  await expect(queue.db.query("select nonsense")).rejects.toThrow(/nonsense/);
  await expect(queue.db.transaction((tx) => tx.query("select nonsense"))).rejects.toThrow(/nonsense/);

  expect(await queue.db.query("select 1 as one")).toEqual([{ one: 1 }]);
});
