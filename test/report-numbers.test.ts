import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countAnswered, countEnded, countMerged, type Numbers } from "../src/core/dashboard/numbers.ts";
import { type Answer, type Outcome, STATES } from "../src/core/outcome/outcome.ts";
import { listReasons, NEXT_STEPS } from "../src/core/outcome/reason.ts";
import { VERDICTS } from "../src/core/outcome/verdict.ts";
import type { MonthCounts, Report } from "../src/core/report/report.ts";
import { findReport } from "../src/reconcilers/report/month.ts";
import { renderReport } from "../src/render/report/report.ts";
import { renderShare } from "../src/render/share.ts";
import { saveOutcome } from "../src/store/outcome.ts";
import { saveSkippedMerge } from "../src/store/pull-request.ts";
import { anAnswer, anOutcome, aPerson, aPullRequest, askedAgain } from "./support/builders.ts";
import { emptyDatabase, useDatabase } from "./support/database.ts";
import { aBadMonth, aGoodMonth } from "./support/example-months.ts";
import { hostileText, KEY, storableText } from "./support/hostile.ts";
import { countNaively } from "./support/naive-report.ts";
import { findUnbalancedTags, readPage } from "./support/page.ts";
import { viewReport } from "./support/page-view.ts";

const db = useDatabase();
const MONTH = "2026-11";
const NEVER_HEARD = "2026-12-24T12:00:00Z";

const anyZone = fc.constantFrom(
  "UTC",
  "Pacific/Kiritimati",
  "Pacific/Auckland",
  "America/Los_Angeles",
  "Asia/Kolkata",
  "America/Havana",
);
/** Moments around the boundaries of months, in any time zone. */
const anyMoment = fc
  .record({
    turn: fc.constantFrom(
      "2026-10-01T00:00:00Z",
      "2026-11-01T00:00:00Z",
      "2026-12-01T00:00:00Z",
      "2027-01-01T00:00:00Z",
    ),
    minutes: fc.integer({ min: -16 * 60, max: 16 * 60 }),
  })
  .map(({ turn, minutes }) => new Date(Date.parse(turn) + minutes * 60_000).toISOString().replace(".000Z", "Z"));

const anAnyAnswer = fc.constantFrom(...VERDICTS).chain((verdict) =>
  fc
    .record({
      why: fc.constantFrom(null, ...listReasons(verdict)),
      next: fc.constantFrom(null, ...NEXT_STEPS),
      evidence: fc.constantFrom(null, "23 a week.", "Nobody came."),
    })
    .map((more) => anAnswer(verdict, more)),
);

/** Any record the life cycle can produce; `text` generates all its texts by people. */
function anyOutcome(text: fc.Arbitrary<string>): fc.Arbitrary<Outcome> {
  return fc
    .record({
      state: fc.constantFrom(...STATES),
      mergedAt: anyMoment,
      askedAt: anyMoment,
      endedAt: anyMoment,
      dueAt: anyMoment,
      wasAsked: fc.boolean(),
      isAskedAgain: fc.boolean(),
      isStated: fc.boolean(),
      answer: anAnyAnswer,
      reason: fc.constantFrom(null, "no room", "No room.", "issues are switched off", "docs only", "Docs only!"),
      words: text,
    })
    .map(({ words, answer, isAskedAgain, ...given }) => {
      const outcome = toOutcome(given, { ...answer, evidence: answer.evidence && words }, words);
      return isAskedAgain ? askedAgain(outcome) : outcome;
    });
}

type Given = Pick<Outcome, "state" | "mergedAt" | "endedAt" | "reason"> & {
  readonly askedAt: string | null;
  readonly dueAt: string;
  readonly wasAsked: boolean;
  readonly isStated: boolean;
};

