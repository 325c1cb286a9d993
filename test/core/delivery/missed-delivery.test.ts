import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findSettled, listMissed, rankDelivery } from "../../../src/core/delivery/missed-delivery.ts";

const attempt = {
  id: 1,
  guid: "a",
  event: "issues",
  action: "edited",
  deliveredAt: "2026-11-02T10:00:00Z",
  isFailed: true,
};

describe("the list of missed deliveries", () => {
  it("ranks every event the app handles", () => {
    const { default_events } = parse(readFileSync("app.yml", "utf8")) as { default_events: readonly string[] };
    const actions = ["opened", "created", "rerequested", "checks_requested", "submitted"];

    const unknown = default_events.filter((event) =>
      actions.every((action) => rankDelivery({ event, action }) === null),
    );

    expect(unknown).toEqual([]);
  });

  it.each([
    ["issues", "edited", 0],
    ["issue_comment", "created", 0],
    ["pull_request_review", "submitted", 0],
    ["check_run", "requested_action", 0],
    ["pull_request", "synchronize", 2],
    ["push", null, 2],
    ["check_run", "created", 3],
    ["issues", "labeled", null],
    ["check_run", "completed", null],
    ["star", "created", null],
    ["constructor", null, null],
  ])("gives %s %s rank %s", (event, action, rank) => {
    expect(rankDelivery({ event, action })).toBe(rank);
  });

  it("has each delivery once, by its newest attempt, and none that succeeded", () => {
    const attempts = [
      { ...attempt, id: 5, guid: "b", isFailed: false },
      { ...attempt, id: 4 },
      { ...attempt, id: 3, guid: "b" },
      { ...attempt, id: 2 },
    ];

    expect(listMissed(attempts)).toEqual([{ guid: "a", deliveryId: 4, rank: 0 }]);
  });

  it("resumes at the newest attempt that is certainly over", () => {
    const now = new Date("2026-11-02T10:06:00Z");
    const attempts = [
      { ...attempt, id: 9, deliveredAt: "2026-11-02T10:05:50Z" },
      { ...attempt, id: 8 },
    ];

    expect(findSettled(attempts, now)).toBe(8);
    expect(findSettled(attempts.slice(0, 1), now)).toBeUndefined();
  });
});
