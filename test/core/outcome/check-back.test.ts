import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCheckBack } from "../../../src/core/outcome/check-back.ts";

const now = new Date("2026-11-02T10:00:00Z");
const read = (text: string, zone = "UTC") => parseCheckBack(text, { now, zone });

describe("a date in words", () => {
  it.each([
    ["2026-12-24", "2026-12-24"],
    ["24 Dec 2026", "2026-12-24"],
    ["December 24", "2026-12-24"],
    ["24/12/2026", "2026-12-24"],
    ["on 24 December, after the holidays", "2026-12-24"],
    ["2 weeks", "2026-11-16"],
    ["in 2 weeks", "2026-11-16"],
    ["3 months after the merge", "2027-02-02"],
    ["tomorrow", "2026-11-03"],
    ["in zwei Wochen", "2026-11-16"],
    ["24. Dezember 2026", "2026-12-24"],
    ["dans 2 semaines", "2026-11-16"],
    ["24 diciembre 2026", "2026-12-24"],
  ])("%s", (text, on) => {
    expect(read(text)).toEqual({ on });
  });

  it.each([
    ["sometime", "unreadable"],
    ["", "unreadable"],
    ["when it is done", "unreadable"],
    ["2026-11-02", "past"],
    ["2025-12-24", "past"],
    ["yesterday", "past"],
    ["2028-01-01", "too-far"],
    ["400 days", "too-far"],
  ])("%j is refused: %s", (text, problem) => {
    expect(read(text)).toEqual({ problem });
  });

  it("is relative to the date in the team's time zone", () => {
    const late = { now: new Date("2026-11-02T23:30:00Z"), zone: "Pacific/Auckland" };

    expect(parseCheckBack("tomorrow", late)).toEqual({ on: "2026-11-04" });
    expect(parseCheckBack("1 day", late)).toEqual({ on: "2026-11-04" });
  });

  it("has a limit", () => {
    expect(parseCheckBack("2 months", { now, zone: "UTC", limit: "2026-12-31" })).toEqual({ problem: "too-far" });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(read(text)).toBeTypeOf("object");
      }),
    );
  });
});
