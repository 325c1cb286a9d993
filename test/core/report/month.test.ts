import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  findMonthSpan,
  findReportedMonth,
  findReportTime,
  moveMonth,
  toMonth,
} from "../../../src/core/report/month.ts";
import { findDayStart, findMonthStart, toCalendarDate } from "../../../src/core/time/schedule.ts";

const anyZone = fc.constantFrom(...Intl.supportedValuesOf("timeZone"), "UTC");
const anyMonth = fc
  .record({ year: fc.integer({ min: 2000, max: 2045 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month }) => `${year}-${String(month).padStart(2, "0")}`);
const anyMoment = fc.date({
  min: new Date("2000-02-01T00:00:00Z"),
  max: new Date("2045-12-01T00:00:00Z"),
  noInvalidDate: true,
});

/** Local date and time by the time-zone rules of `Intl`, independent of the code under test. */
function readClock(moment: Date | number, timeZone: string) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return { date: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` };
}

describe("a month in a time zone", () => {
  it("begins at its first local moment, ends where the next begins, and contains exactly its local dates", () => {
    fc.assert(
      fc.property(anyZone, anyMonth, (zone, month) => {
        const { from, to } = findMonthSpan(month, zone);

        expect(readClock(from, zone).date).toBe(`${month}-01`);
        expect(readClock(from.getTime() - 1, zone).date.slice(0, 7)).toBe(moveMonth(month, -1));
        expect(readClock(to.getTime() - 1, zone).date.slice(0, 7)).toBe(month);
        expect(findMonthSpan(moveMonth(month, 1), zone).from).toEqual(to);
      }),
      { numRuns: 500 },
    );
  });

  it("is found from a moment, and its start by moving whole months", () => {
    fc.assert(
      fc.property(anyZone, anyMoment, fc.integer({ min: -14, max: 14 }), (zone, moment, months) => {
        expect(toMonth(moment, zone)).toBe(readClock(moment, zone).date.slice(0, 7));
        expect(findMonthStart(moment, zone, months)).toEqual(
          findMonthSpan(moveMonth(toMonth(moment, zone), months), zone).from,
        );
      }),
    );
  });

  it("begins at the first of two midnights, and after a skipped midnight", () => {
    expect(findMonthSpan("2026-11", "America/Havana").from.toISOString()).toBe("2026-11-01T04:00:00.000Z");
    expect(findMonthSpan("2023-10", "America/Asuncion").from.toISOString()).toBe("2023-10-01T04:00:00.000Z");
    expect(findDayStart(new Date("2026-11-01T12:00:00Z"), "America/Havana").toISOString()).toBe(
      "2026-11-01T04:00:00.000Z",
    );
  });
});

describe("the report of a month", () => {
  it("is due at 09:00 local time on the first of the next month", () => {
    fc.assert(
      fc.property(anyZone, anyMonth, (zone, month) => {
        const at = findReportTime(month, zone);

        expect(readClock(at, zone)).toEqual({ date: `${moveMonth(month, 1)}-01`, time: "09:00" });
      }),
      { numRuns: 500 },
    );
  });

  it("is at any moment that of the latest month whose report is due", () => {
    fc.assert(
      fc.property(anyZone, anyMoment, (zone, now) => {
        const month = findReportedMonth(now, zone);

        expect(findReportTime(month, zone).getTime()).toBeLessThanOrEqual(now.getTime());
        expect(findReportTime(moveMonth(month, 1), zone).getTime()).toBeGreaterThan(now.getTime());
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["Pacific/Kiritimati", "2026-10-31T19:00:00.000Z"],
    ["Pacific/Auckland", "2026-10-31T20:00:00.000Z"],
    ["Asia/Kolkata", "2026-11-01T03:30:00.000Z"],
    ["UTC", "2026-11-01T09:00:00.000Z"],
    // The clocks go back in that night.
    ["America/Los_Angeles", "2026-11-01T17:00:00.000Z"],
    ["America/Havana", "2026-11-01T14:00:00.000Z"],
  ])("of October 2026 in %s is written at %s", (zone, at) => {
    expect(findReportTime("2026-10", zone).toISOString()).toBe(at);
  });

  it("is due at 09:00 even on a day without midnight", () => {
    const at = findReportTime("2023-09", "America/Asuncion");

    expect(at.toISOString()).toBe("2023-10-01T12:00:00.000Z");
    expect(toCalendarDate(at, "America/Asuncion")).toBe("2023-10-01");
  });
});
