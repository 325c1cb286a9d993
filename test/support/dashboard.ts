import { PROJECT_PAGE } from "../../src/core/about-page.ts";
import { type Counted, type CountedRepository, NOTHING_COUNTED } from "../../src/core/dashboard/numbers.ts";
import type { SeenRepository } from "../../src/core/dashboard/seen-repository.ts";
import type { ListedOutcome } from "../../src/core/outcome/listed-outcome.ts";
import type { DashboardView } from "../../src/render/dashboard/dashboard.ts";
import { findPlaces } from "../../src/render/dashboard/organization.ts";
import { HERE } from "../../src/render/outcome/outcome-link.ts";

const MONTHS = ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12"];

/** A row of a list, in state `waiting`. */
export function aListedOutcome(given: Partial<ListedOutcome> = {}): ListedOutcome {
  return {
    repositoryId: 1,
    number: 7,
    title: "Add a CSV export",
    issueNumber: null,
    mergedAt: "2026-11-15T10:00:00Z",
    author: "bob",
    assignee: null,
    dueOn: "2026-12-15",
    dueAt: "2026-12-15T09:00:00Z",
    askedAt: null,
    isReminded: false,
    verdict: null,
    why: null,
    evidence: null,
    ...given,
  };
}

/** An empty dashboard in December 2026. `counts` are for the latest months. */
export function aDashboard({
  counts = [],
  ...given
}: Partial<DashboardView> & { readonly counts?: readonly Partial<Counted>[] } = {}): DashboardView {
  const counted = [...MONTHS.slice(counts.length).map(() => ({})), ...counts];
  return {
    today: "2026-12-10",
    zone: "UTC",
    months: MONTHS.map((month, index) => ({ ...NOTHING_COUNTED, ...counted[index], month })),
    openNow: { waiting: 0, unshipped: 0, asked: 0, overdue: 0 },
    comingCount: 0,
    reasons: [],
    asking: { asked: 0, notAsked: [] },
    open: [],
    coming: [],
    unshipped: [],
    answered: [],
    lost: [],
    unclear: [],
    unstated: [],
    place: HERE,
    about: PROJECT_PAGE,
    problems: [],
    refreshedAt: null,
    hasLedger: false,
    ledgerProblem: null,
    clockProblem: null,
    numbers: new Map(),
    metricProblems: [],
    organization: null,
    troubles: { blockers: [], refused: [], setAside: null },
    ...given,
  };
}

export const THE_FIRST_DAY = aDashboard({
  counts: [{ stated: 1 }],
  openNow: { waiting: 1, unshipped: 0, asked: 0, overdue: 0 },
  comingCount: 1,
  coming: [aListedOutcome()],
});

export const AFTER_TWO_MONTHS = aDashboard({
  counts: [
    { stated: 5, unstated: 3, exempt: 1 },
    { stated: 6, unstated: 1, skipped: 4, worked: 2, missed: 1, unanswered: 1 },
  ],
  openNow: { waiting: 6, unshipped: 0, asked: 1, overdue: 0 },
  asking: { asked: 5, notAsked: [] },
  open: [
    aListedOutcome({
      number: 9,
      title: "Sort by price",
      issueNumber: 31,
      assignee: "cleo",
      askedAt: "2026-12-08T09:00:00Z",
    }),
  ],
  comingCount: 2,
  coming: [aListedOutcome(), aListedOutcome({ number: 12, title: "Remember the last filter", author: "cleo" })],
  answered: [
    aListedOutcome({
      number: 3,
      title: "Faster search",
      issueNumber: 22,
      verdict: "worked",
      evidence: "Median went from 1.9 s to 0.6 s.",
    }),
    aListedOutcome({ number: 4, title: "Empty state of the basket", issueNumber: 25, verdict: "missed" }),
    aListedOutcome({ number: 5, title: "Sign in with a link", issueNumber: 27, verdict: "worked" }),
  ],
  unstated: [
    aListedOutcome({ number: 17, title: "Use the new price table", author: "cleo", dueOn: "2027-01-04" }),
    aListedOutcome({ number: 11, title: "Move the basket to the right", dueOn: "2026-12-02" }),
  ],
});

