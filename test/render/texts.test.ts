import { expect, it } from "vitest";
import { PROJECT_PAGE } from "../../src/core/about-page.ts";
import { Config, DEFAULT_CONFIG, encodeConfig } from "../../src/core/config/config.ts";
import { NO_METRICS } from "../../src/core/metric/mention.ts";
import { STATES } from "../../src/core/outcome/outcome.ts";
import type { CheckPart } from "../../src/core/pull-request/check.ts";
import { planCheck } from "../../src/core/pull-request/check.ts";
import type { Evaluation } from "../../src/core/pull-request/evaluation.ts";
import { LEDGER_PROBLEMS } from "../../src/core/report/ledger.ts";
import { type ParsedDescription, type ParsedField, UNREAD } from "../../src/description/parsed-description.ts";
import { renderAudit } from "../../src/render/audit.ts";
import { renderDashboard } from "../../src/render/dashboard/dashboard.ts";
import { renderRetired } from "../../src/render/dashboard/organization.ts";
import { renderFollowUp, renderFollowUpTitle } from "../../src/render/outcome/follow-up.ts";
import { renderAgain, renderReminder } from "../../src/render/outcome/reminder.ts";
import { renderReply } from "../../src/render/outcome/reply.ts";
import { renderSecondLook } from "../../src/render/outcome/second-look.ts";
import { type CheckSettings, renderCheck, renderQueueCheck } from "../../src/render/pull-request/check.ts";
import { renderComment } from "../../src/render/pull-request/comment.ts";
import { renderOutcomeCheck } from "../../src/render/pull-request/outcome-check.ts";
import {
  type LedgerFile,
  renderLedgerBody,
  renderLedgerProblem,
  renderLedgerTitle,
} from "../../src/render/report/ledger.ts";
import { renderReport } from "../../src/render/report/report.ts";

import { anAnswer, anAuditReport, anOutcome, aPerson, aPullRequest, type GivenOutcome } from "../support/builders.ts";
import {
  AFTER_TWO_MONTHS,
  aListedOutcome,
  IN_FULL_SWING,
  OVER_ALL_REPOSITORIES,
  THE_FIRST_DAY,
  WAITING_TO_SHIP,
} from "../support/dashboard.ts";
import { aBadMonth, aGoodMonth, aQuietMonth } from "../support/example-months.ts";
import { viewReport } from "../support/page-view.ts";
import { ONBOARDING_TEXTS } from "./onboarding-texts.ts";

const KEY = "0123456789abcdef01234567";
const NINETY_DAYS = { amount: 90, unit: "days", text: "90 days" } as const;
const SECOND_LOOK = anOutcome({ state: "answered", assignee: aPerson("bob"), answers: [anAnswer("worked")] });
const config = DEFAULT_CONFIG;

const october: LedgerFile = {
  month: "2026-10",
  path: "outcomes/2026-10.csv",
  isRunning: false,
  counts: { rows: 31, ended: 22, answered: 13, worked: 8, exempt: 3, unstated: 6 },
};
const ledger = (files: readonly LedgerFile[], tried = ["outcomes/TRIED.md"]) =>
  `**${renderLedgerTitle(files)}**\n\n${renderLedgerBody({ files, tried }, PROJECT_PAGE)}`;

const filled = (text: string, heading: string): ParsedField => ({ state: "filled", text, heading });
const NOT_ASKED: ParsedField = { state: "missing", why: "no-heading", found: null, heading: null };

const complete: ParsedDescription = {
  template: ".github/pull_request_template.md",
  fields: {
    problem: filled("Support copies numbers into a spreadsheet every Monday.", "What problem does this solve?"),
    measure: filled("Weekly exports go from 0 to 20.", "How will we know it worked?"),
    "check-back": NOT_ASKED,
  },
  isFlattened: false,
};
const empty: ParsedDescription = {
  ...complete,
  fields: {
    problem: { state: "missing", why: "template-text", found: null, heading: "What problem does this solve?" },
    measure: { state: "missing", why: "non-answer", found: "TBD", heading: "How will we know it worked?" },
    "check-back": NOT_ASKED,
  },
};
/** The template asks for the measure; the description has no such heading. */
const withoutHeading: ParsedDescription = {
  ...complete,
  fields: { ...complete.fields, measure: { ...NOT_ASKED, heading: "How will we know it worked?" } },
};
const incomplete: Evaluation = { kind: "incomplete", missing: ["problem", "measure"] };

