import { describe, expect, it } from "vitest";
import type { Series } from "../src/core/metric/series.ts";
import { type Source, SourceError, type Sources } from "../src/sources/source.ts";
import { useDatabase } from "./support/database.ts";
import { createLoop } from "./support/loop.ts";
import { openShop, type Shop } from "./support/shop.ts";
import { aDescription } from "./support/template.ts";

// A second look at what worked: one comment at the most, and silence changes nothing.

const getDb = useDatabase();

const SECOND = "follow-up: { second-look: 90 days }\n";
const METRIC = "metrics:\n  exports: { source: prom, query: exports, unit: exports }\n";
const NAMED = aDescription({ measure: "`exports` from 0 to 20 a week." });
const PLAIN = aDescription({ measure: "Fewer mails." });

/** The shop, with a source whose days the test decides. */
async function aShop(config: string, perDay: (day: string) => number | null = () => 0): Promise<Shop> {
  const source: Source = {
    read: async ({ span: { from, to } }): Promise<Series> => {
      const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
      const all = Array.from({ length: days }, (_, index) => new Date(Date.parse(from) + index * 86_400_000));
      if (perDay(to) === null) throw new SourceError("timeout");
      return all.map((at) => ({ day: at.toISOString().slice(0, 10), value: perDay(at.toISOString().slice(0, 10)) }));
    },
  };
  const sources: Sources = { find: () => ({ kind: "source", source, isPublic: true }) };
  const shop = await openShop(createLoop(getDb(), undefined, sources), { config });
  await shop.install();
  return shop;
}

/** Merges, passes to the question of 2 December 2026 and answers it. */
async function answer(at: Shop, body: string, words: string): Promise<void> {
  await at.openPull({ body }).merge().pass({ days: 31 }).say(words);
}

const comments = (at: Shop) => at.question().comments.filter(({ author }) => author.endsWith("[bot]"));
const outcome = async (at: Shop) =>
  (
    await at.db.query<{ state: string; verdict: string | null; lost: boolean }>(
      "select state, verdict, lost_at is not null as lost from outcome",
    )
  )[0];

describe("a second look without numbers", () => {
  it("asks in one comment, and silence changes nothing", async () => {
    const at = await aShop(SECOND);
    await answer(at, PLAIN, "worked: 3 mails a week");
    await at.pass({ days: 88 });
    const early = comments(at).length;
    at.takeCalls();

    await at.pass({ days: 5 });
    const calls = at.takeCalls().filter((call) => /Comment|Issue$/.test(call));
    await at.pass({ days: 60 });

    expect(comments(at).length - early).toBe(1);
    expect(comments(at).at(-1)?.body).toContain("@bob, a second look, 90 days after the question: does it still work?");
    expect(comments(at).at(-1)?.body).toContain("Without a new answer, *Worked* stands.");
    expect(calls).toEqual(["createComment"]);
    expect(at.question().state).toBe("closed");
    expect(await outcome(at)).toEqual({ state: "answered", verdict: "worked", lost: false });
  });

  it("takes a new answer, which replaces the verdict: it did not last", async () => {
    const at = await aShop(SECOND);
    await answer(at, PLAIN, "worked: 3 mails a week");
    await at.pass({ days: 95 }).say("missed: they are back").pass({ minutes: 2 });

    expect(await outcome(at)).toEqual({ state: "answered", verdict: "missed", lost: true });
    expect(at.question().body).toContain("**It did not last** – second look, ");
    expect(at.dashboard().body).toContain("## Did not last");
    expect(await at.db.query("select number from outcome where state = 'answered'")).toHaveLength(1);

    await at.say("worked: it was a holiday").pass({ minutes: 2 });
    expect(await outcome(at)).toEqual({ state: "answered", verdict: "worked", lost: false });
    expect(at.dashboard().body).not.toContain("## Did not last");
  });

  it.each([
    ["missed", "missed: 20 mails"],
    ["unclear", "unclear: no idea"],
  ])("is not made where the answer was %s", async (_, words) => {
    const at = await aShop(SECOND);
    await answer(at, PLAIN, words);
    const before = comments(at).length;

    await at.pass({ days: 120 });

    expect(comments(at)).toHaveLength(before);
  });

  it("is not made where it is not configured, nor for what was reverted since", async () => {
    const without = await aShop("follow-up: { second-look: none }\n");
    await answer(without, PLAIN, "worked");
    const before = comments(without).length;

    await without.pass({ days: 120 });

    expect(comments(without)).toHaveLength(before);
    expect(await without.db.query("select 1 from outcome where second_look is not null")).toEqual([]);
  });

  it("is made once, also when its write gets no answer", async () => {
    const at = await aShop(SECOND);
    await answer(at, PLAIN, "worked");
    const before = comments(at).length;
    at.gh.faults.next({ method: "createComment", mode: "apply-then-fail" });

    await at.pass({ days: 93 });
    for (let minute = 0; minute < 5; minute++) await at.pass({ minutes: 1 });

    expect(comments(at).length - before).toBe(1);
  });
});

describe("a second look with numbers", () => {
  const until = (day: string) => (now: string) => (now < "2026-11-03" || now >= day ? 0 : 3);

  it("says that it did not last when a target that was reached is lost, and keeps the answer", async () => {
    const at = await aShop(`${SECOND}${METRIC}`, until("2027-01-15"));
    await answer(at, NAMED, "worked");
    await at.pass({ minutes: 5 });
    const before = comments(at).length;
    at.takeCalls();

    await at.pass({ days: 93 });

    expect(comments(at).length - before).toBe(1);
    expect(comments(at).at(-1)?.body).toContain("**it did not last.**");
    expect(comments(at).at(-1)?.body).toContain("- `exports`: 21 a week then, 0 a week now, hoped for 20");
    expect(at.takeCalls().filter((call) => /Comment$|updateIssue/.test(call)).length).toBeLessThanOrEqual(4);
    expect(at.question().body).toContain("at the second look **0 a week**: **not reached**");
    expect(await outcome(at)).toEqual({ state: "answered", verdict: "worked", lost: true });

    await at.pass({ minutes: 2 });
    expect(at.dashboard().body).toContain("## Did not last");
    // A month in which nothing else happened has no report.
    await at.openPull({ title: "Sort by price", body: PLAIN }).merge().pass({ days: 28 });
    const report = at.gh.look.issues("outcome-report").find(({ title }) => title === "Outcomes: March 2027");
    expect(report?.body).toContain("### Did not last – a second look (1)");
  });

  it("adds its points and says nothing when the target still holds", async () => {
    const at = await aShop(`${SECOND}${METRIC}`, until("2099-01-01"));
    await answer(at, NAMED, "worked");
    await at.pass({ minutes: 5 });
    const before = comments(at).length;

    await at.pass({ days: 93 });

    expect(comments(at)).toHaveLength(before);
    expect(at.question().body).toContain("at the second look **21 a week**: **reached**");
    expect(await outcome(at)).toEqual({ state: "answered", verdict: "worked", lost: false });
  });

  it("asks where no number can be read any more, after a week of trying", async () => {
    const at = await aShop(`${SECOND}${METRIC}`, (day) => (day > "2027-02-01" ? null : until("2099-01-01")(day)));
    await answer(at, NAMED, "partly");
    await at.pass({ minutes: 5 });
    const before = comments(at).length;

    await at.pass({ days: 93 });
    const soon = comments(at).length - before;
    for (let day = 0; day < 9; day++) await at.pass({ days: 1 });

    expect(soon).toBe(0);
    expect(comments(at).length - before).toBe(1);
    expect(comments(at).at(-1)?.body).toContain("does it still work?");
  });
});