export const IN_FULL_SWING = aDashboard({
  zone: "Europe/Berlin",
  counts: [
    { stated: 5, unstated: 6, exempt: 1, skipped: 9, worked: 1, unanswered: 2 },
    { stated: 6, unstated: 4, exempt: 1, skipped: 6, worked: 2, missed: 1, unanswered: 3, notAsked: 2 },
    { stated: 6, unstated: 3, exempt: 2, skipped: 7, worked: 2, partly: 1, unclear: 2, unanswered: 2, dropped: 1 },
    { stated: 7, unstated: 2, exempt: 0, skipped: 8, worked: 3, partly: 1, missed: 1, unanswered: 1, notAsked: 3 },
    {
      stated: 8,
      unstated: 1,
      exempt: 1,
      skipped: 6,
      worked: 3,
      partly: 1,
      missed: 1,
      unclear: 1,
      unanswered: 1,
      dropped: 1,
    },
    { stated: 6, unstated: 1, exempt: 1, skipped: 5, worked: 2, partly: 1, unclear: 1, reverted: 1 },
  ],
  openNow: { waiting: 9, unshipped: 0, asked: 4, overdue: 2 },
  open: [
    aListedOutcome({
      number: 41,
      title: "Show delivery dates in the basket",
      issueNumber: 60,
      assignee: "bob",
      askedAt: "2026-11-24T08:00:00Z",
      isReminded: true,
    }),
    aListedOutcome({
      number: 43,
      title: "Retry failed payments once",
      issueNumber: 62,
      askedAt: "2026-12-01T08:00:00Z",
      isReminded: true,
    }),
    aListedOutcome({
      number: 47,
      title: "Sort by `price | name`",
      issueNumber: 65,
      assignee: "cleo",
      askedAt: "2026-12-09T08:00:00Z",
    }),
    aListedOutcome({
      number: 48,
      title: "Bigger pictures",
      issueNumber: 66,
      assignee: "ada",
      askedAt: "2026-12-10T08:00:00Z",
    }),
  ],
  comingCount: 5,
  coming: [
    aListedOutcome({
      number: 50,
      title: "One page fewer at the checkout",
      dueOn: "2026-12-08",
      dueAt: "2026-12-08T08:00:00Z",
    }),
    aListedOutcome({ number: 51, title: "Remember the | last filter", dueOn: "2026-12-12" }),
    aListedOutcome({ number: 55, title: "Cache the category pages", author: "cleo", dueOn: "2026-12-18" }),
  ],
  answered: [
    aListedOutcome({
      number: 33,
      title: "Sort by price",
      issueNumber: 52,
      verdict: "missed",
      why: "idea",
      evidence: "Nobody sorts: 3 clicks in 30 days.\nWe look for another way.",
    }),
    aListedOutcome({
      number: 31,
      title: "CSV export",
      issueNumber: 50,
      verdict: "worked",
      evidence: "23 exports a week, no more Monday tickets.",
    }),
    aListedOutcome({
      number: 30,
      title: "Faster search",
      issueNumber: 48,
      verdict: "unclear",
      why: "instrumentation",
    }),
    aListedOutcome({
      number: 27,
      title:
        "Explain the shipping costs before the checkout, where people ask about them most often, in one short sentence",
      issueNumber: 45,
      verdict: "partly",
      why: "build",
      evidence:
        "Questions to support went from 40 to 31 a week, not to 20. Half of the visitors never scroll down to the sentence, since the banner pushes it below the fold on phones; we move it up next week.",
    }),
  ],
  reasons: [
    { verdict: "missed", why: "idea", count: 2 },
    { verdict: "unclear", why: "instrumentation", count: 3 },
    { verdict: "unclear", why: null, count: 1 },
  ],
  unclear: [
    aListedOutcome({
      number: 30,
      title: "Faster search",
      issueNumber: 48,
      verdict: "unclear",
      why: "instrumentation",
    }),
    aListedOutcome({
      number: 24,
      title: "Shorter sign-up",
      issueNumber: 40,
      verdict: "unclear",
      why: "instrumentation",
    }),
    aListedOutcome({ number: 21, title: "New footer", issueNumber: 38, verdict: "unclear" }),
  ],
  unstated: [
    aListedOutcome({ number: 57, title: "Use the new price table", author: "cleo", dueOn: "2027-01-04" }),
    aListedOutcome({ number: 44, title: "Move the basket to the right", dueOn: "2026-12-02" }),
  ],
  asking: {
    asked: 31,
    notAsked: [
      { reason: "no room", count: 4 },
      { reason: "issues are switched off", count: 1 },
    ],
  },
  problems: [
    {
      source: "own",
      severity: "error",
      message: "`follow-up.after` must be a duration such as “30 days”.",
      key: "follow-up.after",
      line: 3,
      column: 10,
    },
  ],
  refreshedAt: new Date("2026-12-09T09:05:00Z"),
  hasLedger: true,
  ledgerProblem: "forbidden",
  troubles: {
    blockers: ["checks"],
    refused: [
      { kind: "follow-up", count: 2, reason: "Issue creation is restricted" },
      { kind: "comment", count: 1, reason: "Validation Failed" },
    ],
    setAside: { count: 1, lastAt: new Date("2026-11-03T10:00:00Z") },
  },
});