/** Where a release starts the clock. */
const atRelease = Config.parse({ ...encodeConfig(config), clock: { starts: "release" } });
const unshipped: GivenOutcome = { clockStartedAt: null, dueOn: null, dueAt: null };
const released: GivenOutcome = {
  clockStartedAt: "2026-11-20T10:00:00Z",
  shippedIn: { kind: "release", name: "v2.3" },
  dueOn: "2026-12-21",
};

function check(given: Partial<CheckPart>, settings: CheckSettings = { config, about: PROJECT_PAGE }): string {
  const part: CheckPart = {
    number: 7,
    evaluation: { kind: "complete" },
    parsed: complete,
    outcome: null,
    checkBack: null,
    metrics: NO_METRICS,
    similar: [],
    ...given,
  };
  const plan = planCheck([part], config);
  const { title, summary } = plan ? renderCheck(plan, settings) : { title: "", summary: "" };
  return `**${plan?.conclusion}: ${title}**\n\n${summary}`;
}

/** The conclusion of a merged pull request's check is what it was. */
function outcomeCheck(given: GivenOutcome, settings: CheckSettings = { config, about: PROJECT_PAGE }): string {
  const outcome = anOutcome({
    issueNumber: given.state === undefined && given.movedTimes === undefined ? null : 12,
    ...given,
  });
  const { title, summary } = renderOutcomeCheck(outcome, settings);
  return `**${title}**\n\n${summary}`;
}

function followUp(given: GivenOutcome, mention: string | null = null, settings = config): string {
  return renderFollowUp(
    {
      outcome: anOutcome({ assignee: aPerson("bob"), issueNumber: 12, ...given }),
      numbers: [],
      config: settings,
      mention,
      about: PROJECT_PAGE,
      base: "https://redirect.github.com/acme/shop",
      dashboard: 3,
    },
    KEY,
  );
}

const asked: GivenOutcome = { state: "asked", askedAt: "2026-12-01T09:00:00Z" };
const answered: GivenOutcome = { state: "answered", endedAt: "2026-12-02T10:00:00Z" };

