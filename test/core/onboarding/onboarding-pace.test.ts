import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../../src/core/config/config.ts";
import {
  countPlaces,
  isGivenUp,
  type OnboardingProgress,
  RESPONSE_TAKES_DAYS,
} from "../../../src/core/onboarding/onboarding-pace.ts";

function aProgress(given: Partial<OnboardingProgress> = {}): OnboardingProgress {
  return { repositories: 300, started: 0, askedToday: 0, open: 0, openLately: 0, declined: 0, ...given };
}

describe("by default", () => {
  test("a small installation is asked at once", () => {
    expect(countPlaces(aProgress({ repositories: 10 }), DEFAULT_CONFIG.onboarding)).toBe(10);
  });

  test.each([
    ["first", {}, 1],
    ["while the first is open", { askedToday: 1, open: 1, openLately: 1 }, 0],
    ["the next day, while the first is open", { open: 1, openLately: 1 }, 0],
    ["two weeks later, while the first is open", { open: 1 }, 1],
    ["when the first was closed the same day", { askedToday: 1, declined: 1 }, 0],
    ["the day after the first was closed", { declined: 1 }, 1],
    ["after three were closed", { declined: 3 }, 0],
    ["after three were closed and one started", { declined: 3, started: 1 }, 3],
    ["after one started", { askedToday: 1, started: 1 }, 2],
    ["when ten are open", { started: 1, open: 10 }, 0],
  ])("%s, a large one is asked %j: %i more", (_, given, places) => {
    expect(countPlaces(aProgress(given), true)).toBe(places);
  });
});

test("with limits, a small installation keeps to them too", () => {
  const limits = { "per-day": 3, open: 10 };

  expect(countPlaces(aProgress({ repositories: 5 }), limits)).toBe(3);
  expect(countPlaces(aProgress({ repositories: 5, askedToday: 3, open: 3 }), limits)).toBe(0);
});

/** What may happen to an owner's repositories, in any order. */
type Event = "ask" | "next-day" | "accept" | "decline" | "reopen";

interface Asked {
  readonly day: number;
  state: "open" | "accepted" | "declined";
}

test("whatever happens in whatever order, no more are asked than the limits say", () => {
  const events = fc.array(fc.constantFrom<Event>("ask", "ask", "next-day", "accept", "decline", "reopen"), {
    maxLength: 120,
  });
  const setting = fc.oneof(
    fc.constant(true),
    fc.record({ "per-day": fc.integer({ min: 1, max: 6 }), open: fc.integer({ min: 1, max: 12 }) }),
  );
  fc.assert(
    fc.property(events, setting, fc.constantFrom(3, 10, 11, 300), (happens, onboarding, repositories) => {
      const limits = onboarding === true ? { "per-day": repositories <= 10 ? 10 : 3, open: 10 } : onboarding;
      const asked: Asked[] = [];
      let today = 0;
      const count = (state: Asked["state"], since = -1) =>
        asked.filter((one) => one.state === state && one.day >= since);
      for (const event of happens) {
        if (event === "next-day") today += 1;
        if (event === "accept") Object.assign(count("open")[0] ?? {}, { state: "accepted" });
        if (event === "decline") Object.assign(count("open")[0] ?? {}, { state: "declined" });
        // A person reopens what the app had opened: that is no new proposal.
        if (event === "reopen" && count("open").length < limits.open)
          Object.assign(count("declined")[0] ?? {}, { state: "open" });
        if (event !== "ask") continue;
        const progress: OnboardingProgress = {
          repositories,
          started: count("accepted").length,
          askedToday: asked.filter(({ day }) => day === today).length,
          open: count("open").length,
          openLately: count("open", today - RESPONSE_TAKES_DAYS + 1).length,
          declined: count("declined").length,
        };
        const places = countPlaces(progress, onboarding);
        const isTrial = repositories > 10 && progress.started === 0;
        const isFree = onboarding === true && repositories <= 10;

        expect(places).toBeGreaterThanOrEqual(0);
        expect(progress.open + places).toBeLessThanOrEqual(Math.max(progress.open, limits.open));
        if (!isFree) expect(progress.askedToday + places).toBeLessThanOrEqual(limits["per-day"]);
        if (isTrial) expect(Math.min(places, 1) * progress.openLately).toBe(0);
        if (isTrial) expect(places === 0 || progress.askedToday + places === 1).toBe(true);
        if (!isFree && progress.started === 0 && progress.declined >= 3) expect(places).toBe(0);
        expect(isGivenUp(progress, onboarding) && places > 0).toBe(false);
        for (let place = 0; place < Math.min(places, repositories - asked.length); place++) {
          asked.push({ day: today, state: "open" });
        }
      }
    }),
  );
});

test("an owner who switched it off is asked nothing", () => {
  expect(countPlaces(aProgress({ repositories: 3 }), false)).toBe(0);
});
