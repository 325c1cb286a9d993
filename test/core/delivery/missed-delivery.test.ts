import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  findNewest,
  findSearchEnd,
  listDeliveredLater,
  listMissed,
  rankDelivery,
} from "../../../src/core/delivery/missed-delivery.ts";

const attempt = {
  id: "1",
  guid: "a",
  event: "issues",
  action: "edited",
  deliveredAt: "2026-11-02T10:00:00Z",
  isFailed: true,
  isRepeated: false,
};

describe("the list of missed deliveries", () => {
  it("ranks every event the app handles", () => {
    const { default_events } = parse(readFileSync("app.yml", "utf8")) as { default_events: readonly string[] };
    const actions = ["opened", "created", "rerequested", "checks_requested", "submitted", "published"];

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
    const at = (minute: number) => `2026-11-02T10:0${minute}:00Z`;
    const attempts = [
      { ...attempt, id: "3804004623172239370", guid: "b", isFailed: false, deliveredAt: at(5) },
      // Ids need not grow.
      { ...attempt, id: "17", deliveredAt: at(4) },
      { ...attempt, id: "3804004623172239368", guid: "b", deliveredAt: at(3) },
      { ...attempt, id: "3804004623172239367", deliveredAt: at(2) },
    ];

    expect(listMissed(attempts)).toEqual([{ guid: "a", deliveryId: "17", rank: 0, failedAt: at(4) }]);
  });

  it("keeps ids of any length as they are", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 19n }), (id) => {
        expect(listMissed([{ ...attempt, id: String(id) }])[0]?.deliveryId).toBe(String(id));
      }),
    );
  });

  it("knows what was delivered later", () => {
    const later = { ...attempt, guid: "b", isFailed: false, isRepeated: true };

    expect(listDeliveredLater([attempt, { ...later, guid: "c", isRepeated: false }, later])).toEqual(["b"]);
  });
});

describe("a search for missed deliveries", () => {
  it("goes back ten minutes behind the newest attempt of the one before, or to the beginning", () => {
    const attempts = [attempt, { ...attempt, deliveredAt: "2026-11-02T10:05:50Z" }];

    expect(findSearchEnd(findNewest(attempts) ?? null)).toEqual(new Date("2026-11-02T09:55:50Z"));
    expect(findSearchEnd(null).getTime()).toBeLessThanOrEqual(0);
    expect(findNewest([])).toBeUndefined();
  });
});