const TEXTS: Readonly<Record<string, string>> = {
  "Check: complete": check({}),
  "Check: complete, and hard to check later": check({
    parsed: {
      ...complete,
      fields: { ...complete.fields, measure: filled("People like it.", "How will we know it worked?") },
    },
  }),
  "Check: a check-back that cannot be read": check({
    parsed: {
      ...complete,
      fields: { ...complete.fields, "check-back": filled("soonish", "When should we look again?") },
    },
    checkBack: { problem: "unreadable" },
  }),
  "Check: too much markup": check({ parsed: { ...complete, isFlattened: true } }),
  "Check: given up": check({ evaluation: { kind: "unread" }, parsed: UNREAD }),
  "Check: incomplete": check({ evaluation: incomplete, parsed: empty }),
  "Check: nothing to measure": check({ evaluation: { kind: "exempt", reason: "only a typo in a comment" } }),
  "Check: a draft": check({ evaluation: { kind: "skipped", reason: { kind: "draft" } } }),
  "Check: not needed": check({
    evaluation: { kind: "skipped", reason: { kind: "person", by: "cleo", reason: "only a typo" } },
  }),
  "Check: tried before": check({
    similar: [
      anOutcome({
        ...answered,
        number: 3,
        url: "https://github.com/acme/shop/pull/3",
        issueNumber: 11,
        title: "Export the orders | as a sheet",
        answers: [anAnswer("missed", { evidence: "Two exports in 30 days, both by @ana.\nSupport copies on." })],
      }),
      anOutcome({ ...answered, number: 4, title: "Export to PDF", state: "reverted", reason: "#6" }),
      anOutcome({ ...answered, number: 5, issueNumber: 12, title: "Reopened since", state: "asked" }),
    ],
  }),
  "Check: merged": outcomeCheck({}),
  "Check: complete, where a release starts the clock": check({}, { config: atRelease, about: PROJECT_PAGE }),
  "Check: complete, where the clock cannot start": check(
    {},
    {
      config: Config.parse({ clock: { starts: "deployment" } }),
      about: PROJECT_PAGE,
      clockProblem: {
        kind: "unseen",
        starts: "deployment",
        named: ["production"],
        seen: ["prod", "staging"],
        anywayAfter: "90 days",
      },
    },
  ),
  "Check: merged, waiting to ship": outcomeCheck(unshipped, { config: atRelease, about: PROJECT_PAGE }),
  "Check: merged and released": outcomeCheck(released, { config: atRelease, about: PROJECT_PAGE }),
  "Check: asked": outcomeCheck({ ...asked }),
  "Check: snoozed": outcomeCheck({ dueOn: "2026-12-20", movedTimes: 1, isDated: true }),
  "Check: answered": outcomeCheck({ ...answered, answers: [anAnswer("worked", { evidence: "23 exports a week." })] }),
  "Check: answered, then reverted": outcomeCheck({
    ...answered,
    reason: "a commit on main",
    answers: [anAnswer("partly")],
  }),
  "Check: no answer": outcomeCheck({ state: "unanswered" }),
  "Check: dropped": outcomeCheck({ state: "dropped", reason: "the page was removed" }),
  "Check: reverted": outcomeCheck({ state: "reverted", reason: "“Revert the CSV export” (pull request 9)" }),
  "Check: not asked": outcomeCheck({ state: "not-asked", reason: "no room", issueNumber: null }),
  "Check: merge queue": renderQueueCheck(PROJECT_PAGE).summary,
  "Comment: something is missing": renderComment(
    {
      plan: { kind: "asks", missing: ["problem", "measure"] },
      pull: aPullRequest(),
      parsed: empty,
      config,
      about: PROJECT_PAGE,
    },
    KEY,
  ),
  "Comment: one thing is missing, and its heading too": renderComment(
    {
      plan: { kind: "asks", missing: ["measure"] },
      pull: aPullRequest(),
      parsed: withoutHeading,
      config,
      about: PROJECT_PAGE,
    },
    KEY,
  ),
  "Comment: one heading stands, the other does not, and merging is blocked": renderComment(
    {
      plan: { kind: "asks", missing: ["problem", "measure"] },
      pull: aPullRequest(),
      parsed: { ...empty, fields: { ...empty.fields, measure: withoutHeading.fields.measure } },
      config: { ...config, enforcement: "require" },
      about: PROJECT_PAGE,
    },
    KEY,
  ),
  "Comment: merged without a measure": renderComment(
    { plan: { kind: "merged", dueOn: "2026-12-01" }, pull: aPullRequest(), parsed: empty, config, about: PROJECT_PAGE },
    KEY,
  ),
  "Follow-up: title": renderFollowUpTitle(anOutcome()),
  "Follow-up: asked": followUp(asked),
  "Follow-up: asked after a release": followUp({ ...asked, ...released }, null, atRelease),
  "Follow-up: asked, though it was not seen released": followUp({ ...asked, ...unshipped }, null, atRelease),
  "Follow-up: not released yet": followUp(
    { ...unshipped, state: "waiting", movedTimes: 1, notShippedAt: "2027-02-02T10:00:00Z" },
    null,
    atRelease,
  ),
  "Follow-up: released since": followUp(
    { ...released, state: "waiting", movedTimes: 1, notShippedAt: "2026-11-10T10:00:00Z" },
    null,
    atRelease,
  ),
  "Follow-up: asked, nobody could be assigned": followUp({ ...asked, assignee: null }, "bob"),
  "Follow-up: answered": followUp({ ...answered, answers: [anAnswer("worked", { evidence: "23 exports a week." })] }),
  "Follow-up: answered again": followUp({
    ...answered,
    answers: [anAnswer("worked"), anAnswer("missed", { by: aPerson("cleo"), evidence: "Nobody uses it." })],
  }),
  "Follow-up: answered, then reverted": followUp({
    ...answered,
    reason: "“Revert the CSV export” (pull request 9)",
    answers: [anAnswer("partly")],
  }),
  "Follow-up: asked, with all there is to tell": followUp({
    ...asked,
    isStatedLate: true,
    movedTimes: 2,
    answers: [anAnswer("unclear")],
    namedBy: [{ number: 19, title: "Speed up the export" }],
    statement: {
      problem: null,
      measure: `Weekly exports go from 0 to 20. ${"And more. ".repeat(160)}`,
      exemption: null,
    },
  }),
  "Follow-up: reverted": followUp({ state: "reverted", reason: "“Revert the CSV export” (pull request 9)" }),
  "Follow-up: reverted by a push": followUp({ state: "reverted", reason: "a commit on main" }),
  "Follow-up: waiting again after its revert was reverted": followUp({ dueOn: "2026-12-20" }),
  "Follow-up: unanswered": followUp({ state: "unanswered", endedAt: "2026-12-22T09:00:00Z" }),
  "Follow-up: dropped": followUp({ state: "dropped", reason: "the page was removed" }),
  "Follow-up: moved": followUp({ state: "waiting", dueOn: "2026-12-20", movedTimes: 1, isDated: true }),
  "Follow-up: stated late": followUp({ ...asked, isStatedLate: true }),
  "Follow-up: read late": followUp({ ...asked, isReadLate: true }),
  Nudge: renderReminder({ outcome: anOutcome({ ...asked, assignee: aPerson("bob") }), config }, KEY),
  "Reply: not understood": renderReply(
    { line: "/outcome wurked", problem: { kind: "unknown" }, place: "follow-up" },
    KEY,
  ),
  "Reply: not understood on a pull request": renderReply(
    { line: "/outcome wurked", problem: { kind: "unknown" }, place: "pull" },
    KEY,
  ),
  "Reply: a command in code": renderReply(
    { line: "`/outcome worked`", problem: { kind: "wrapped" }, place: "follow-up" },
    KEY,
  ),
  "Reply: no login": renderReply(
    { line: "/outcome owner @acme/core", problem: { kind: "needs", what: "login" }, place: "follow-up" },
    KEY,
  ),
  "Reply: no reason": renderReply(
    { line: "/outcome drop", problem: { kind: "needs", what: "reason" }, place: "follow-up" },
    KEY,
  ),
  "Reply: no reason on a pull request": renderReply(
    { line: "/outcome skip", problem: { kind: "needs", what: "reason" }, place: "pull" },
    KEY,
  ),
  "Reply: a command of the follow-up on a pull request": renderReply(
    { line: "/outcome worked", problem: { kind: "not-here" }, place: "pull" },
    KEY,
  ),
  "Reply: too late, whatever the state": STATES.map((state) =>
    renderReply({ line: "/outcome snooze 2 weeks", problem: { kind: "too-late", state }, place: "follow-up" }, KEY),
  ).join("\n"),
  "Reply: no date given": renderReply(
    { line: "/outcome snooze", problem: { kind: "needs", what: "date" }, place: "follow-up" },
    KEY,
  ),
  "Reply: did you mean": renderReply(
    {
      line: null,
      problem: { kind: "did-you-mean", verdict: "worked", evidence: "on `this` today\nand tomorrow" },
      place: "follow-up",
    },
    KEY,
  ),
  "Reply: superseded": renderReply({ line: null, problem: { kind: "superseded" }, place: "follow-up" }, KEY),
  "Reply: no right to answer in words": renderReply(
    { line: null, problem: { kind: "no-right" }, place: "follow-up" },
    KEY,
  ),
  "Reply: help": renderReply({ line: "/outcome help", problem: { kind: "help" }, place: "follow-up" }, KEY),
  "Reply: no right": renderReply({ line: "/outcome worked", problem: { kind: "no-right" }, place: "follow-up" }, KEY),
  "Reply: not here": renderReply({ line: "/outcome skip", problem: { kind: "not-here" }, place: "follow-up" }, KEY),
  "Reply: too late": renderReply(
    { line: "/outcome drop x", problem: { kind: "too-late", state: "answered" }, place: "follow-up" },
    KEY,
  ),
  "Reply: no date": renderReply(
    { line: "/outcome snooze whenever", problem: { kind: "no-date", why: "unreadable" }, place: "follow-up" },
    KEY,
  ),
  "Reply: cannot be assigned": renderReply(
    { line: "/outcome owner @eve", problem: { kind: "not-assignable", login: "eve" }, place: "follow-up" },
    KEY,
  ),
  "Question put off, asked again": renderAgain(
    { outcome: anOutcome({ ...asked, isDated: true, assignee: aPerson("bob") }), config: DEFAULT_CONFIG },
    KEY,
  ),
  "Question asked again after its release": renderAgain(
    { outcome: anOutcome({ ...asked, ...released, movedTimes: 1, assignee: aPerson("bob") }), config: atRelease },
    KEY,
  ),
  "Question asked again, still not seen released": renderAgain(
    { outcome: anOutcome({ ...asked, ...unshipped, movedTimes: 1, assignee: aPerson("bob") }), config: atRelease },
    KEY,
  ),
  "Reply: no date of shipping": renderReply(
    { line: "/outcome shipped on 24 Dec", problem: { kind: "no-ship-date" }, place: "pull" },
    KEY,
  ),
  "Reply: shipped before the merge": renderReply(
    { line: "/outcome shipped", problem: { kind: "not-merged" }, place: "pull" },
    KEY,
  ),
  "Dashboard: nothing has shipped, and the clock cannot start": renderDashboard(WAITING_TO_SHIP, KEY),
  "Dashboard: the first day": renderDashboard(THE_FIRST_DAY, KEY),
  "Dashboard: after two months": renderDashboard(AFTER_TWO_MONTHS, KEY),
  "Dashboard: in full swing": renderDashboard(IN_FULL_SWING, KEY),
  "Dashboard: something did not last": renderDashboard(
    {
      ...AFTER_TWO_MONTHS,
      lost: [aListedOutcome({ number: 9, title: "Show the basket on every page", verdict: "worked" })],
    },
    KEY,
  ),
  "Dashboard: over all repositories": renderDashboard(OVER_ALL_REPOSITORIES, KEY),
  "Dashboard: over all repositories, given up": renderRetired(),
  "Second look: a comment that asks": renderSecondLook(
    { outcome: SECOND_LOOK, finding: "asked", numbers: [], after: NINETY_DAYS },
    KEY,
  ),
  "Ledger: a month": ledger([october]),
  "Ledger: two months, one of them not over": ledger([
    october,
    {
      ...october,
      month: "2026-11",
      path: "outcomes/2026-11.csv",
      isRunning: true,
      counts: { ...october.counts, rows: 1, ended: 1, answered: 0, worked: 0, exempt: 0, unstated: 0 },
    },
  ]),
  "Ledger: why it is not written": LEDGER_PROBLEMS.map((problem) => `- ${renderLedgerProblem(problem)}`).join("\n"),
  "Report: a good month": renderReport(viewReport(aGoodMonth()), KEY),
  "Report: a good month in which something did not last": renderReport(
    viewReport({ ...aGoodMonth(), lost: [SECOND_LOOK] }),
    KEY,
  ),
  "Report: a bad month": renderReport(viewReport(aBadMonth()), KEY),
  "Report: a nearly empty month": renderReport(viewReport(aQuietMonth()), KEY),
  "Audit: a repository that asks": renderAudit(anAuditReport()),
  "Audit: a repository that does not ask": renderAudit(
    anAuditReport({
      templates: [],
      isActive: false,
      audit: {
        measure: { filled: 0, missing: 30, notApplicable: 0 },
        checkable: 0,
        examples: [],
        incomplete: 30,
        questions: { due: 0, asked: 0 },
      },
    }),
  ),
};

