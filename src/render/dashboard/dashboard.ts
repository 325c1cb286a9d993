import type { ConfigProblem } from "../../core/config/config-problem.ts";
import { type DashboardFacts, REFRESH, SHOWN, WRITE_LEDGER } from "../../core/dashboard/dashboard.ts";
import { addCounts } from "../../core/dashboard/numbers.ts";
import type { Troubles } from "../../core/dashboard/trouble.ts";
import { renderMarker } from "../../core/marker.ts";
import { renderBox } from "../../core/outcome/box.ts";
import type { LedgerProblem } from "../../core/report/ledger.ts";
import { toCalendarDate, toClockTime } from "../../core/time/schedule.ts";
import { fitSections, keepWhole, type Section, toLines } from "../fit.ts";
import { renderFooter } from "../footer.ts";
import type { FindPlace } from "../outcome/outcome-link.ts";
import { renderProblem } from "../problem.ts";
import { renderDate, renderDueOn } from "../words.ts";
import {
  type Listed,
  renderComingUp,
  renderGaps,
  renderLastAnswers,
  renderNotAskedReasons,
  renderOpenQuestions,
  renderUnstated,
} from "./dashboard-sections.ts";
import { renderHeadlines } from "./headline.ts";
import { renderMonths } from "./months.ts";
import { type OrganizationView, renderHidden, renderRepositories } from "./organization.ts";
import { renderTroubles } from "./trouble.ts";

/** In characters. GitHub accepts 65,536; what people add to the body needs some of them. */
const LONGEST = 60_000;

/** The data that the dashboard shows. */
export interface DashboardView extends DashboardFacts {
  /** The page that says what the app is. */
  readonly about: string;
  readonly place: FindPlace;
  /** Problems of the configuration in force. */
  readonly problems: readonly ConfigProblem[];
  /** When a person last requested a recount; null before the first time. */
  readonly refreshedAt: Date | null;
  /** Is there a ledger that could be written? */
  readonly hasLedger: boolean;
  /** Why the ledger is not written; null when it is. */
  readonly ledgerProblem: LedgerProblem | null;
  readonly troubles: Troubles;
  /** The part of a page over several repositories; null on a repository's own. */
  readonly organization: OrganizationView | null;
}

/**
 * Renders the dashboard issue. Apart from the date, nothing in it depends on when it is rendered, so it is written only
 * when something changed.
 */
export function renderDashboard(view: DashboardView, key: string): string {
  const marker = renderMarker(key);
  return `${marker}\n${fitSections(listSections(view, key), LONGEST - marker.length - 1)}\n`;
}

/** What is broken comes first, then what needs an answer, then what was learned; what few people look up is folded. */
function listSections(view: DashboardView, key: string): readonly Section[] {
  const listed: Listed = view;
  const { organization, place } = view;
  const sections = [
    keepWhole(renderIntroduction(view)),
    organization && renderHidden(organization),
    renderProblems(view),
    renderTroubles(view),
    renderOpenQuestions(listed),
    keepWhole(renderRates(view)),
    renderTrend(view),
    renderLastAnswers(listed),
    renderComingUp(listed),
    organization && renderRepositories(organization, place),
    renderGaps(listed),
    renderUnstated(listed),
    renderNotAskedReasons(listed),
    keepWhole(renderControls(view, key)),
    keepWhole(renderLastLine(view)),
  ];
  return sections.filter((section) => section !== null);
}

function renderIntroduction({ organization, about }: DashboardView): string {
  const where = organization ? "across this owner's repositories" : "in this repository";
  return `What became of the changes merged ${where}, and which ones still need an answer. [How it works](${about})`;
}

function renderRates(view: DashboardView): string {
  const { months, openNow, coming, today, zone } = view;
  const [first] = coming;
  const isAnnounced = openNow.asked === 0 && first !== undefined && first.dueOn !== null && first.dueOn >= today;
  const rates = { counted: addCounts(months), openNow, firstOn: isAnnounced ? renderDueOn(first) : null };
  const period = `*Last six calendar months, each count by its own date (${zone}).*`;
  return ["## Did what we shipped work?", period, renderHeadlines(rates)].join("\n\n");
}

function renderTrend({ months }: DashboardView): Section | null {
  const table = renderMonths(months);
  return table === "" ? null : keepWhole(`## Month by month\n\n${table}`);
}

const LAST_VALID = "\n\nUntil then, the last valid version is used.";

function renderProblems({ problems }: DashboardView): Section | null {
  if (problems.length === 0) return null;
  const isRefused = problems.some(({ path, severity }) => path === undefined && severity === "error");
  return {
    rank: 2,
    lead: `## Fix the configuration${isRefused ? LAST_VALID : ""}`,
    lines: toLines(problems.slice(0, SHOWN.problems).map((problem) => `- ${renderProblem(problem)}`)),
    total: problems.length,
  };
}

/** The key of a box is in its line; the label is free to change (core/outcome/box.ts). */
function renderControls({ refreshedAt, hasLedger, zone, organization }: DashboardView, key: string): string {
  const last = refreshedAt
    ? ` (last: ${renderDate(toCalendarDate(refreshedAt, zone))}, ${toClockTime(refreshedAt, zone)})`
    : "";
  const what = organization
    ? "recount, and check again who can see each repository"
    : "recount and reload the settings";
  const boxes = [
    { name: REFRESH, label: `Refresh now: ${what}${last}` },
    ...(hasLedger ? [{ name: WRITE_LEDGER, label: "Write the ledger now" }] : []),
  ];
  const lines = boxes.map((box) => renderBox(key, { ...box, isTicked: false }));
  return ["## Actions", lines.join("\n")].join("\n\n");
}

function renderLastLine({ about }: DashboardView): string {
  const parts = ["Updated by *Did this work?*", "Percentages from 5 up", "No answer never counts as success"];
  return renderFooter(parts, about);
}
