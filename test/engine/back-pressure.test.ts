import { expect, it, vi } from "vitest";
import { createBackPressure } from "../../src/engine/back-pressure.ts";

/** A clock that moves only on request. */
function aClock() {
  let time = 10_000;
  return { now: () => time, pass: (ms: number) => (time += ms) };
}

async function isPassing(backPressure: ReturnType<typeof createBackPressure>): Promise<boolean> {
  const passed = backPressure.pass().then(() => true);
  return Promise.race([passed, new Promise<boolean>((resolve) => setTimeout(resolve, 100, false))]);
}

it("back-pressure lets work pass at 200 deliveries per second that are stored quickly", async () => {
  const clock = aClock();
  const backPressure = createBackPressure(clock.now);

  for (let count = 0; count < 200; count++, clock.pass(5)) backPressure.note(3);

  expect(await isPassing(backPressure)).toBe(true);
});

it("back-pressure delays work while more deliveries arrive, and no longer", async () => {
  const clock = aClock();
  const backPressure = createBackPressure(clock.now);
  for (let count = 0; count < 200; count++, clock.pass(1)) backPressure.note(3);

  expect(await isPassing(backPressure)).toBe(false);
  clock.pass(600);

  expect(await isPassing(backPressure)).toBe(true);
});

it("back-pressure delays work while deliveries are stored slowly", async () => {
  const clock = aClock();
  const backPressure = createBackPressure(clock.now);

  backPressure.note(80);

  expect(await isPassing(backPressure)).toBe(false);
});

it("back-pressure lets work pass one at a time, however long it lasts", async () => {
  const clock = aClock();
  const backPressure = createBackPressure(clock.now);
  const arrivals = setInterval(() => {
    for (let count = 0; count < 50; count++) backPressure.note(3);
    clock.pass(100);
  }, 5);
  for (let count = 0; count < 100; count++) backPressure.note(3);

  const passed = vi.fn();
  const passing = Array.from({ length: 3 }, () => backPressure.pass().then(passed));
  await passing[0];
  expect(passed).toHaveBeenCalledTimes(1);
  await Promise.all(passing);
  clearInterval(arrivals);
});
