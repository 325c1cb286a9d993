import { expect, it } from "vitest";
import { findNearMiss } from "../../src/core/near-miss.ts";

const WORDS = ["worked", "partly", "missed", "snooze", "drop"];

it("finds the word that was probably meant", () => {
  expect(["wurked", "partley", "mised", "snoze", "drp"].map((word) => findNearMiss(WORDS, word))).toEqual([
    "worked",
    "partly",
    "missed",
    "snooze",
    "drop",
  ]);
});

it("suggests nothing for a word that is like none of them", () => {
  expect(["", "approve", "x"].map((word) => findNearMiss(WORDS, word))).toEqual([undefined, undefined, undefined]);
});
