import type { Answer, Outcome } from "../../src/core/outcome/outcome.ts";
import type { Verdict } from "../../src/core/outcome/verdict.ts";
import type { Report } from "../../src/core/report/report.ts";
import { anAnswer, anOutcome, aPerson, type GivenOutcome } from "./builders.ts";
import { countNaively } from "./naive-report.ts";

// Three months of a small web shop, for the reviewed texts and for the pictures in the documentation.

const MONTH = "2026-11";

interface Told extends Partial<Pick<Answer, "evidence" | "why" | "next">> {
  readonly title: string;
  readonly measure?: string;
  readonly on?: string;
}

/** Collects outcomes and numbers them consecutively. */
function createShop() {
  const outcomes: Outcome[] = [];
  const add = (given: GivenOutcome) => {
    const number = 400 + outcomes.length * 3;
    outcomes.push(anOutcome({ number, mergedAt: "2026-10-14T10:00:00Z", askedAt: null, ...given }));
  };
  const put = { askedAt: "2026-11-10T09:00:00Z", assignee: aPerson("ben") };
  return {
    outcomes,
    answer(verdict: Verdict, { title, measure = "A number we look up.", on = "20", ...rest }: Told) {
      const at = `2026-11-${on}T10:00:00Z`;
      const statement = { problem: "A problem.", measure, exemption: null };
      const issueNumber = 500 + outcomes.length;
      const answers = [anAnswer(verdict, { at, ...rest })];
      add({ ...put, title, statement, state: "answered", endedAt: at, answers, issueNumber });
    },
    /** Adds answers in the month before. */
    answerBefore(counts: { readonly [V in Verdict]?: number }) {
      for (const [verdict, count] of Object.entries(counts)) {
        for (let index = 0; index < count; index++) {
          const endedAt = "2026-10-20T10:00:00Z";
          const mergedAt = "2026-09-15T10:00:00Z";
          add({ mergedAt, state: "answered", askedAt: endedAt, endedAt, answers: [anAnswer(verdict as Verdict)] });
        }
      }
    },
    end(state: "unanswered" | "reverted" | "dropped" | "not-asked", title: string, given: GivenOutcome = {}) {
      const asked = state === "not-asked" ? {} : { ...put, issueNumber: 500 + outcomes.length };
      add({ ...asked, title, state, endedAt: "2026-11-24T09:00:00Z", ...given });
    },
    merge(count: number, given: GivenOutcome = {}) {
      for (let index = 0; index < count; index++) add({ mergedAt: "2026-11-12T10:00:00Z", ...given });
    },
    come(dueOn: string, title: string) {
      add({ title, dueOn, dueAt: `${dueOn}T09:00:00Z`, mergedAt: "2026-11-05T10:00:00Z" });
    },
  };
}

const UNSTATED = {
  state: "unstated",
  dueAt: "2026-12-12T09:00:00Z",
  statement: { problem: null, measure: null, exemption: null },
} as const;
const exempt = (title: string, reason: string): GivenOutcome => ({
  ...UNSTATED,
  state: "exempt",
  title,
  reason,
});
const LATER = { dueOn: "2027-01-11", dueAt: "2027-01-11T09:00:00Z" };

/** Most changes worked, and two misses have evidence to learn from. */
export function aGoodMonth(): Report {
  const shop = createShop();
  shop.answer("missed", {
    title: "Sort search results by price",
    measure: "One visitor in ten changes the order within a month.",
    evidence: "41 of 9,300 visitors did. In the calls people said they filter by size and stop there.",
    why: "idea",
    next: "remove",
    on: "18",
  });
  shop.answer("missed", {
    title: "Ask for a review two days after delivery",
    measure: "Reviews per 100 orders go from 3 to 6.",
    evidence: "3.1 per 100. Half of the parcels are not there after two days.",
    why: "idea",
    next: "iterate",
    on: "12",
  });
  shop.answer("partly", {
    title: "Show delivery dates in the basket",
    measure: "“Where is my parcel?” mails go from 60 to 30 a week.",
    evidence: "44 a week. Most that are left ask about returns.",
    next: "iterate",
    on: "25",
  });
  shop.answer("worked", {
    title: "Export orders as CSV",
    measure: "Weekly exports go from 0 to 20.",
    evidence: "23 a week, and no Monday tickets since.",
    next: "keep",
    on: "26",
  });
  shop.answer("worked", {
    title: "Resize product images at the edge",
    measure: "Largest contentful paint on product pages below 2.0 s for 75 % of visits.",
    evidence: "2.6 s → 1.7 s at p75, same dashboard as before.",
    next: "keep",
    on: "23",
  });
  shop.answer("worked", {
    title: "Retry failed card payments once",
    measure: "Failed checkouts fall from 4.1 % to under 3 %.",
    evidence: "2.8 % over four weeks.",
    next: "keep",
    on: "16",
  });
  shop.answer("worked", { title: "Cache the category tree", measure: "p95 of /categories under 80 ms.", next: "keep" });
  shop.answer("worked", { title: "Warn before the session ends", measure: "Lost baskets go below 50 a week." });
  shop.answer("unclear", {
    title: "Suggest a size from earlier orders",
    measure: "Returns because of size go from 11 % to 9 %.",
    evidence: "Returns carry no reason in the warehouse system yet.",
    why: "instrumentation",
  });
  shop.end("unanswered", "Fewer fields in the address form", { assignee: aPerson("chris") });
  shop.end("reverted", "Load the chat widget at once", {
    reason: "“Revert: load the chat widget at once” (pull request 499)",
  });
  shop.answerBefore({ worked: 4, partly: 2, missed: 2, unclear: 1 });
  shop.end("unanswered", "One question in October", {
    endedAt: "2026-10-24T09:00:00Z",
    askedAt: "2026-10-03T09:00:00Z",
  });
  shop.merge(5, { ...UNSTATED, mergedAt: "2026-10-08T10:00:00Z" });
  shop.come("2026-12-03", "Pay with one tap on phones");
  shop.come("2026-12-07", "Tell the warehouse about gift wraps");
  shop.come("2026-12-11", "Remember filters between visits");
  shop.merge(8, LATER);
  shop.merge(2, UNSTATED);
  shop.merge(3, exempt("Update the licence year", "Only comments and docs."));
  shop.merge(1, exempt("Rename OrderHelper to Order", "a refactoring without visible changes"));
  return report(shop.outcomes, 14);
}

