import { expect, it } from "vitest";
import { createBackPressure } from "../../src/engine/back-pressure.ts";

/** A clock that moves on request, and while someone sleeps. */
function aClock() {
  let time = 10_000;
  const clock = {
    now: () => time,
    pass: (ms: number) => {
      time += ms;
    },
    sleep: async (ms: number) => clock.pass(ms),
  };
  return clock;
}

/** How long a caller waits. */
async function measureWait(clock: ReturnType<typeof aClock>, pass: () => Promise<void>): Promise<number> {
  const from = clock.now();
  await pass();
  return clock.now() - from;
}

it("back-pressure lets work pass at 200 deliveries per second that are stored quickly", async () => {
  const clock = aClock();
  const backPressure = createBackPressure(clock);

  for (let count = 0; count < 200; count++, clock.pass(5)) backPressure.note(3);

  expect(await measureWait(clock, backPressure.pass)).toBe(0);
});

it("back-pressure delays work while more deliveries arrive, and no longer", async () => {
  const clock = aClock();
  const backPressure = createBackPressure(clock);
  for (let count = 0; count < 200; count++, clock.pass(1)) backPressure.note(3);

  expect(await measureWait(clock, backPressure.pass)).toBe(200);
  clock.pass(600);

  expect(await measureWait(clock, backPressure.pass)).toBe(0);
});

it("back-pressure delays work while deliveries are stored slowly", async () => {
  const clock = aClock();
  const backPressure = createBackPressure(clock);

  backPressure.note(80);

  expect(await measureWait(clock, backPressure.pass)).toBe(200);
});

it("back-pressure lets work pass one at a time, however long it lasts", async () => {
  const clock = aClock();
  const sleep = async (ms: number) => {
    for (let count = 0; count < 50; count++) backPressure.note(3);
    clock.pass(ms);
  };
  const backPressure = createBackPressure({ ...clock, sleep });
  for (let count = 0; count < 100; count++) backPressure.note(3);
  const from = clock.now();

  const passed: number[] = [];
  await Promise.all([1, 2, 3].map(() => backPressure.pass().then(() => passed.push(clock.now() - from))));

  expect(passed).toEqual([200, 400, 600]);
});
