import { expect, it } from "vitest";
import { createKeyLocks } from "../../src/store/key-lock.ts";
import { useDatabase } from "../support/database.ts";

const db = useDatabase();

/** Work that runs until the test ends it. */
function startWork() {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const work = async () => {
    begin();
    await ended;
  };
  return { work, begun, end };
}

it("one process runs a key once at a time, and once more if it was requested meanwhile", async () => {
  const locks = createKeyLocks(db());
  const { work, begun, end } = startWork();
  let times = 0;
  const running = locks.run("pull/1/7", async () => {
    times += 1;
    await work();
  });
  await begun;

  for (let index = 0; index < 3; index++)
    await locks.run("pull/1/7", () => Promise.reject(new Error("at the same time")));
  end();
  await running;
  await locks.close();

  expect(times).toBe(2);
});

it.runIf(process.env.TEST_DATABASE_URL)("of two processes one looks at an object, the other leaves it", async () => {
  const [one, other] = [createKeyLocks(db()), createKeyLocks(db())];
  const { work, begun, end } = startWork();
  const running = one.run("pull/1/7", work);
  await begun;
  const ran: string[] = [];

  await other.run("pull/1/7", async () => void ran.push("while it is locked"));
  await other.run("pull/1/8", async () => void ran.push("another object"));
  end();
  await running;
  await other.run("pull/1/7", async () => void ran.push("afterwards"));
  await Promise.all([one.close(), other.close()]);

  expect(ran).toEqual(["another object", "afterwards"]);
});

it.runIf(process.env.TEST_DATABASE_URL)("a lock ends with the connection of the process that holds it", async () => {
  const [one, other] = [createKeyLocks(db()), createKeyLocks(db())];
  const { work, begun, end } = startWork();
  const running = one.run("pull/1/7", work);
  await begun;
  let ran = 0;

  await one.close();
  for (let tries = 0; tries < 100 && ran === 0; tries++) {
    await other.run("pull/1/7", async () => {
      ran += 1;
    });
  }
  end();
  await running;
  await other.close();

  expect(ran).toBe(1);
});
