import { describe, expect, it } from "vitest";
import { addDuration, parseDuration, toMilliseconds } from "../../../src/core/time/duration.ts";

describe("parseDuration", () => {
  it.each([
    ["30 days", { amount: 30, unit: "days" }],
    ["0 minutes", { amount: 0, unit: "minutes" }],
    ["2 weeks", { amount: 2, unit: "weeks" }],
    ["1 month", { amount: 1, unit: "months" }],
    [" 10d ", { amount: 10, unit: "days" }],
    ["A Week", { amount: 1, unit: "weeks" }],
    ["three months", { amount: 3, unit: "months" }],
  ])("reads %s", (text, duration) => {
    expect(parseDuration(text)).toEqual(duration);
  });

  it.each(["", "soon", "30", "days", "-3 days", "1.5 days", "3 fortnights", "9999999 years", "2 weeks later"])(
    "does not guess at %j",
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );
});

describe("addDuration", () => {
  it("moves on the calendar, and stays within a short month", () => {
    expect(addDuration("2026-01-31", { amount: 1, unit: "months" })).toBe("2026-02-28");
    expect(addDuration("2026-11-21", { amount: 30, unit: "days" })).toBe("2026-12-21");
    expect(addDuration("2028-02-29", { amount: 1, unit: "years" })).toBe("2029-02-28");
  });

  it("rounds parts of a day up", () => {
    expect(addDuration("2026-01-31", { amount: 5, unit: "hours" })).toBe("2026-02-01");
    expect(addDuration("2026-01-31", { amount: 0, unit: "minutes" })).toBe("2026-01-31");
  });
});

describe("toMilliseconds", () => {
  it("converts to elapsed time", () => {
    expect(toMilliseconds({ amount: 2, unit: "hours" })).toBe(7_200_000);
  });
});
