import type { Blocker } from "../../core/blocker.ts";
import type { ClockProblem } from "../../core/clock/clock-problem.ts";
import type { Troubles } from "../../core/dashboard/trouble.ts";
import type { ReadProblem } from "../../core/metric/measured.ts";
import type { LedgerProblem } from "../../core/report/ledger.ts";
import type { ResourceKind } from "../../core/resource-key.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { keepWhole, type Section } from "../fit.ts";
import { renderMetricProblem } from "../metric/numbers.ts";
import { quoteInline } from "../neutral.ts";
import { renderLedgerProblem } from "../report/ledger.ts";
import { renderClockProblem } from "../shipping.ts";
import { renderCount, renderDate } from "../words.ts";

/** A metric that gives no numbers; without a problem it never gave one. */
export interface MetricTrouble {
  readonly name: string;
  readonly problem: ReadProblem | null;
}

/** What keeps the app from its work in a repository. */
export interface Trouble {
  readonly troubles: Troubles;
  readonly metricProblems: readonly MetricTrouble[];
  /** Why the clock cannot start; null when it can. */
  readonly clockProblem: ClockProblem | null;
  /** Why the ledger is not written; null when it is. */
  readonly ledgerProblem: LedgerProblem | null;
}

/** Renders the app's problems as a section of the dashboard; null when there are none. */
export function renderTroubles(
  { troubles, metricProblems, clockProblem, ledgerProblem }: Trouble,
  zone: string,
): Section | null {
  const { blockers, refused, setAside } = troubles;
  const lines = [
    ...blockers.map((blocker) => BLOCKER_WORDS[blocker]),
    clockProblem && renderClockProblem(clockProblem),
    ...metricProblems.map(({ name, problem }) => renderMetricProblem(name, problem)),
    ...refused.map(renderRefused),
    setAside && renderSetAside(setAside, zone),
    ledgerProblem && renderLedgerProblem(ledgerProblem),
  ];
  const items = lines.filter((line) => line !== undefined && line !== null).map((line) => `- ${line}`);
  return items.length === 0 ? null : keepWhole(`## Needs attention\n\n${items.join("\n")}`);
}

/** Of deployments the clock tells, where they matter; the other blockers leave no dashboard on which to say it. */
const BLOCKER_WORDS: { readonly [O in Blocker]?: string } = {
  checks:
    "Pull requests get no check: the app needs *Checks: read and write*. Comments, questions and this page still work. An owner can grant it on the app's installation page; the checks then follow.",
};

/** What GitHub refused, one and several. */
const REFUSED_WORDS: { readonly [K in ResourceKind]: readonly [one: string, many: string] } = {
  check: ["check", "checks"],
  comment: ["comment on a pull request", "comments on pull requests"],
  "follow-up": ["question", "questions"],
  again: ["comment on a question", "comments on questions"],
  reminder: ["reminder", "reminders"],
  "second-look": ["comment of a second look", "comments of a second look"],
  reply: ["reply", "replies"],
  dashboard: ["dashboard", "dashboards"],
  organization: ["page over all repositories", "pages over all repositories"],
  report: ["monthly issue", "monthly issues"],
  onboarding: ["proposal", "proposals"],
};

function renderRefused({ kind, count, reason }: Troubles["refused"][number]): string {
  const what = renderCount(count, ...REFUSED_WORDS[kind]);
  const words = reason === "" ? "" : ` It says “${quoteInline(reason)}”.`;
  return `GitHub keeps refusing ${what}.${words} A rule of this repository or its organization may be the reason.`;
}

function renderSetAside({ count, lastAt }: NonNullable<Troubles["setAside"]>, zone: string): string {
  const on = renderDate(toCalendarDate(lastAt, zone));
  const what =
    count === 1
      ? `One webhook from ${on} couldn't be processed`
      : `${count} webhooks couldn't be processed, the last from ${on}`;
  return `${what}, so something may be missing here. Details are in the server log.`;
}
