import type { ConfigProblem } from "../../core/config/config-problem.ts";
import { type DashboardFacts, REFRESH, SHOWN, WRITE_LEDGER } from "../../core/dashboard/dashboard.ts";
import { addCounts } from "../../core/dashboard/numbers.ts";
import type { Troubles } from "../../core/dashboard/trouble.ts";
import { renderMarker } from "../../core/marker.ts";
import { renderBox } from "../../core/outcome/box.ts";
import type { LedgerProblem } from "../../core/report/ledger.ts";
import { toCalendarDate, toClockTime } from "../../core/time/schedule.ts";
import { fitSections, keepWhole, type Section, toLines } from "../fit.ts";
import type { FindPlace } from "../outcome/outcome-link.ts";
import { renderProblem } from "../problem.ts";
import { renderLedgerProblem } from "../report/ledger.ts";
import { renderDate } from "../words.ts";
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
import { renderMonths, renderPie } from "./months.ts";
import { type OrganizationView, renderHidden, renderRepositories } from "./organization.ts";
import { renderTroubles } from "./trouble.ts";

/** In characters. GitHub accepts 65,536; what people add to the body needs some of them. */
const LONGEST = 60_000;

/** The data that the dashboard shows. */
export interface DashboardView extends DashboardFacts {
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
  const sections = [
    keepWhole(`## Did what we shipped work?\n\n${renderHeadlines({ ...addCounts(view.months), ...view.openNow })}`),
    ...listSections(view),
    keepWhole(renderControls(view, key)),
    keepWhole(renderFooter(view)),
  ];
  const marker = `${renderMarker(key)}\n`;
  return `${marker}${fitSections(sections, LONGEST - marker.length - 1)}\n`;
}

function listSections(view: DashboardView): readonly Section[] {
  const listed: Listed = view;
  const { organization, place } = view;
  const sections = [
    organization && renderHidden(organization),
    renderOpenQuestions(listed),
    renderComingUp(listed),
    renderLastAnswers(listed),
    renderTimes(view),
    organization && renderRepositories(organization, place),
    renderGaps(listed),
    renderUnstated(listed),
    renderNotAskedReasons(listed),
    renderProblems(view),
    renderTroubles(view.troubles, view.zone),
    view.ledgerProblem && keepWhole(`## The ledger\n\n${renderLedgerProblem(view.ledgerProblem)}`),
  ];
  return sections.filter((section) => section !== null);
}

function renderTimes({ months }: DashboardView): Section | null {
  const parts = [renderPie(addCounts(months)), renderMonths(months)].filter((part) => part !== "");
  return parts.length === 0 ? null : keepWhole(["## The last six months", ...parts].join("\n\n"));
}

const IN_FORCE = "\n\nUntil it is mended, the last version without errors stays in force.";

function renderProblems({ problems }: DashboardView): Section | null {
  if (problems.length === 0) return null;
  return {
    rank: 2,
    lead: `## The configuration has problems${problems.some(({ path }) => path === undefined) ? IN_FORCE : ""}`,
    lines: toLines(problems.slice(0, SHOWN.problems).map((problem) => `- ${renderProblem(problem)}`)),
    total: problems.length,
  };
}

/** The key of a box is in its line; the label is free to change (core/outcome/box.ts). */
function renderControls({ refreshedAt, hasLedger, zone, organization }: DashboardView, key: string): string {
  const last = refreshedAt
    ? ` (last on ${renderDate(toCalendarDate(refreshedAt, zone))} at ${toClockTime(refreshedAt, zone)})`
    : "";
  const what = organization ? "ask again who may see which repository" : "read the configuration and templates again";
  const boxes = [
    { name: REFRESH, label: `Count afresh, and ${what}${last}` },
    ...(hasLedger ? [{ name: WRITE_LEDGER, label: "Write the ledger now" }] : []),
  ];
  const lines = boxes.map((box) => renderBox(key, { ...box, isTicked: false }));
  return ["## Tick a box", lines.join("\n")].join("\n\n");
}

function renderFooter({ zone }: DashboardView): string {
  return (
    "<sub>Kept up to date by *Did this work?* Shares cover the last six calendar months, each count by its own date " +
    `(${zone}). Percentages from five on. Silence is never counted as success.</sub>`
  );
}
