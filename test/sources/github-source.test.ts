import { describe, expect, test } from "vitest";
import { ExternalError, type ExternalErrorKind } from "../../src/core/external-error.ts";
import type { MetricQuery } from "../../src/core/metric/metric.ts";
import { createSimulatedGitHub } from "../../src/simulator/simulated-github.ts";
import { type IssueDates, SourceError } from "../../src/sources/source.ts";
import { createSources } from "../../src/sources/sources.ts";
import { aMetric, SHOP, sourceErrorOf, sourceOf } from "../support/sources.ts";

const NOW = new Date("2026-11-21T09:00:00Z");
const bugs = (labels: readonly string[] = ["bug"]) => aMetric({ source: "github", query: { kind: "issues", labels } });

function readBugs(github: IssueDates, span = { from: "2026-11-18", to: "2026-11-22" }, labels = ["bug"]) {
  const metric = bugs(labels);
  const source = sourceOf(createSources(), metric);
  return source.read({ query: metric.query, span, repository: SHOP, github, now: NOW });
}

/** GitHub with these pages of issues, and what was asked of it. */
function paging(pages: readonly (readonly [number, string][])[]) {
  const cursors: (string | null)[] = [];
  const github: IssueDates = {
    listIssueDates: async (_, { cursor }) => {
      cursors.push(cursor);
      const index = Number(cursor ?? 0);
      const issues = (pages[index] ?? []).map(([number, createdAt]) => ({ number, createdAt }));
      return { issues, next: index + 1 < pages.length ? String(index + 1) : null };
    },
  };
  return { github, cursors };
}

function failing(kind: ExternalErrorKind, retryAt: Date | null = null): IssueDates {
  return {
    listIssueDates: () => Promise.reject(new ExternalError(kind, "failed", { retryAt, detail: "said GitHub" })),
  };
}

describe("the issues of a repository", () => {
  test("are counted by the UTC day they were opened on; today is not over, and a day without one is zero", async () => {
    const clock = { now: new Date("2026-11-18T23:59:59Z") };
    const { people, github, calls } = createSimulatedGitHub({ now: () => clock.now, deliver: () => {} });
    const id = await people.addRepository({ owner: "acme", name: "shop", collaborators: { ada: "write" } });
    const installationId = await people.install({ owner: "acme" });
    const open = (labels: string[]) => people.openIssue({ by: "ada", title: "Export fails", labels });
    await open(["bug"]);
    await open(["Bug", "export"]);
    await open(["wish"]);
    clock.now = new Date("2026-11-20T00:00:00Z");
    await open(["bug"]);
    clock.now = NOW;
    await open(["bug"]);
    const read = (labels: string[]) =>
      sourceOf(createSources(), bugs(labels)).read({
        query: { kind: "issues", labels },
        span: { from: "2026-11-17", to: "2026-11-22" },
        repository: { ...SHOP, id, installationId },
        github,
        now: NOW,
      });
    calls.length = 0;

    const [all, ofExport] = [await read(["bug"]), await read(["bug", "export"])];

    expect(all.map(({ value }) => value)).toEqual([0, 2, 0, 1, null, null]);
    expect(all.map(({ day }) => day.slice(-2))).toEqual(["17", "18", "19", "20", "21", "22"]);
    expect(ofExport.map(({ value }) => value)).toEqual([0, 1, 0, 0, null, null]);
    expect(calls).toHaveLength(2);
  });

  test("count once when another one pushes them to the next page", async () => {
    const { github, cursors } = paging([
      [
        [3, "2026-11-20T08:00:00Z"],
        [2, "2026-11-19T08:00:00Z"],
      ],
      [
        [2, "2026-11-19T08:00:00Z"],
        [1, "2026-11-19T07:00:00Z"],
      ],
    ]);

    const values = (await readBugs(github)).map(({ value }) => value);

    expect(values).toEqual([0, 2, 1, null, null]);
    expect(cursors).toEqual([null, "1"]);
  });

  test("are not asked for when no day of the span is over", async () => {
    const { github, cursors } = paging([[]]);

    const series = await readBugs(github, { from: "2026-11-21", to: "2026-11-22" });

    expect(series.map(({ value }) => value)).toEqual([null, null]);
    expect(cursors).toEqual([]);
  });

  test("are given up when there are too many to count", async () => {
    const { github, cursors } = paging(Array.from({ length: 50 }, () => []));

    expect(await sourceErrorOf(readBugs(github))).toMatchObject({ kind: "too-large" });
    expect(cursors).toHaveLength(20);
  });
});

describe("what GitHub refuses", () => {
  const later = new Date("2026-11-21T10:00:00Z");

  test.each<[ExternalErrorKind, string]>([
    ["unanswered", "unreachable"],
    ["forbidden", "refused"],
    ["gone", "refused"],
    ["not-found", "refused"],
  ])("as %s is %s", async (kind, expected) => {
    const error = await sourceErrorOf(readBugs(failing(kind)));

    expect(error).toMatchObject({ kind: expected, detail: "said GitHub" });
    expect(error.cause).toBeUndefined();
  });

  test.each<ExternalErrorKind>(["limited", "not-now"])(
    "as %s is about all calls, and stays what it is",
    async (kind) => {
      await expect(readBugs(failing(kind, later))).rejects.toMatchObject({
        name: "ExternalError",
        kind,
        retryAt: later,
      });
    },
  );

  test("is our own mistake when it is no refusal", async () => {
    const github = { listIssueDates: () => Promise.reject(new TypeError("a bug")) };

    await expect(readBugs(github)).rejects.toThrow(TypeError);
  });
});

describe("without a file of sources", () => {
  test.each<[string, string, MetricQuery, string]>([
    ["another source", "prom", { kind: "query", query: "exports" }, "unknown"],
    ["a query", "github", { kind: "query", query: "exports" }, "no-such-query"],
    [
      "a label with a comma, which GitHub takes for two",
      "github",
      { kind: "issues", labels: ["a,b"] },
      "no-such-query",
    ],
  ])("%s is not found", (_, source, query, kind) => {
    expect(createSources().find(aMetric({ source, query }), SHOP)).toEqual({ kind });
  });

  test("issues may be shown where the repository is", () => {
    expect(createSources().find(bugs(), SHOP)).toMatchObject({ kind: "source", isPublic: true });
  });
});

test("an error of a source shows its detail to no logger", () => {
  const error = new SourceError("refused", { status: 401, detail: "the secret" });

  expect(Object.keys(error)).not.toContain("detail");
  expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toContain("the secret");
});
