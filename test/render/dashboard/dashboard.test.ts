import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SHOWN } from "../../../src/core/dashboard/dashboard.ts";
import {
  addCounts,
  type Counted,
  countAnswered,
  countEnded,
  countMerged,
  NOTHING_COUNTED,
} from "../../../src/core/dashboard/numbers.ts";
import { listTicked } from "../../../src/core/outcome/box.ts";
import type { ListedOutcome } from "../../../src/core/outcome/listed-outcome.ts";
import { MISS_REASONS, UNCLEAR_REASONS } from "../../../src/core/outcome/reason.ts";
import { VERDICTS } from "../../../src/core/outcome/verdict.ts";
import { type DashboardView, renderDashboard } from "../../../src/render/dashboard/dashboard.ts";
import { renderCount } from "../../../src/render/words.ts";
import { aDashboard, aListedOutcome, IN_FULL_SWING, THE_FIRST_DAY } from "../../support/dashboard.ts";
import { hostileText, KEY } from "../../support/hostile.ts";
import { findUnbalancedTags, readPage } from "../../support/page.ts";
import { measureProcessorTime } from "../../support/processor-time.ts";

const LONGEST = 60_000;
const OUR_HTML = /^<!-- (did-this-work|box):|^<\/?(sub|details)>$|^<details><summary>[^<>]+<\/summary>$/;

const anyCounts: fc.Arbitrary<Counted> = fc.record(
  Object.fromEntries(Object.keys(NOTHING_COUNTED).map((kind) => [kind, fc.nat({ max: 30 })])) as Record<
    keyof Counted,
    fc.Arbitrary<number>
  >,
);

const anyListed: fc.Arbitrary<ListedOutcome> = fc
  .record({
    number: fc.integer({ min: 1, max: 99_999 }),
    title: hostileText,
    author: fc.constantFrom("bob", "cleo-1", "helper[bot]"),
    owner: fc.option(fc.constantFrom("ada", "bob")),
    evidence: fc.option(hostileText),
    why: fc.option(fc.constantFrom(...MISS_REASONS, ...UNCLEAR_REASONS)),
    verdict: fc.constantFrom(...VERDICTS),
    issueNumber: fc.option(fc.integer({ min: 1, max: 99_999 })),
    isReminded: fc.boolean(),
    askedAt: fc.constantFrom("2026-11-24T08:00:00Z", "2026-12-10T08:00:00Z"),
    dueOn: fc.constantFrom("2026-12-01", "2026-12-10", "2027-01-04"),
  })
  .map(aListedOutcome);

const anyList = fc.array(anyListed, { maxLength: 8 });

const anyView: fc.Arbitrary<DashboardView> = fc
  .record({
    counts: fc.array(anyCounts, { maxLength: 6 }),
    open: anyList,
    coming: anyList,
    answered: anyList,
    unclear: anyList,
    unstated: anyList,
    more: fc.nat({ max: 1_000 }),
    reasons: fc.uniqueArray(fc.constantFrom(...UNCLEAR_REASONS, null), { maxLength: 6 }),
    notAsked: fc.array(fc.option(hostileText), { maxLength: 12 }),
    problems: fc.array(hostileText, { maxLength: 5 }),
    hasLedger: fc.boolean(),
    refreshedAt: fc.option(fc.constant(new Date("2026-12-09T09:05:00Z"))),
  })
  .map(({ more, reasons, notAsked, problems, ...given }) =>
    aDashboard({
      ...given,
      openNow: {
        waiting: more,
        unshipped: 0,
        asked: given.open.length + more,
        overdue: given.open.filter((o) => o.isReminded).length,
      },
      comingCount: given.coming.length + more,
      reasons: reasons.map((why) => ({ verdict: "unclear", why, count: 1 + more })),
      asking: { asked: more, notAsked: notAsked.map((reason) => ({ reason, count: 2 })) },
      problems: problems.map((message) => ({
        source: "own",
        severity: "error",
        message,
        key: "",
        line: 1,
        column: 1,
      })),
    }),
  );

/** The headings expected for a view, in the order of the page. */
function expectedHeadings(view: DashboardView): readonly string[] {
  const counted = addCounts(view.months);
  const notAsked = view.asking.notAsked.reduce((sum, { count }) => sum + count, 0);
  const happened = view.months.findIndex((month) => countMerged(month) + countEnded(month) > 0);
  const hasTable = happened !== -1 && happened < view.months.length - 1;
  const headings: readonly (readonly [string, boolean])[] = [
    ["⚠️ Fix .github/outcomes.yml", view.problems.length > 0],
    ["Open questions", view.openNow.asked > 0],
    ["Did what we shipped work?", true],
    ["Month by month", hasTable],
    ["Latest answers", view.answered.length > 0],
    ["Next 14 days", view.comingCount > 0],
    [`Couldn't tell (${counted.unclear} of ${renderCount(countAnswered(counted), "answer")})`, view.reasons.length > 0],
    ["Merged without a success measure", counted.unstated > 0],
    [`Not asked (${notAsked} of ${view.asking.asked + notAsked} due)`, notAsked > 0],
    ["Actions", true],
  ];
  return headings.filter(([, isThere]) => isThere).map(([heading]) => heading);
}