/** Many changes missed or unclear, so there is much to discuss. */
export function aBadMonth(): Report {
  const shop = createShop();
  shop.answer("missed", {
    title: "A wizard for new projects",
    measure: "Half of new accounts get to a first build on the first day, up from 31 %.",
    evidence: "29 %. People skip it: the template they want is on the last page.",
    why: "idea",
    next: "remove",
    on: "27",
  });
  shop.answer("missed", {
    title: "Group notifications by project",
    measure: "Unsubscribes from mails fall by a third.",
    evidence: "No change: most unsubscribe from the weekly digest, which we did not touch.",
    why: "idea",
    next: "iterate",
    on: "24",
  });
  shop.answer("missed", {
    title: "Faster cold start of the runner",
    measure: "p95 from queue to first log line under 5 s.",
    evidence: "11 s. The image pull dominates, not our code.",
    why: "build",
    next: "iterate",
    on: "19",
  });
  shop.answer("missed", {
    title: "Annual plan on the pricing page",
    measure: "15 of 100 new customers choose it.",
    evidence: "4 of 100, in the month our biggest rival became free.",
    why: "world",
    next: "keep",
    on: "13",
  });
  shop.answer("missed", { title: "Dark theme for the log viewer", measure: "A third of users switch.", on: "09" });
  shop.answer("partly", {
    title: "Explain failed builds in words",
    measure: "Support questions about failed builds go from 40 to 15 a week.",
    evidence: "28 a week; out-of-memory failures still say nothing.",
    why: "idea",
    next: "iterate",
    on: "21",
  });
  shop.answer("worked", {
    title: "Keep build caches for a week",
    measure: "Median build under 4 minutes.",
    evidence: "3:20, from 6:10.",
    next: "keep",
    on: "20",
  });
  shop.answer("unclear", {
    title: "Search in build logs",
    measure: "People find the failing line without scrolling.",
    why: "instrumentation",
    on: "26",
  });
  shop.answer("unclear", {
    title: "Shortcuts for the log viewer",
    measure: "One user in five uses one each week.",
    why: "instrumentation",
    on: "11",
  });
  shop.answer("unclear", {
    title: "Single sign-on for small teams",
    measure: "Ten teams switch it on in a month.",
    why: "unreleased",
    on: "17",
  });
  shop.end("unanswered", "Smaller runner images", { assignee: aPerson("chris") });
  shop.end("unanswered", "Show queue times", { assignee: aPerson("ana"), endedAt: "2026-11-22T09:00:00Z" });
  shop.end("unanswered", "Retry flaky tests once", { assignee: null, endedAt: "2026-11-15T09:00:00Z" });
  shop.end("dropped", "A badge for the README", { reason: "the page it was for is gone" });
  for (const title of ["Quieter linter", "New empty states", "Sort branches", "Copy a link to a line"]) {
    shop.end("not-asked", title, { reason: "no room" });
  }
  shop.answerBefore({ worked: 6, partly: 1, missed: 2, unclear: 1 });
  shop.merge(11, { ...UNSTATED, mergedAt: "2026-10-08T10:00:00Z" });
  shop.come("2026-12-02", "Spot prices for runners");
  shop.come("2026-12-09", "Say who is waiting for whom");
  shop.merge(5, LATER);
  shop.merge(9, UNSTATED);
  shop.merge(2, exempt("Bump the test image", "build only"));
  return report(shop.outcomes, 31);
}

/** The first weeks after the installation: one question is open. */
export function aQuietMonth(): Report {
  const shop = createShop();
  shop.merge(2, LATER);
  shop.merge(1, UNSTATED);
  shop.come("2026-12-14", "Let people pause a subscription");
  return report(shop.outcomes, 0, "2026-11-11T08:00:00Z");
}

function report(outcomes: readonly Outcome[], skipped: number, knownSince = "2026-01-05T08:00:00Z"): Report {
  const numbered = outcomes.map((outcome) => ({ ...outcome, repositoryId: 1 }));
  const moments = Array.from({ length: skipped }, () => "2026-11-03T10:00:00Z");
  return countNaively(numbered, { month: MONTH, zone: "Europe/Berlin", skipped: moments, knownSince });
}
