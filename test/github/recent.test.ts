import fc from "fast-check";
import { expect, test } from "vitest";
import { createRecent } from "../../src/github/recent.ts";

const KEPT_MS = 1_000;

/** A map with a clock that moves only on request. */
function aRecent(isInUse: (value: string) => boolean = () => false) {
  let time = 0;
  const recent = createRecent<number, string>({ keptMs: KEPT_MS, now: () => time, isInUse });
  return { recent, pass: (ms: number) => (time += ms) };
}

test("a value is kept while it is used", () => {
  const { recent, pass } = aRecent();
  recent.set(7, "seven");

  const found = Array.from({ length: 5 }, (_, index) => {
    pass(KEPT_MS - 1);
    recent.set(100 + index, "another");
    return recent.get(7);
  });

  expect(found).toEqual(Array(5).fill("seven"));
});

test("a value unused for a while is dropped when another is added", () => {
  const { recent, pass } = aRecent();
  recent.set(7, "seven");

  pass(KEPT_MS);
  recent.set(8, "eight");

  expect([recent.get(7), recent.get(8)]).toEqual([undefined, "eight"]);
});

test("a value in use is kept", () => {
  const { recent, pass } = aRecent((value) => value === "busy");
  recent.set(7, "busy");
  recent.set(8, "idle");

  pass(KEPT_MS);
  recent.set(9, "nine");

  expect([recent.get(7), recent.get(8)]).toEqual(["busy", undefined]);
});

test("exactly the recently used values are kept, however many are added", () => {
  const step = fc.record({ key: fc.nat(500), ms: fc.nat(KEPT_MS / 4) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 50, maxLength: 400 }), (steps) => {
      const { recent, pass } = aRecent();
      const askedAt = new Map<number, number>();
      let time = 0;
      let most = 0;

      for (const { key, ms } of steps) {
        time = pass(ms);
        askedAt.set(key, time);
        if (recent.get(key) === undefined) recent.set(key, String(key));
        const lately = [...askedAt].filter(([, at]) => time - at < KEPT_MS);
        most = Math.max(most, lately.length);
      }

      const lately = [...askedAt].filter(([, at]) => time - at < KEPT_MS);
      expect(recent.size).toBeLessThanOrEqual(most);
      expect(lately.map(([key]) => recent.get(key))).toEqual(lately.map(([key]) => String(key)));
    }),
  );
});
