import { expect, it } from "vitest";
import { type BackPressure, createBackPressure } from "../../src/engine/back-pressure.ts";

/** A clock that moves on request, and while someone sleeps, and a thread that is as busy as it is told. */
function aClock() {
  let time = 10_000;
  const clock = {
    busy: 0.5,
    now: () => time,
    pass: (ms: number) => {
      time += ms;
    },
    sleep: async (ms: number) => clock.pass(ms),
    readBusy: () => clock.busy,
  };
  return clock;
}

type Clock = ReturnType<typeof aClock>;

/** How long a caller waits, in milliseconds. */
async function measureWait(clock: Clock, { pass }: BackPressure): Promise<number> {
  const from = clock.now();
  await pass();
  return clock.now() - from;
}

/** Deliveries for some seconds, evenly; `storedAfterMs` is how long each takes to store. */
function deliver(clock: Clock, { note }: BackPressure, perSecond: number, { seconds = 1, storedAfterMs = 3 } = {}) {
  for (let count = 0; count < perSecond * seconds; count++, clock.pass(1_000 / perSecond)) note(storedAfterMs);
}

it("work passes at once at 1,000 deliveries a second that are stored quickly", async () => {
  const clock = aClock();
  const backPressure = createBackPressure(clock);

  deliver(clock, backPressure, 1_000);

  expect(await measureWait(clock, backPressure)).toBe(0);
});

it("work passes once a second while more arrive than that, and at once when it is over", async () => {
  const clock = aClock();
  const sleep = async (ms: number) => deliver(clock, backPressure, 2_000, { seconds: ms / 1_000 });
  const flooded = { ...clock, sleep };
  const backPressure: BackPressure = createBackPressure(flooded);
  deliver(clock, backPressure, 2_000);
  const from = clock.now();

  const passed: number[] = [];
  await Promise.all([1, 2, 3].map(() => backPressure.pass().then(() => passed.push(clock.now() - from))));
  clock.pass(1_500);

  expect(passed.map(Math.round)).toEqual([1_000, 2_000, 3_000]);
  expect(await measureWait(clock, backPressure)).toBe(0);
});

it("work waits the longer the longer deliveries are stored slowly, up to a fifth of a second", async () => {
  const clock = aClock();
  const backPressure = createBackPressure(clock);
  const waits: number[] = [];

  for (let window = 0; window < 8; window++) {
    clock.pass(250);
    backPressure.note(80);
    waits.push(await measureWait(clock, backPressure));
  }

  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits[0]).toBe(5);
  expect(waits.at(-1)).toBe(200);
});

it("work waits while many deliveries keep the thread busy, however quickly each is stored", async () => {
  const clock = aClock();
  const backPressure = createBackPressure(clock);
  clock.busy = 0.97;

  deliver(clock, backPressure, 500);

  expect(await measureWait(clock, backPressure)).toBeGreaterThan(5);
});

it("work may keep the thread busy where few deliveries arrive", async () => {
  const clock = aClock();
  const backPressure = createBackPressure(clock);
  clock.busy = 1;

  deliver(clock, backPressure, 100);

  expect(await measureWait(clock, backPressure)).toBe(0);
});

it("work gets its room back step by step, also while no more deliveries come", async () => {
  const clock = aClock();
  const backPressure = createBackPressure(clock);
  const slow = () => deliver(clock, backPressure, 500, { seconds: 2, storedAfterMs: 80 });
  slow();
  const before = await measureWait(clock, backPressure);

  deliver(clock, backPressure, 500, { seconds: 0.5 });
  const soon = await measureWait(clock, backPressure);
  deliver(clock, backPressure, 500, { seconds: 4 });
  const later = await measureWait(clock, backPressure);
  slow();
  clock.pass(600);
  const paused = await measureWait(clock, backPressure);
  clock.pass(60_000);

  expect(soon).toBeLessThan(before);
  expect(paused).toBeLessThan(before);
  expect(Math.min(soon, paused)).toBeGreaterThan(0);
  expect([later, await measureWait(clock, backPressure)]).toEqual([0, 0]);
});
