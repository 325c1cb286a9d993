import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ShippedIn } from "../../../src/core/clock/shipment.ts";
import { CLOCK_STARTS } from "../../../src/core/clock/shipment.ts";
import { Config } from "../../../src/core/config/config.ts";
import { type Arrival, beginAgain, beginClock, findAnywayDate, planClock } from "../../../src/core/outcome/clock.ts";
import { findMove, findShipping, findStop } from "../../../src/core/outcome/clock-command.ts";
import { findDue } from "../../../src/core/outcome/follow-up.ts";
import { hasNamedDate, type OutcomeEvent, transition } from "../../../src/core/outcome/life-cycle.ts";
import { type Outcome, STATES } from "../../../src/core/outcome/outcome.ts";
import { isPatient } from "../../../src/core/outcome/question-budget.ts";
import { toUtcText } from "../../../src/core/time/schedule.ts";
import { anOutcome } from "../../support/builders.ts";

const MERGED_AT = "2026-11-02T10:00:00Z";
const DAY_MS = 24 * 60 * 60_000;
const dayOf = (day: number) => new Date(Date.parse(MERGED_AT) + day * DAY_MS);

const withClock = (starts: Config["clock"]["starts"], more: object = {}) =>
  Config.parse({ clock: { starts, branches: ["stable"], ...more } });
const RELEASE = withClock("release");

const unshipped = (given: Partial<Outcome> = {}) =>
  anOutcome({ mergedAt: MERGED_AT, clockStartedAt: null, dueOn: null, dueAt: null, ...given });

const arrival = (day: number, shippedIn: ShippedIn = { kind: "release", name: "v1" }): Arrival => ({
  at: toUtcText(dayOf(day)),
  shippedIn,
});

const plan = (outcome: Outcome, arrivals: readonly Arrival[], day: number, config = RELEASE) =>
  planClock(outcome, { config, arrivals, now: dayOf(day) });

describe("the clock of an outcome", () => {
  it("starts at the merge unless the repository waits for something else", () => {
    expect(beginClock(unshipped(), Config.parse({}))).toMatchObject({
      clockStartedAt: MERGED_AT,
      shippedIn: { kind: "merge" },
      dueOn: "2026-12-02",
    });
    expect(beginClock(unshipped(), RELEASE)).toMatchObject({ clockStartedAt: null, dueOn: null });
  });

  it("starts with the first of what shipped the change", () => {
    const first = arrival(3, { kind: "release", name: "v1" });

    expect(plan(unshipped(), [arrival(9, { kind: "release", name: "v2" }), first], 10)).toMatchObject({
      kind: "clock-started",
      startedAt: first.at,
      shippedIn: first.shippedIn,
      dueOn: "2026-12-07",
    });
  });

  it("starts no earlier than the merge, though GitHub's clocks differ", () => {
    expect(plan(unshipped(), [arrival(-0.001)], 0)).toMatchObject({ startedAt: MERGED_AT });
  });

  it("asks about nothing in the past: what is heard of late is due today", () => {
    expect(plan(unshipped(), [arrival(3)], 66)).toMatchObject({ dueOn: "2027-01-07" });
  });

  it("waits for something newer once a person said that users do not have it", () => {
    const outcome = unshipped({ notShippedAt: toUtcText(dayOf(5)) });

    expect(plan(outcome, [arrival(3)], 6)).toBeNull();
    expect(plan(outcome, [arrival(3), arrival(8)], 9)).toMatchObject({ startedAt: toUtcText(dayOf(8)) });
  });

  it("dates after a long wait what was not seen shipped, on a weekday, and again after a person said so", () => {
    expect(findAnywayDate(unshipped(), RELEASE)).toEqual({ dueOn: "2027-02-01", dueAt: "2027-02-01T09:00:00Z" });
    expect(plan(unshipped(), [], 90)).toBeNull();
    expect(plan(unshipped(), [], 91)).toMatchObject({ kind: "dated-anyway", dueOn: "2027-02-01" });
    expect(findAnywayDate(unshipped({ notShippedAt: toUtcText(dayOf(100)) }), RELEASE)?.dueOn).toBe("2027-05-11");
  });

  it("follows the clock that is configured now, as long as there is no date", () => {
    expect(plan(unshipped(), [], 3, Config.parse({}))).toMatchObject({
      kind: "clock-started",
      startedAt: MERGED_AT,
      shippedIn: { kind: "merge" },
    });
  });

  it("waits 30 days for room where a train ships many at once, and 14 after a merge", () => {
    const due = { dueAt: MERGED_AT };

    expect(isPatient(unshipped({ ...due, shippedIn: { kind: "release", name: "v1" } }), dayOf(29))).toBe(true);
    expect(isPatient(unshipped({ ...due, shippedIn: { kind: "release", name: "v1" } }), dayOf(30))).toBe(false);
    expect(isPatient(unshipped({ ...due, shippedIn: { kind: "merge", name: "" } }), dayOf(13))).toBe(true);
    expect(isPatient(unshipped({ ...due, shippedIn: { kind: "merge", name: "" } }), dayOf(14))).toBe(false);
  });
});

/** One thing that happens, on a day after the merge. */
interface Happening {
  readonly day: number;
  readonly what:
    | { readonly kind: "shipped" | "reverted" | "restored" | "snoozed" | "not-shipped" | "says-shipped" }
    | { readonly kind: "configured"; readonly starts: Config["clock"]["starts"] };
}

