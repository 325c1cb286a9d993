import { expect, test } from "vitest";
import { rememberRecent } from "../../src/description/remember.ts";

test("what was asked for last is remembered, and no more than that", () => {
  const recent = rememberRecent<string>(2);
  const made: string[] = [];
  const ask = (key: string) =>
    recent(key, () => {
      made.push(key);
      return key.toUpperCase();
    });

  const answers = ["a", "b", "a", "c", "a", "b"].map(ask);

  expect(answers).toEqual(["A", "B", "A", "C", "A", "B"]);
  expect(made).toEqual(["a", "b", "c", "b"]);
});

test("a result that is nothing is remembered too", () => {
  const recent = rememberRecent<undefined>(2);
  let made = 0;
  const ask = () =>
    recent("a", () => {
      made += 1;
      return undefined;
    });

  ask();
  ask();

  expect(made).toBe(1);
});
