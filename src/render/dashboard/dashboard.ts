import type { ClockProblem } from "../../core/clock/clock-problem.ts";
import type { ConfigProblem } from "../../core/config/config-problem.ts";
import { type DashboardFacts, REFRESH, SHOWN, SHOWN_MONTHS, WRITE_LEDGER } from "../../core/dashboard/dashboard.ts";
import { addCounts } from "../../core/dashboard/numbers.ts";
import type { Troubles } from "../../core/dashboard/trouble.ts";
import { renderMarker } from "../../core/marker.ts";
import { renderBox } from "../../core/outcome/box.ts";
import type { LedgerProblem } from "../../core/report/ledger.ts";
import { CONFIG_PATH } from "../../core/repository/repository-files.ts";
import { toCalendarDate, toClockTime } from "../../core/time/schedule.ts";
import { fitSections, foldSections, keepWhole, type Section, toLines } from "../fit.ts";
import { renderFooter } from "../footer.ts";
import type { ShownMetric } from "../metric/numbers.ts";
import type { FindPlace } from "../outcome/outcome-link.ts";
import { renderProblem } from "../problem.ts";
import { renderDate } from "../words.ts";
import {
  type Listed,
  renderComingUp,
  renderGaps,
  renderLastAnswers,
  renderLost,
  renderNotAskedReasons,
  renderOpenQuestions,
  renderUnshipped,
  renderUnstated,
} from "./dashboard-sections.ts";
import { renderHeadlines } from "./headline.ts";
import { renderMonths } from "./months.ts";
import { type OrganizationView, renderHidden, renderRepositories } from "./organization.ts";
import { renderSquares } from "./squares.ts";
import { type MetricTrouble, renderTroubles } from "./trouble.ts";

/** In characters. GitHub accepts 65,536; what people add to the body needs some of them. */
const LONGEST = 60_000;

/** The data that the dashboard shows. */
export interface DashboardView extends DashboardFacts {
  readonly place: FindPlace;
  /** Address of the page that says what the app is. */
  readonly about: string;
  /** Problems of the configuration that applies. */
  readonly problems: readonly ConfigProblem[];
  /** When a person last requested a recount; null before the first time. */
  readonly refreshedAt: Date | null;
  /** Is there a ledger that could be written? */
  readonly hasLedger: boolean;
  /** Why the ledger is not written; null when it is. */
  readonly ledgerProblem: LedgerProblem | null;
  /** The first metric of the answers that have one, by "repository/number". */
  readonly numbers: ReadonlyMap<string, ShownMetric>;
  /** Metrics that cannot be shown. */
  readonly metricProblems: readonly MetricTrouble[];
  /** Why the clock cannot start; null when it can. */
  readonly clockProblem: ClockProblem | null;
  readonly troubles: Troubles;
  /** The part of a page over several repositories; null on a repository's own. */
  readonly organization: OrganizationView | null;
}

/**
 * Renders the dashboard issue. Apart from the date, nothing in it depends on when it is rendered, so it is written only
 * when something changed.
 */
export function renderDashboard(view: DashboardView, key: string): string {
  const sections = [
    keepWhole(renderIntroduction(view)),
    ...listSections(view),
    keepWhole(renderControls(view, key)),
    keepWhole(renderLastLine(view)),
  ];
  const marker = `${renderMarker(key)}\n`;
  return `${marker}${fitSections(sections, LONGEST - marker.length - 1)}\n`;
}

function renderIntroduction({ organization, about }: DashboardView): string {
  const where = organization ? "in this owner's repositories" : "here";
  return `What became of the pull requests merged ${where}. Updated by [*Did this work?*](${about}).`;
}

/** What is broken comes first, then what needs an answer, then how it went; what few readers need is folded. */
function listSections(view: DashboardView): readonly Section[] {
  const listed: Listed = view;
  const { organization, place } = view;
  const sections = [
    organization && renderHidden(organization),
    renderProblems(view),
    renderTroubles(view, view.zone),
    renderOpenQuestions(listed),
    renderRates(view),
    renderTrend(view),
    renderLastAnswers(listed),
    renderLost(listed),
    renderComingUp(listed),
    renderUnshipped(listed),
    organization && renderRepositories(organization, place),
  ];
  const folded = [renderGaps(listed), renderUnstated(listed), renderNotAskedReasons(listed)];
  return [...sections.filter(isThere), ...foldSections(FOLDED, folded.filter(isThere))];
}

function renderRates(view: DashboardView): Section {
  const { months, openNow, coming } = view;
  const counted = addCounts(months);
  const headlines = renderHeadlines(
    { ...counted, ...openNow },
    { overdue: openNow.overdue, nextOn: coming[0]?.dueOn ?? null },
  );
  const parts = [
    "## Did what we shipped work?",
    `*Last ${SHOWN_MONTHS} calendar months*`,
    headlines,
    renderSquares(counted),
  ];
  return keepWhole(parts.filter((part) => part !== "").join("\n\n"));
}

function renderTrend({ months }: DashboardView): Section | null {
  const table = renderMonths(months);
  return table === "" ? null : keepWhole(`## Month by month\n\n${table}`);
}

function isThere(section: Section | null): section is Section {
  return section !== null;
}

const FOLDED = "What couldn't be judged, and what was never asked";

const STILL_APPLIED = "\n\nUntil then the last valid version is used.";

function renderProblems({ problems }: DashboardView): Section | null {
  if (problems.length === 0) return null;
  return {
    rank: 2,
    lead: `## ⚠️ Fix \`${CONFIG_PATH}\`${problems.some(({ path }) => path === undefined) ? STILL_APPLIED : ""}`,
    lines: toLines(problems.slice(0, SHOWN.problems).map((problem) => `- ${renderProblem(problem)}`)),
    total: problems.length,
  };
}

/** The key of a box is in its line; the label is free to change (core/outcome/box.ts). */
function renderControls({ refreshedAt, hasLedger, zone, organization }: DashboardView, key: string): string {
  const last = refreshedAt
    ? ` (last: ${renderDate(toCalendarDate(refreshedAt, zone))}, ${toClockTime(refreshedAt, zone)})`
    : "";
  const what = organization ? "recount and check visibilities" : "recount and reload settings";
  const boxes = [
    { name: REFRESH, label: `Refresh now: ${what}${last}` },
    ...(hasLedger ? [{ name: WRITE_LEDGER, label: "Write the ledger now" }] : []),
  ];
  const lines = boxes.map((box) => renderBox(key, { ...box, isTicked: false }));
  return ["## Actions", lines.join("\n")].join("\n\n");
}

function renderLastLine({ zone, about }: DashboardView): string {
  const facts = [`Dates in ${zone}`, "no percentages below 5", "silence never counts as success"];
  return renderFooter(facts, about);
}
