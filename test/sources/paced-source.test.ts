import { setImmediate as otherEvents } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createRoom, paceSource } from "../../src/sources/paced-source.ts";
import { SourceError, type SourceErrorKind } from "../../src/sources/source.ts";
import { NO_ISSUES, SHOP, sourceErrorOf } from "../support/sources.ts";

const NOW = new Date("2026-11-21T09:00:00Z");
const SPAN = { from: "2026-11-17", to: "2026-11-17" };

type Outcome = SourceError | null;

/** A paced source whose answers are decided by its query, and the queries it was asked. */
function aSource(decide: (query: string) => Outcome | Promise<Outcome>) {
  const asked: string[] = [];
  const source = paceSource(
    {
      async read({ query }) {
        const name = query.kind === "query" ? query.query : "";
        asked.push(name);
        const error = await decide(name);
        if (error) throw error;
        return [];
      },
    },
    [],
  );
  const read = (query: string, minutes = 0) => {
    const now = new Date(NOW.getTime() + minutes * 60_000);
    return source.read({ query: { kind: "query", query }, span: SPAN, repository: SHOP, github: NO_ISSUES, now });
  };
  return { read, asked };
}

const failing = (kind: SourceErrorKind, status: number | null = null) => new SourceError(kind, { status });
const minutesUntil = (at: Date | null) => at && (at.getTime() - NOW.getTime()) / 60_000;

describe("a source is left alone after a failure", () => {
  test("for 1, 2, 4 … minutes and at most 30, until it answers again", async () => {
    let error: Outcome = failing("unreachable");
    const { read } = aSource(() => error);
    const waits: (number | null)[] = [];
    let at = 0;
    for (let times = 0; times < 7; times++) {
      const until = minutesUntil((await sourceErrorOf(read("a", at))).retryAt) ?? 0;
      waits.push(until - at);
      at = until;
    }
    error = null;
    await read("a", at);
    error = failing("unreachable");

    const again = await sourceErrorOf(read("a", at));

    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30]);
    expect((minutesUntil(again.retryAt) ?? 0) - at).toBe(1);
  });

  test("and is not asked meanwhile, whatever the query", async () => {
    const { read, asked } = aSource(() => failing("limited"));

    await sourceErrorOf(read("a"));
    const error = await sourceErrorOf(read("b", 0.5));

    expect(error).toMatchObject({ kind: "busy", retryAt: new Date("2026-11-21T09:01:00Z") });
    expect(asked).toEqual(["a"]);
  });

  test.each<[SourceErrorKind, number | null, boolean]>([
    ["unreachable", 502, true],
    ["redirected", 302, true],
    ["limited", 429, true],
    ["refused", 401, true],
    ["refused", 403, true],
    ["refused", 400, false],
    ["not-understood", 200, false],
    ["several-series", 200, false],
    ["too-large", 200, false],
    ["timeout", null, false],
  ])("as a whole after %s %s: %s", async (kind, status, isWhole) => {
    const { read } = aSource((query) => (query === "bad" ? failing(kind, status) : null));

    await sourceErrorOf(read("bad"));
    const other = await read("good").then(
      () => "read",
      (error: SourceError) => error.kind,
    );

    expect(other).toBe(isWhole ? "busy" : "read");
    expect(await sourceErrorOf(read("bad", 0.5))).toMatchObject({ kind: "busy" });
  });

  test("as a whole when two queries in a row take too long", async () => {
    const { read, asked } = aSource((query) => (query === "good" ? null : failing("timeout")));

    await sourceErrorOf(read("slow"));
    await read("good");
    await sourceErrorOf(read("slower"));
    await read("good");
    await sourceErrorOf(read("slow", 2));
    await sourceErrorOf(read("slower", 4));
    const error = await sourceErrorOf(read("good", 4));

    expect(error.kind).toBe("busy");
    expect(asked).toEqual(["slow", "good", "slower", "good", "slow", "slower"]);
  });

  test("as a whole, and those that took too long come back after the others", async () => {
    const { read } = aSource((query) => (query === "good" ? null : failing("timeout")));
    const dueAt = new Map(["slow", "slower", "good"].map((query) => [query, 0]));
    let answered = 0;

    for (let rounds = 0; rounds < 200; rounds++) {
      const at = Math.min(...dueAt.values());
      const due = [...dueAt].filter(([, minutes]) => minutes <= at).map(([query]) => query);
      await Promise.all(
        due.map(async (query) => {
          const retryAt = await read(query, at).then(
            () => null,
            (error: SourceError) => minutesUntil(error.retryAt),
          );
          if (retryAt === null) answered += 1;
          dueAt.set(query, retryAt ?? at + 60);
        }),
      );
    }

    // Each of the two is tried now and then; the third is answered about once an hour, as it wants to be.
    expect(answered).toBeGreaterThan(20);
  });

  test("once for all that failed together", async () => {
    const { read } = aSource(() => failing("unreachable"));

    const errors = await Promise.all([sourceErrorOf(read("a")), sourceErrorOf(read("b"))]);

    expect(errors.map(({ retryAt }) => minutesUntil(retryAt))).toEqual([1, 1]);
  });
});