function toOutcome(given: Given, answer: Answer, words: string): Outcome {
  const { state, wasAsked, isStated, ...rest } = given;
  const isOpen = ["waiting", "asked", "unstated", "exempt"].includes(state);
  const hasMeasure = state !== "unstated" && state !== "exempt" && (state === "waiting" || isStated);
  return anOutcome({
    ...rest,
    state,
    title: words,
    reason: state === "dropped" || state === "reverted" ? words : rest.reason,
    assignee: wasAsked ? aPerson(words.slice(0, 39)) : null,
    askedAt: state === "asked" || (state !== "unstated" && state !== "exempt" && wasAsked) ? rest.askedAt : null,
    endedAt: isOpen ? null : rest.endedAt,
    dueOn: rest.dueAt.slice(0, 10),
    answers: state === "answered" ? [anAnswer("worked"), answer] : [],
    issueNumber: wasAsked ? 99 : null,
    statement: { problem: null, measure: hasMeasure ? words : null, exemption: null },
  });
}

const number = (outcomes: readonly Outcome[]) => outcomes.map((outcome, index) => ({ ...outcome, number: index + 1 }));

describe("the numbers of a month", () => {
  it("equal a naive recount, whatever happened, in any time zone", async () => {
    const anyHistory = fc.record({
      outcomes: fc.array(anyOutcome(fc.constant("CSV export")), { maxLength: 60, size: "max" }).map(number),
      skipped: fc.array(anyMoment, { maxLength: 5 }),
      zone: anyZone,
      knownSince: anyMoment,
    });
    await fc.assert(
      fc.asyncProperty(anyHistory, async ({ outcomes, skipped, zone, knownSince }) => {
        await emptyDatabase(db());
        for (const outcome of outcomes) await saveOutcome(db(), outcome);
        for (const [index, mergedAt] of skipped.entries()) {
          await saveSkippedMerge(db(), aPullRequest({ number: 900 + index, mergedAt }), "bot");
        }
        // Another repository's outcome in the same month must not count.
        await saveOutcome(db(), anOutcome({ repositoryId: 2, mergedAt: "2026-11-10T10:00:00Z" }));
        const naive = countNaively(outcomes, { month: MONTH, zone, skipped, knownSince });

        const repository = { id: 1, knownSince: new Date(knownSince) };
        const report = await findReport(db(), { repository, month: MONTH, zone });

        const { numbers, asked } = naive.month;
        const isHeard = naive.month.month <= MONTH && !isLater(knownSince, zone);
        const isTold = isHeard && numbers.stated + countEnded(numbers) + asked > 0;
        expect(report === null).toBe(!isTold);
        if (report === null) return;
        expect(sorted(report)).toEqual(sorted(naive));
        expectTotals(renderReport(viewReport(report), KEY), naive);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it("leave out a question that comes due as the next month ends", async () => {
    const endedAt = "2026-11-20T10:00:00Z";
    const dueDates = ["2026-12-31T22:59:59Z", "2026-12-31T23:00:00Z"];
    for (const [index, dueAt] of dueDates.entries()) await saveOutcome(db(), anOutcome({ number: index + 1, dueAt }));
    await saveOutcome(db(), anOutcome({ number: 3, state: "answered", endedAt, answers: [anAnswer("worked")] }));
    const repository = { id: 1, knownSince: new Date("2026-01-01T00:00:00Z") };

    const report = await findReport(db(), { repository, month: MONTH, zone: "Europe/Berlin" });

    expect(report?.coming.map(({ number }) => number)).toEqual([1]);
  });

  it("include reasons of outcomes beyond the listed ones", async () => {
    const endedAt = "2026-11-20T10:00:00Z";
    for (let index = 1; index <= 260; index++) {
      const answers = [anAnswer("missed", { why: index <= 250 ? "idea" : null, evidence: "Nobody came." })];
      await saveOutcome(db(), anOutcome({ number: index, state: "answered", endedAt, answers }));
    }
    const repository = { id: 1, knownSince: new Date("2026-01-01T00:00:00Z") };

    const report = await findReport(db(), { repository, month: MONTH, zone: "UTC" });

    expect(report?.ended).toHaveLength(15);
    const body = report ? renderReport(viewReport(report), KEY) : "";
    expect(body).toContain("| The idea | 250 | 0 |\n| No reason given | 10 | 0 |");
    expect(body).toContain("### Missed – and what it taught us (260)");
    expect(body).toContain("<summary>257 more</summary>");
    expect(body).toContain("… and 248 more.");
  });
});

/** Was the app installed only after the month was over? */
function isLater(knownSince: string, zone: string): boolean {
  const local = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit" });
  return local.format(new Date(knownSince)) > MONTH;
}

/** Sorts the lists of a report: the order of equal entries does not matter. */
function sorted(report: Report) {
  const sort = (list: readonly unknown[]) =>
    list.map((item) => JSON.stringify(item, Object.keys(item as object).sort())).sort();
  return {
    ...report,
    answers: sort(report.answers),
    notAsked: sort(report.notAsked),
    exemptions: sort(report.exemptions),
    ended: report.ended.map((outcome) => outcome.number),
    toChange: report.toChange.map((outcome) => outcome.number).sort((a, b) => a - b),
    coming: report.coming.map((outcome) => outcome.number),
  };
}

/** Parses every total from the page, and compares it with the recount. */
function expectTotals(body: string, { month, before, answers, comingCount }: Report): void {
  const isShown =
    before !== null &&
    before.asked + countEnded(before.numbers) + countMerged(before.numbers) + before.numbers.skipped > 0;
  const shown: readonly MonthCounts[] = isShown ? [month, before] : [month];
  const [top = "", ...rest] = body.split(/^(?=## )/m);
  const table = rest.find((part) => part.startsWith("## Totals")) ?? "";
  const expectRow = (part: string, name: string, cell: (counts: MonthCounts) => string) => {
    const found = part.split("\n").find((line) => line.startsWith(`| ${name} | `));
    const cells = shown.map(cell);
    expect(found ?? `| ${name} | ${cells.map(() => "0").join(" | ")} |`).toBe(`| ${name} | ${cells.join(" | ")} |`);
  };
  const tables = table.split(/\n\n(?=\|)/).slice(1);
  const [rates = "", counts = ""] = tables.length === 1 ? ["", ...tables] : tables;
  for (const [name, count] of Object.entries(TOTALS)) expectRow(counts, name, ({ numbers }) => String(count(numbers)));
  expectRow(counts, "**Questions asked**", ({ asked }) => String(asked));
  const hasRates = shown.some(({ numbers }) => countEnded(numbers) > 0);
  expect(rates !== "").toBe(hasRates);
  if (hasRates) {
    for (const [name, rate] of Object.entries(RATES))
      expectRow(rates, name, ({ numbers }) => renderShare(...rate(numbers)));
  }

  const { numbers } = month;
  expectSection(body, "Missed – and what it taught us", numbers.missed);
  expectSection(body, "Partly worked", numbers.partly);
  expectSection(body, "Worked", numbers.worked);
  expectSection(body, "Couldn't tell", numbers.unclear);
  expectSection(body, "Unanswered", numbers.unanswered);
  expectSection(body, "Coming in December", comingCount);
  expect(listShares(top)).toContain(`${numbers.worked} of ${countAnswered(numbers)}`);
  expect(sumColumn(findSection(body, "Why it missed"), 2)).toBe(numbers.missed);
  expect(sumColumn(findSection(body, "Why it missed"), 3)).toBe(numbers.partly);
  expect(sumColumn(findSection(body, "Why we couldn't tell"), 2)).toBe(numbers.unclear);
  const notAsked = findSection(body, `Not asked (${numbers.notAsked} of ${numbers.notAsked + month.asked} due)`);
  expect(sumFound(notAsked, /^- (\d+) /gm) + countHidden(notAsked)).toBe(numbers.notAsked);
  const exempt = findSection(body, `Merged with nothing to measure (${numbers.exempt})`);
  expect(countListed(exempt) + sumFound(exempt, / and (\d+) more$/gm)).toBe(numbers.exempt);
  const takenBack = rest.find((part) => /^## (Reverted|Dropped) /.test(part)) ?? "";
  expect(countListed(takenBack)).toBe(numbers.reverted + numbers.dropped);
  const toDo = answers.filter(({ next, verdict }) => next === "remove" || next === "iterate" || verdict === "unclear");
  expectSection(
    body,
    "To do",
    toDo.reduce((sum, { count }) => sum + count, 0),
  );
}

const RATES: Readonly<Record<string, (numbers: Numbers) => [number, number]>> = {
  Worked: (n) => [n.worked, countAnswered(n)],
  Answered: (n) => [countAnswered(n), countEnded(n)],
  "Had a success measure": (n) => [n.stated, n.stated + n.unstated],
};

const TOTALS: Readonly<Record<string, (numbers: Numbers) => number>> = {
  "**Questions closed**": (n) =>
    n.worked + n.partly + n.missed + n.unclear + n.unanswered + n.reverted + n.dropped + n.notAsked,
  Worked: (n) => n.worked,
  Partly: (n) => n.partly,
  Missed: (n) => n.missed,
  "Can't tell": (n) => n.unclear,
  Unanswered: (n) => n.unanswered,
  Reverted: (n) => n.reverted,
  Dropped: (n) => n.dropped,
  "Not asked": (n) => n.notAsked,
  "**Pull requests merged**": (n) => n.stated + n.unstated + n.exempt,
  "With a success measure": (n) => n.stated,
  "Without one": (n) => n.unstated,
  "Nothing to measure": (n) => n.exempt,
  "Skipped (not counted)": (n) => n.skipped,
};

/** The listed rows of a section, plus those it says it leaves out, equal the count in its heading. */
function expectSection(body: string, heading: string, count: number): void {
  const section = findSection(body, `${heading} (${count})`);
  expect([heading, countListed(section)]).toEqual([heading, count]);
}

function listShares(top: string): readonly string[] {
  // A month without answers shows no share.
  return [...top.matchAll(/^\*\*(\d+ of \d+) changes? worked/gm)].map(([, share = ""]) => share).concat("0 of 0");
}

function sumColumn(section: string, column: number): number {
  const rows = section.split("\n").filter((line) => /^\| [A-Z]/.test(line));
  return rows.reduce((sum, row) => sum + (Number(row.split(" | ")[column - 1]?.replace(" |", "")) || 0), 0);
}

function sumFound(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].reduce((sum, [, count]) => sum + Number(count), 0);
}

function findSection(body: string, heading: string): string {
  return body.split(/^(?=##)/m).find((part) => part.replace(/^#+ /, "").startsWith(`${heading}\n`)) ?? "";
}

function countListed(section: string): number {
  return section.split("\n").filter((line) => line.startsWith("- ")).length + countHidden(section);
}

function countHidden(section: string): number {
  return sumFound(section, /^… and (\d+) more\.$/gm) + sumFound(section, /^(\d+) in all; /gm);
}

describe("a report's page", () => {
  it("stays well-formed and complete, whatever people wrote", () => {
    fc.assert(
      fc.property(fc.array(anyOutcome(hostileText), { maxLength: 40, size: "max" }), (outcomes) => {
        const report = countNaively(number(outcomes), { month: MONTH, zone: "UTC" });

        const body = renderReport(viewReport(report), KEY);

        const page = readPage(body);
        expect(body.length).toBeLessThanOrEqual(60_000);
        for (const heading of page.headings) expect(heading).toMatch(OUR_HEADINGS);
        for (const table of page.tables) expect(new Set(table).size).toBe(1);
        expect(page.boxes).toEqual([]);
        expect(page.fences).toEqual([]);
        expect(page.html.filter((html) => !OUR_HTML.test(html))).toEqual([`<!-- did-this-work:${KEY} -->`]);
        expect(findUnbalancedTags(page)).toEqual([]);
        for (const link of page.links) expect(link).toMatch(/^(\.\.\/(?:pull|issues)\/\d+$|https?:\/\/|mailto:)/);
        expect(page.text).not.toMatch(/@[\p{L}\p{N}_-]|#\d/u);
        expectTotals(body, report);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it.each([
    ["a good month", aGoodMonth(), 4],
    ["a bad month", aBadMonth(), 7],
  ])("of %s has fewer than 500 words and no table before its numbers, and links what is to do", (_, report, toDo) => {
    const [open = ""] = renderReport(viewReport(report), KEY).split("<details><summary>All numbers");

    const isFolded = /<details>[\s\S]*?<\/details>/g;
    const words = open
      .replace(isFolded, "")
      .replace(/\]\([^)]*\)/g, "")
      .match(/[\p{L}\p{N}][^\s|]*/gu);
    expect(words?.length).toBeLessThan(500);
    expect(open).not.toMatch(/^\|/m);
    const tasks = [...findSection(open, `To do (${toDo})`).matchAll(/^- .*$/gm)].map(([task]) => task);
    expect(tasks).toHaveLength(toDo);
    for (const task of tasks) expect(task).toMatch(/^- [A-Z][a-z ,]+ \[.+\]\(\.\.\/issues\/\d+\)$/);
  });

  it("stays below GitHub's limit where every list is full of the longest words", () => {
    const words = "𝕎_*|".repeat(20_000);
    const outcomes = STATES.flatMap((state) =>
      VERDICTS.flatMap((verdict) =>
        Array.from({ length: 30 }, (_, index) => {
          const moment = "2026-11-10T10:00:00Z";
          const given = { state, mergedAt: moment, askedAt: moment, endedAt: moment, dueAt: moment };
          const answer = anAnswer(verdict, { evidence: words, next: "remove" });
          return toOutcome({ ...given, reason: `${index}${words}`, wasAsked: true, isStated: true }, answer, words);
        }),
      ),
    );
    const report = countNaively(number(outcomes), { month: MONTH, zone: "UTC" });

    const body = renderReport(viewReport(report), KEY);

    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(body.length).toBeGreaterThan(40_000);
    expect(body).toContain("## Totals");
    expectTotals(body, report);
  });
});

const OUR_HTML = /^<\/?(?:sub|details)>$|^<details><summary>(?:All numbers|\d+ more)<\/summary>$/;
const OUR_HEADINGS =
  /^(What we learned|(To do|Missed – and what it taught us|Partly worked|Worked|Couldn't tell|Unanswered|Coming in December|Merged with nothing to measure) \(\d+\)|Not asked \(\d+ of \d+ due\)|Why (it missed|we couldn't tell)|Next steps|((Reverted|Dropped) \(\d+\))( and dropped \(\d+\))?|Totals)$/;

it("no report is made for a month before the app was installed", async () => {
  await saveOutcome(db(), anOutcome({ mergedAt: "2026-11-10T10:00:00Z" }));
  const repository = { id: 1, knownSince: new Date(NEVER_HEARD) };

  expect(await findReport(db(), { repository, month: MONTH, zone: "UTC" })).toBeNull();
});

it("hostile text is stored unchanged and rendered harmless", async () => {
  await fc.assert(
    fc.asyncProperty(storableText, async (words) => {
      await emptyDatabase(db());
      const answers = [anAnswer("missed", { evidence: words || "x" })];
      await saveOutcome(db(), anOutcome({ title: words, state: "answered", endedAt: "2026-11-20T10:00:00Z", answers }));
      const repository = { id: 1, knownSince: new Date("2026-01-01T00:00:00Z") };

      const report = await findReport(db(), { repository, month: MONTH, zone: "UTC" });

      const page = readPage(report ? renderReport(viewReport(report), KEY) : "");
      expect(page.html.filter((html) => !OUR_HTML.test(html))).toHaveLength(1);
      expect(page.boxes).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
