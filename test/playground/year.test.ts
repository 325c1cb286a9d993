import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { searchTried } from "../../src/cli/tried-search.ts";
import { CONFIG_PATH } from "../../src/core/repository/repository-files.ts";
import { sumAllowances } from "../../src/playground/budget.ts";
import { type Engine, startEngine } from "../../src/playground/loop.ts";
import { findYearStart, playYear, YEAR_DAYS } from "../../src/playground/year.ts";
import { YEAR_CONFIG } from "../../src/playground/year-others.ts";
import { parseTried } from "../../src/render/report/tried-parser.ts";
import { countCalls } from "../../src/simulator/calls.ts";

const END = new Date("2026-11-21T10:00:00Z");
/** The year sends hundreds of webhooks through the real app: seconds on an idle machine. */
const PATIENCE_MS = 240_000;

let engine: Engine;
const told: number[] = [];

beforeAll(async () => {
  engine = await startEngine(findYearStart(END));
  await playYear(engine, (days) => told.push(days));
}, PATIENCE_MS);

afterAll(() => engine?.close());

describe("a year of a small web shop", () => {
  it("ends on the day the playground begins, and reports its progress", () => {
    expect(engine.now()).toEqual(END);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(told.at(-1)).toBe(YEAR_DAYS);
  });

  it("has every kind of ending", () => {
    const kinds = engine.steps.flatMap(({ decisions }) => decisions.map(({ kind }) => kind));

    expect(new Set(kinds)).toEqual(
      new Set([
        "unshipped",
        "shipped",
        "waiting",
        "exempt",
        "asked",
        "answered",
        "reminded",
        "unanswered",
        "dropped",
        "reverted",
      ] satisfies typeof kinds),
    );
    const words = engine.steps.flatMap(({ decisions }) => decisions.map((one) => one.words)).join("\n");
    for (const verdict of ["worked", "partly", "missed", "unclear"]) {
      expect(words).toMatch(new RegExp(`answered by \\w+: ${verdict}`));
    }
  });

  it("has one dashboard, one report a month, and no comment on complete pull requests", () => {
    const { look } = engine.simulation;
    const reports = look.issues("outcome-report").map(({ title }) => title);

    expect(look.issues("outcome-dashboard")).toHaveLength(1);
    expect(new Set(reports).size).toBe(reports.length);
    expect(reports.length).toBeGreaterThanOrEqual(11);
    const reminded = look.threads().filter(({ kind, comments }) => kind === "pull-request" && comments.length > 0);
    const words = engine.steps.flatMap(({ decisions }) => decisions.map((one) => one.words));
    const unstated = words.filter((one) => one.includes("waits to ship, and has no success measure"));
    expect(reminded.filter(({ comments }) => comments.some(({ author }) => author.endsWith("[bot]")))).toHaveLength(
      unstated.length,
    );
  });

  it("ships weekly, and counts from there: what was merged last still waits", () => {
    const { look } = engine.simulation;
    const [newest] = look.releases();
    const shipped = engine.steps.filter(({ decisions }) => decisions.some(({ kind }) => kind === "shipped"));

    expect(look.releases().length).toBeGreaterThan(40);
    expect(look.releases().filter(({ ships }) => ships.length === 0)).toEqual([]);
    expect(shipped.map(({ what }) => what).filter((what) => !what.includes("publishes the release"))).toEqual([]);
    expect(look.issues("outcome-dashboard")[0]?.body).toContain("## Waiting to ship");
    expect(look.issues("outcome")[0]?.body).toMatch(/released in `v\d+` on/);
    expect(newest?.publishedAt).toMatch(/^2026-11-13/);
  });

  it("has a typo in the configuration, which the app reads, and its correction", () => {
    const rewrites = engine.steps.filter(({ what }) => what.includes("outcomes.yml"));

    expect(rewrites).toHaveLength(2);
    for (const { calls } of rewrites) expect(calls.map(({ method }) => method)).toContain("readFiles");
    expect(engine.simulation.look.issues("outcome-dashboard")[0]?.body).not.toContain("Did you mean");
  });

  it("stays within the call budget at every step", () => {
    const over = engine.steps.filter(({ calls, allowances }) => {
      const allowed = sumAllowances(allowances);
      const { reads, writes } = countCalls(calls);
      return reads > allowed.reads || writes > (allowed.writes ?? writes);
    });

    expect(over.map(({ what, calls }) => ({ what, calls }))).toEqual([]);
  });

  it("passes without a failure in the app's log", () => {
    expect(engine.steps.flatMap(({ notes }) => notes)).toEqual([]);
  });
});

describe("the memory of the year", () => {
  it("stands in the repository once the ledger is merged, and finds what missed for a proposal in other words", async () => {
    const { act, simulation } = engine;
    const config = `${YEAR_CONFIG}ledger: { enabled: true }\n`;
    await act("ada enables the ledger", (people) => people.commitFile({ by: "ada", files: { [CONFIG_PATH]: config } }));
    const proposal = simulation.look.threads().find(({ title }) => title.startsWith("Outcomes for "));
    await act("ada merges it", (people) => people.merge({ by: "ada", number: proposal?.number ?? 0 }));
    const text = simulation.look.repository().files["outcomes/TRIED.md"] ?? "";
    const texts = [{ file: "outcomes/TRIED.md", text }];

    const [tabs] = searchTried(texts, "Side-by-side table: visitors open many tabs and lose track of products", 3);
    const [page] = searchTried(texts, "Single-page checkout. Every step of the checkout costs orders", 3);

    expect(parseTried(text).blocks.filter(({ entry }) => entry === null)).toEqual([]);
    expect(parseTried(text).blocks.length).toBeGreaterThan(30);
    expect([tabs?.end, tabs?.title, tabs?.fields.Seen]).toEqual([
      "Missed",
      "Compare up to four products",
      "0.8 %. They like their tabs.",
    ]);
    expect([page?.end, page?.title]).toEqual(["Missed", "One page for the whole checkout"]);
  });
});