describe("whatever people wrote", () => {
  it("the page stays well-formed: its headings, tables with equal rows, no open tags, within the limit", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const body = renderDashboard(view, KEY);
        const page = readPage(body);

        expect(body.length).toBeLessThanOrEqual(LONGEST);
        expect(page.headings).toEqual(expectedHeadings(view));
        for (const table of page.tables) expect(new Set(table).size).toBe(1);
        expect(findUnbalancedTags(page)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("the page contains no mention, no reference, and no foreign box, marker, HTML or diagram", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        const body = renderDashboard(view, KEY);
        const page = readPage(body);

        expect(page.text).not.toMatch(/@[\p{L}\p{N}_-]|(?<!&)#\d|\bGH-\d/u);
        expect(body.match(/<!-- did-this-work:/g)).toHaveLength(1);
        expect(body.match(/<!-- box:/g)).toHaveLength(view.hasLedger ? 2 : 1);
        expect(page.boxes).toHaveLength(view.hasLedger ? 2 : 1);
        expect(listTicked(body, KEY)).toEqual([]);
        expect(page.html.filter((html) => !OUR_HTML.test(html))).toEqual([]);
        expect(page.links.filter((url) => !/^\.\.\/(issues|pull)\/\d+$/.test(url) && !url.startsWith("http"))).toEqual(
          [],
        );
        expect(page.fences).toEqual([]);
        expect(/^[🟩🟨🟥⬜]+$/mu.test(body)).toBe(countAnswered(addCounts(view.months)) >= 5);
      }),
      { numRuns: 200 },
    );
  });
});