/** A repository of acme as GitHub shows it. */
export function aSeenRepository(given: Partial<SeenRepository> = {}): SeenRepository {
  const { name = "shop" } = given;
  const url = `https://github.com/acme/${name}`;
  return { id: 1, name, owner: "acme", ownerId: "O_1", visibility: "public", url, ...given };
}

/** The counts of one repository, all zero by default. */
function aCountedRepository(given: Partial<CountedRepository> = {}): CountedRepository {
  return { ...NOTHING_COUNTED, repositoryId: 1, dashboardNumber: null, waiting: 0, unshipped: 0, asked: 0, ...given };
}

/** A repository that waits for a deployment to an environment that nobody deploys to. */
export const WAITING_TO_SHIP = aDashboard({
  counts: [{ stated: 3, unstated: 1 }],
  openNow: { waiting: 3, unshipped: 2, asked: 0, overdue: 0 },
  coming: [aListedOutcome({ number: 21, title: "Pay by invoice" })],
  comingCount: 1,
  unshipped: [
    aListedOutcome({ number: 19, title: "Add a CSV export", dueOn: null, dueAt: null }),
    aListedOutcome({ number: 20, title: "Remember the filter", author: "cleo", dueOn: null, dueAt: null }),
  ],
  clockProblem: {
    kind: "unseen",
    starts: "deployment",
    named: ["production"],
    seen: ["prod", "staging"],
    anywayAfter: "90 days",
  },
});

export const OVER_ALL_REPOSITORIES = aDashboard({
  counts: [
    { stated: 9, unstated: 4, exempt: 1, skipped: 12, worked: 4, missed: 1, unanswered: 2 },
    { stated: 11, unstated: 3, worked: 5, partly: 1, missed: 2, unclear: 1, unanswered: 1, notAsked: 1 },
  ],
  openNow: { waiting: 7, unshipped: 0, asked: 2, overdue: 1 },
  open: [
    aListedOutcome({
      repositoryId: 2,
      number: 41,
      title: "Retry failed payments once",
      issueNumber: 60,
      assignee: "cleo",
      askedAt: "2026-11-24T08:00:00Z",
      isReminded: true,
    }),
    aListedOutcome({ number: 43, title: "Bigger pictures", issueNumber: 62, askedAt: "2026-12-08T08:00:00Z" }),
  ],
  comingCount: 1,
  coming: [aListedOutcome({ repositoryId: 3, number: 5, title: "Explain the refund" })],
  answered: [
    aListedOutcome({ number: 31, issueNumber: 50, verdict: "worked", evidence: "23 exports a week." }),
    aListedOutcome({ repositoryId: 2, number: 30, title: "Queue per bank", issueNumber: 48, verdict: "missed" }),
  ],
  reasons: [{ verdict: "unclear", why: "instrumentation", count: 1 }],
  unclear: [
    aListedOutcome({
      number: 24,
      title: "Shorter sign-up",
      issueNumber: 40,
      verdict: "unclear",
      why: "instrumentation",
    }),
  ],
  unstated: [aListedOutcome({ repositoryId: 3, number: 7, title: "New start page", dueOn: "2027-01-04" })],
  asking: { asked: 18, notAsked: [{ reason: "no room", count: 1 }] },
  place: findPlaces([
    aSeenRepository(),
    aSeenRepository({ id: 2, name: "payments" }),
    aSeenRepository({ id: 3, name: "handbook" }),
  ]),
  organization: {
    isSomeHidden: true,
    repositories: [
      aCountedRepository({ repositoryId: 3, stated: 2, unstated: 2, waiting: 1 }),
      aCountedRepository({
        repositoryId: 2,
        dashboardNumber: 4,
        stated: 8,
        unstated: 3,
        worked: 3,
        missed: 2,
        unanswered: 1,
        asked: 1,
        waiting: 2,
      }),
      aCountedRepository({
        dashboardNumber: 12,
        stated: 10,
        unstated: 2,
        exempt: 1,
        worked: 6,
        partly: 1,
        missed: 1,
        unclear: 1,
        unanswered: 2,
        notAsked: 1,
        asked: 1,
        waiting: 4,
      }),
    ],
  },
});