it("every text people read stands in texts.md, to be reviewed as text", async () => {
  const page = Object.entries({ ...TEXTS, ...ONBOARDING_TEXTS }).map(([name, text]) => `# ${name}\n\n${text.trim()}\n`);

  await expect(page.join("\n\n")).toMatchFileSnapshot("./texts.md");
});

it("a question is short: at most 90 words before the folds, and it begins with what was hoped for", () => {
  const [before = ""] = followUp(asked).split("<details>");

  const words = before
    .replace(/<!--.*?-->/g, "")
    .replace(/\(http\S+\)/g, "")
    .split(/\s+/)
    .filter((word) => /\w/.test(word));
  expect(words.length).toBeLessThanOrEqual(90);
  expect(words.indexOf("hoped")).toBeLessThan(20);
});

it("a mail in plain text shows what to answer before the keys of its boxes", () => {
  const boxes = followUp({ ...answered, answers: [anAnswer("missed")] }).match(/^- \[.*$/gm) ?? [];

  expect(boxes.length).toBeGreaterThan(4);
  for (const box of boxes) expect(box).toMatch(/^- \[[ x]\] (?:\*\*)?[A-Z][^<]+ <!-- box:\w+:[a-z-]+ -->$/);
});

it("whatever became of the question, its issue links the pull request, the dashboard and what this is", () => {
  const states = Object.entries(TEXTS).filter(([name]) => name.startsWith("Follow-up: ") && !name.endsWith("title"));

  expect(states.length).toBeGreaterThan(10);
  for (const [name, text] of states) {
    for (const link of [
      "https://github.com/acme/shop/pull/7",
      "https://redirect.github.com/acme/shop/issues/3",
      PROJECT_PAGE,
    ]) {
      expect(text, name).toContain(`](${link})`);
    }
  }
});

it("no line with a box names an issue or pull request, which GitHub would tick by itself", () => {
  const boxes = followUp({ ...asked, title: "Fix #12" })
    .split("\n")
    .filter((line) => /^- \[/.test(line));

  expect(boxes).toHaveLength(4);
  expect(boxes.join("\n")).not.toMatch(/#\d|\/(?:issues|pull)\//);
});

it("titles fit into GitHub's 256 characters", () => {
  expect([...renderFollowUpTitle(anOutcome({ title: "👍".repeat(400) }))].length).toBe(250);
});