describe("the totals of a dashboard", () => {
  it("of the months equal those of the headline, and count each outcome once", () => {
    fc.assert(
      fc.property(fc.array(anyCounts, { minLength: 2, maxLength: 6 }), (counts) => {
        const body = renderDashboard(aDashboard({ counts }), KEY);
        const sum = addCounts(counts);

        const headline = [...body.matchAll(/^- \*\*(Worked|Answered|Had a success measure): (\d+) of (\d+) /gm)];
        const [, together] = /^\| \*\*Total\*\* \| (.*) \|$/m.exec(body) ?? [];
        const cells = (together ?? "").split(" | ").map((cell) => cell.replace(/ \(.*/, ""));

        expect(sum).toEqual(counts.reduce(addNaively, NOTHING_COUNTED));
        const shares = Object.fromEntries(headline.map(([, word, part, whole]) => [word, `${part} of ${whole}`]));
        const isShown = counts.filter((month) => countMerged(month) + countEnded(month) > 0).length > 0;
        if (!isShown || together === undefined) return;
        expect(cells.slice(0, 4)).toEqual([
          shares.Worked ?? "–",
          shares.Answered ?? "–",
          shares["Had a success measure"] ?? "–",
          String(countMerged(sum)),
        ]);
      }),
      { numRuns: 300 },
    );
  });
});

function addNaively(one: Counted, other: Counted): Counted {
  const kinds = Object.keys(one) as (keyof Counted)[];
  return Object.fromEntries(kinds.map((kind) => [kind, one[kind] + other[kind]])) as unknown as Counted;
}

describe("a long dashboard", () => {
  /** As long as GitHub allows, made of the characters that grow most when neutralized. */
  const LONG_TITLE = "|<*[".repeat(64);
  const LONG_EVIDENCE = "*|_<a".repeat(80);

  function crowd(count: number, given: Partial<ListedOutcome> = {}): readonly ListedOutcome[] {
    return Array.from({ length: count }, (_, index) =>
      aListedOutcome({
        number: 100_000 + index,
        issueNumber: 200_000 + index,
        title: LONG_TITLE,
        author: "a".repeat(39),
        assignee: "b".repeat(39),
        askedAt: "2026-11-24T08:00:00Z",
        isReminded: true,
        verdict: "unclear",
        evidence: LONG_EVIDENCE,
        ...given,
      }),
    );
  }

  function crowded(count: number): DashboardView {
    const many = crowd(count);
    return aDashboard({
      counts: [{ unstated: count }, { ...IN_FULL_SWING.months[3], unclear: count }],
      openNow: { waiting: count, unshipped: 0, asked: count, overdue: count },
      comingCount: count,
      open: many,
      coming: many,
      answered: many,
      unclear: crowd(count, { why: "access" }),
      unstated: many,
      reasons: [{ verdict: "unclear", why: "access", count }],
      asking: { asked: 3, notAsked: [{ reason: "no room", count }] },
      problems: Array.from({ length: count }, (_, index) => ({
        source: "own" as const,
        severity: "error" as const,
        message: `${index} ${"@ada ".repeat(2_000)}`,
        key: "",
        line: 1,
        column: 1,
      })),
      hasLedger: true,
    });
  }

  it("with 20,000 outcomes in each list is rendered quickly and stays below the limit, with controls and headline complete", async () => {
    const view = crowded(20_000);
    const body = renderDashboard(view, KEY);
    const ms = await measureProcessorTime(() => renderDashboard(view, KEY));
    const page = readPage(body);

    expect(body.length).toBeLessThanOrEqual(LONGEST);
    expect(page.headings).toContain("Did what we shipped work?");
    expect(page.headings.at(-1)).toBe("Actions");
    expect(page.boxes).toHaveLength(2);
    expect(body.trimEnd().endsWith("</sub>")).toBe(true);
    expect(page.headings).toEqual(expectedHeadings(view));
    for (const table of page.tables) expect(new Set(table).size).toBe(1);
    expect(ms).toBeLessThan(200);
  });

  it("states the number of rows it leaves out, and cuts the least useful first", () => {
    const body = renderDashboard(crowded(400), KEY);

    const rowsOf = (heading: string) =>
      (body.split(`## ${heading}`)[1]?.split("\n## ")[0] ?? "").split("\n").filter((line) => /^\| .*\.\.\//.test(line))
        .length;
    expect(rowsOf("Open questions")).toBe(SHOWN.open);
    expect(rowsOf("Latest answers")).toBe(SHOWN.answered);
    expect(rowsOf("Merged without a success measure")).toBeLessThan(2);
    expect(body).toContain(`… and ${400 - SHOWN.open} more.`);
    const unstated = body.split("## Merged without a success measure")[1] ?? "";
    const hidden = Number(/… and (\d+) more|(\d+) in all/.exec(unstated)?.slice(1).find(Boolean));
    const shown = rowsOf("Merged without a success measure");
    expect(shown + hidden).toBe(addCounts(crowded(400).months).unstated);
  });

  it("shows or counts every row", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 250 }), (count) => {
        const body = renderDashboard(crowded(count), KEY);
        const section = body.split("## Open questions")[1]?.split("\n## ")[0] ?? "";
        const shown = section.split("\n").filter((line) => line.includes("../issues/")).length;
        const rest = Number(/… and (\d+) more/.exec(section)?.[1] ?? 0);

        const counted = rest > 0 ? rest : Number(/(\d+) in all/.exec(section)?.[1] ?? 0);
        expect(shown + counted).toBe(count);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a page of several repositories", () => {
  it("names the repository of each row, and links to it", () => {
    const place = (id: number) => ({ base: `https://github.com/acme/r${id}`, name: `r${id}` });

    const body = renderDashboard({ ...THE_FIRST_DAY, place }, KEY);

    expect(body).toContain("| r1: [Add a CSV export](https://github.com/acme/r1/pull/7) |");
  });
});

describe("few answers on a dashboard", () => {
  it("are shown without a picture and without percentages", () => {
    const body = renderDashboard(aDashboard({ counts: [{ worked: 4 }] }), KEY);

    expect(body).not.toMatch(/🟩|%/u);
    const more = renderDashboard(aDashboard({ counts: [{ worked: 5, missed: 1 }] }), KEY);
    expect(more).toContain("🟩🟩🟩🟩🟩🟥\n\n<sub>🟩 worked · 🟥 missed</sub>");
  });

  it("make no trend before two months can be compared", () => {
    const enough = { worked: 5 };

    const one = renderDashboard(aDashboard({ counts: [{ worked: 4 }, enough] }), KEY);
    const two = renderDashboard(aDashboard({ counts: [enough, enough] }), KEY);
    expect(one).toContain("| Merged |\n");
    expect(two).toContain("| Merged | Trend |\n");
  });

  it("have a place in the picture however many the others are", () => {
    const body = renderDashboard(aDashboard({ counts: [{ worked: 500, missed: 1 }] }), KEY);

    expect(body).toMatch(/^🟩{20}🟥$/mu);
  });
});