const happening: fc.Arbitrary<Happening> = fc.record({
  day: fc.integer({ min: 0, max: 200 }),
  what: fc.oneof(
    fc.record({
      kind: fc.constantFrom(
        "shipped" as const,
        ...(["reverted", "restored", "snoozed", "not-shipped", "says-shipped"] as const),
      ),
    }),
    fc.record({ kind: fc.constant("configured" as const), starts: fc.constantFrom(...CLOCK_STARTS) }),
  ),
});

interface Played {
  readonly outcome: Outcome;
  readonly config: Config;
  readonly arrivals: readonly Arrival[];
  /** Each time it was asked, as it was then. */
  readonly askings: readonly { readonly outcome: Outcome; readonly config: Config; readonly day: number }[];
  /** How often people or reverts made it wait again. */
  readonly again: number;
}

/** What happens to an outcome, and what the app does about it. Whatever does not apply in its state changes nothing. */
function happen(played: Played, { day, what }: Happening): Played {
  const { outcome, config } = played;
  const request = { outcome, config, saidAt: toUtcText(dayOf(day)), now: dayOf(day) };
  const apply = (event: OutcomeEvent | null): Played => {
    const next = event && transition(outcome, event, request.saidAt);
    const isAgain = next?.state === "waiting" && (outcome.state === "asked" || outcome.state === "reverted");
    return next ? { ...played, outcome: next, again: played.again + (isAgain ? 1 : 0) } : played;
  };
  const effectOf = (effect: ReturnType<typeof findMove>) => (effect && "event" in effect ? effect.event : null);
  switch (what.kind) {
    case "configured":
      return { ...played, config: withClock(what.starts) };
    case "shipped":
      return { ...played, arrivals: [...played.arrivals, arrival(day)] };
    case "reverted":
      return apply({ kind: "reverted", by: "a commit on main", author: null });
    case "restored":
      return apply(
        beginAgain(outcome, { config, restoring: { sha: null, mergedAt: request.saidAt }, now: dayOf(day) }),
      );
    case "snoozed":
      return apply(effectOf(findMove("2 weeks", request)));
    case "not-shipped":
      return apply(effectOf(findStop(null, request)));
    case "says-shipped":
      return apply(effectOf(findShipping(null, request)));
  }
}

/** What the app's reconcile does on a day. */
function reconcile(played: Played, day: number): Played {
  const { config, arrivals } = played;
  const now = dayOf(day);
  const at = toUtcText(now);
  const event = planClock(played.outcome, { config, arrivals, now });
  const outcome = (event && transition(played.outcome, event, at)) ?? played.outcome;
  if (findDue(outcome, config, now).kind !== "ask") return { ...played, outcome };
  const asked = transition(outcome, { kind: "asked", assignee: null }, at) ?? outcome;
  return { ...played, outcome: asked, askings: [...played.askings, { outcome, config, day }] };
}

function play(
  happenings: readonly Happening[],
  { starts, dueOn }: { starts: Config["clock"]["starts"]; dueOn: string | null },
) {
  const config = withClock(starts);
  const named = dueOn === null ? {} : { dueOn, dueAt: `${dueOn}T09:00:00Z`, isDated: true };
  let played: Played = {
    outcome: beginClock(unshipped(named), config),
    config,
    arrivals: [],
    askings: [],
    again: 0,
  };
  for (let day = 0; day <= 400; day++) {
    for (const one of happenings.filter((it) => it.day === day)) played = reconcile(happen(played, one), day);
    played = reconcile(played, day + 0.9);
  }
  return played;
}

const story = fc.tuple(
  fc.array(happening, { maxLength: 8 }),
  fc.record({ starts: fc.constantFrom(...CLOCK_STARTS), dueOn: fc.constantFrom(null, null, "2026-12-05") }),
);

describe("in whatever order merge, release, deployment, revert, snooze and configuration come", () => {
  it("a question is asked at most once, but for what people and reverts make wait again", () => {
    fc.assert(
      fc.property(story, ([happenings, begin]) => {
        const { askings, again } = play(happenings, begin);

        expect(askings.length).toBeLessThanOrEqual(1 + again);
      }),
    );
  });

  it("a question is asked before it shipped only on a date a person named, or after ask-anyway-after", () => {
    fc.assert(
      fc.property(story, ([happenings, begin]) => {
        for (const { outcome, day } of play(happenings, begin).askings) {
          const since = outcome.notShippedAt ?? outcome.restoredIn?.at ?? outcome.mergedAt;
          const waitedDays = (dayOf(day).getTime() - Date.parse(since)) / DAY_MS;

          expect(outcome.clockStartedAt !== null || hasNamedDate(outcome) || waitedDays >= 89).toBe(true);
        }
      }),
    );
  });

  it("what waits always has a date, or a moment at which it gets one", () => {
    fc.assert(
      fc.property(story, ([happenings, begin]) => {
        const { outcome, config } = play(happenings, begin);
        const due = findDue(outcome, config, dayOf(401));

        expect(STATES).toContain(outcome.state);
        expect(outcome.state !== "waiting" || due.kind !== "nothing" || due.requeueAt !== null).toBe(true);
      }),
    );
  });
});
