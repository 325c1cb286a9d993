import { describe, expect, it } from "vitest";
import { findNextTurn, listDueMonths, toLedgerPath } from "../../../src/core/report/ledger.ts";
import { findMonthSpan } from "../../../src/core/report/month.ts";

const due = (now: string, given: { zone?: string; since?: string; through?: string | null } = {}) =>
  listDueMonths({
    now: new Date(now),
    zone: given.zone ?? "UTC",
    knownSince: new Date(given.since ?? "2026-01-15T00:00:00Z"),
    writtenThrough: given.through ?? null,
  });

describe("the due months of a ledger", () => {
  it.each([
    ["begin with the last one", "2026-11-20T12:00:00Z", {}, ["2026-10"]],
    ["wait for nine o'clock of the first", "2026-11-01T08:59:59Z", { through: "2026-09" }, []],
    ["are due at nine", "2026-11-01T09:00:00Z", { through: "2026-09" }, ["2026-10"]],
    ["come once", "2026-11-02T09:00:00Z", { through: "2026-10" }, []],
    [
      "are all caught up with after an outage",
      "2026-11-02T09:00:00Z",
      { through: "2026-07" },
      ["2026-08", "2026-09", "2026-10"],
    ],
    ["leave out those before the app was installed", "2026-11-02T09:00:00Z", { since: "2026-11-01T00:00:00Z" }, []],
    [
      "include the month in which the app was installed",
      "2026-11-02T09:00:00Z",
      { since: "2026-10-31T23:59:59Z" },
      ["2026-10"],
    ],
    ["are those of the zone", "2026-10-31T20:00:00Z", { zone: "Pacific/Kiritimati", through: "2026-09" }, ["2026-10"]],
    ["go over the year", "2027-01-01T09:00:00Z", { through: "2026-11" }, ["2026-12"]],
  ] as const)("%s", (_, now, given, months) => {
    expect(due(now, given)).toEqual(months);
  });

  it("are at most twelve at once", () => {
    expect(due("2029-01-02T12:00:00Z", { through: "2026-02" })).toHaveLength(12);
  });
});

describe("a month of a ledger", () => {
  it("has the length it has in its time zone", () => {
    expect(findMonthSpan("2026-11", "America/New_York")).toEqual({
      from: new Date("2026-11-01T04:00:00Z"),
      to: new Date("2026-12-01T05:00:00Z"),
    });
    expect(findMonthSpan("2026-10", "Pacific/Kiritimati").from).toEqual(new Date("2026-09-30T10:00:00Z"));
    expect(findMonthSpan("2026-10", "Pacific/Midway").from).toEqual(new Date("2026-10-01T11:00:00Z"));
  });

  it("is written on the first of the next month", () => {
    expect(findNextTurn(new Date("2026-11-01T08:00:00Z"), "UTC")).toEqual(new Date("2026-11-01T09:00:00Z"));
    expect(findNextTurn(new Date("2026-11-01T09:00:00Z"), "UTC")).toEqual(new Date("2026-12-01T09:00:00Z"));
  });

  it("has a file in the folder, with or without a trailing slash", () => {
    expect([toLedgerPath("outcomes", "2026-10"), toLedgerPath("docs/outcomes/", "2026-10")]).toEqual([
      "outcomes/2026-10.csv",
      "docs/outcomes/2026-10.csv",
    ]);
  });
});