describe("a source is asked", () => {
  test("by two at once; those that waited while it failed are not sent on", async () => {
    const ends: ((outcome: Outcome) => void)[] = [];
    const { read, asked } = aSource(() => new Promise((resolve) => ends.push(resolve)));
    const all = ["a", "b", "c", "d"].map((query) => sourceErrorOf(read(query)));
    await otherEvents();
    expect(asked).toEqual(["a", "b"]);

    for (const end of ends.splice(0)) end(failing("unreachable"));
    const errors = await Promise.all(all);

    expect(asked).toEqual(["a", "b"]);
    expect(errors.map(({ kind }) => kind)).toEqual(["unreachable", "unreachable", "busy", "busy"]);
  });

  test("by no more than six that wait", async () => {
    const ends: ((outcome: Outcome) => void)[] = [];
    const { read } = aSource(() => new Promise((resolve) => ends.push(resolve)));
    const waiting = Array.from({ length: 8 }, (_, index) => read(`query-${index}`));

    const error = await sourceErrorOf(read("one more"));

    expect(error).toMatchObject({ kind: "busy", retryAt: new Date("2026-11-21T09:00:01.500Z") });
    let done = false;
    const all = Promise.all(waiting).finally(() => {
      done = true;
    });
    while (!done) {
      for (const end of ends.splice(0)) end(null);
      await otherEvents();
    }
    expect(await all).toHaveLength(8);
  });

  test("by those that found no room one after the other, not all at the same moment", async () => {
    const { read } = aSource(() => new Promise(() => {}));
    for (let index = 0; index < 8; index++) void read(`query-${index}`);

    const turnedAway = await Promise.all(
      Array.from({ length: 100 }, (_, index) => sourceErrorOf(read(`another-${index}`))),
    );

    const seconds = turnedAway.map(({ retryAt }) => ((retryAt?.getTime() ?? 0) - NOW.getTime()) / 1_000);
    expect(new Set(seconds).size).toBe(100);
    expect(seconds.toSorted((one, other) => one - other)).toEqual(seconds);
    expect(seconds.at(-1)).toBe(51);
  });

  test("by no more than sixteen of all sources: the others come back", async () => {
    const room = createRoom();
    const hanging = Array.from({ length: 4 }, () => paceSource({ read: () => new Promise(() => {}) }, [], room));
    const request = { span: SPAN, repository: SHOP, github: NO_ISSUES, now: NOW };
    const asked = hanging.flatMap((source) =>
      Array.from({ length: 8 }, (_, index) => source.read({ ...request, query: { kind: "query", query: `${index}` } })),
    );

    const ends = await Promise.all(asked.map((read) => Promise.race([read.catch(() => "busy"), otherEvents("waits")])));

    expect(ends.filter((end) => end === "waits")).toHaveLength(16);
    expect(ends.filter((end) => end === "busy")).toHaveLength(16);
  });

  test("again once there is room, also after a failure", async () => {
    const room = createRoom();
    const failed = paceSource({ read: () => Promise.reject(failing("not-understood")) }, [], room);
    const request = { span: SPAN, repository: SHOP, github: NO_ISSUES, now: NOW };
    for (let index = 0; index < 40; index++) {
      await sourceErrorOf(failed.read({ ...request, query: { kind: "query", query: `${index}` } }));
    }

    const fine = paceSource({ read: async () => [] }, [], room);

    expect(await fine.read({ ...request, query: { kind: "query", query: "a" } })).toEqual([]);
  });
});
