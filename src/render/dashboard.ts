import type { ConfigProblem } from "../core/config-problem.ts";
import type { LedgerProblem } from "../core/ledger.ts";
import { renderMarker } from "../core/marker.ts";
import { countAnswered, countEnded, countMerged, findRate, type Numbers } from "../core/numbers.ts";
import { findAnswer, type Outcome } from "../core/outcome.ts";
import { toCalendarDate } from "../core/schedule.ts";
import { renderLedgerProblem } from "./ledger.ts";
import { quoteInline } from "./neutral.ts";
import { renderProblem } from "./problem.ts";
import { renderCount, renderDate, VERDICT_WORDS } from "./words.ts";

/** What the dashboard shows; the lists come cut to a sensible length, `openCount` and `comingCount` are the whole. */
export interface DashboardView {
  readonly numbers: Numbers;
  readonly zone: string;
  readonly open: readonly Outcome[];
  readonly coming: readonly Outcome[];
  readonly comingCount: number;
  readonly answered: readonly Outcome[];
  /** Of the configuration in force. */
  readonly problems: readonly ConfigProblem[];
  /** Why the ledger is not written; null when nothing hinders it. */
  readonly ledgerProblem: LedgerProblem | null;
}

/** The dashboard issue. Nothing in it depends on the time of rendering, so that it is written only when something changed. */
export function renderDashboard(view: DashboardView, key: string): string {
  const parts = [
    renderHeadline(view.numbers),
    renderOpen(view),
    renderComing(view),
    renderAnswered(view),
    renderProblems(view),
    view.ledgerProblem ? `## The ledger\n\n${renderLedgerProblem(view.ledgerProblem)}` : "",
    FOOTER,
  ];
  return `${renderMarker(key)}\n${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const FOOTER =
  "<sub>Kept up to date by *Did this work?* Merged and ended are counted over the last six calendar months, each by its own date. " +
  "Silence is never counted as success.</sub>";

function renderHeadline(numbers: Numbers): string {
  return ["## Did what we shipped work?", renderAnswerLine(numbers), renderStatementLine(numbers)].join("\n\n");
}

function renderAnswerLine(numbers: Numbers): string {
  const answered = countAnswered(numbers);
  const ended = countEnded(numbers);
  if (ended === 0) return "No question has come to its end yet.";
  const rate = findRate(numbers.worked, answered);
  const share = `**${numbers.worked} of ${answered} answered worked**${rate === null ? "" : ` (${rate} %)`}`;
  const rest = [
    [numbers.partly, "partly"],
    [numbers.missed, "missed"],
    [numbers.unclear, "unclear"],
  ] as const;
  const verdicts = rest.map(([count, word]) => `${count} ${word}`).join(", ");
  const ends = [
    [numbers.unanswered, "unanswered"],
    [numbers.reverted, "reverted"],
    [numbers.dropped, "dropped"],
    [numbers.notAsked, "not asked"],
  ] as const;
  const others = ends.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return `${share}: ${verdicts}. ${answered} of ${ended} ended were answered${others.length > 0 ? `; ${others.join(", ")}` : ""}.`;
}

function renderStatementLine(numbers: Numbers): string {
  const merged = countMerged(numbers);
  if (merged === 0) return `Nothing merged yet that is looked at${renderSkipped(numbers)}.`;
  const asked = numbers.stated + numbers.unstated;
  const rate = findRate(numbers.stated, asked);
  const exempt = numbers.exempt > 0 ? `, ${numbers.exempt} had nothing to measure` : "";
  const share = `${numbers.stated} of ${asked} said how they would know${rate === null ? "" : ` (${rate} %)`}`;
  return `${renderCount(merged, "pull request")} merged: ${share}${exempt}${renderSkipped(numbers)}.`;
}

function renderSkipped({ skipped }: Numbers): string {
  return skipped > 0 ? ` (${skipped} more left alone)` : "";
}

function renderOpen({ open, numbers, zone }: DashboardView): string {
  if (numbers.asked === 0) return "## Open questions\n\nNone. Nobody owes an answer.";
  const rows = open.map((outcome) => {
    const asked = renderDate(toCalendarDate(outcome.askedAt ?? outcome.dueAt, zone));
    const owner = outcome.owner ? quoteInline(outcome.owner.login) : "nobody";
    return `| ${renderQuestionLink(outcome)} | ${owner} | ${asked} |`;
  });
  return [
    "## Open questions",
    ["| Question | With | Asked on |", "| --- | --- | --- |", ...rows].join("\n"),
    renderMore(numbers.asked, open),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function renderComing({ coming, comingCount }: DashboardView): string {
  if (comingCount === 0) return "";
  const rows = coming.map(
    (outcome) => `| ${renderDate(outcome.dueOn)} | ${renderPullLink(outcome)} | ${quoteInline(outcome.author.login)} |`,
  );
  return [
    "## Coming up in 14 days",
    ["| On | Change | By |", "| --- | --- | --- |", ...rows].join("\n"),
    renderMore(comingCount, coming),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function renderAnswered({ answered }: DashboardView): string {
  if (answered.length === 0) return "";
  const rows = answered.map((outcome) => {
    const answer = findAnswer(outcome);
    const verdict = answer ? VERDICT_WORDS[answer.verdict] : "";
    return `| ${verdict} | ${renderQuestionLink(outcome)} | ${answer?.evidence ? quoteInline(answer.evidence, 160) : ""} |`;
  });
  return [
    "## Recently answered",
    ["| Answer | Question | What was seen |", "| --- | --- | --- |", ...rows].join("\n"),
  ].join("\n\n");
}

function renderProblems({ problems }: DashboardView): string {
  if (problems.length === 0) return "";
  const lines = problems.map((problem) => `- ${renderProblem(problem)}`);
  const note = "Until it is mended, the last version without errors stays in force.";
  return ["## The configuration has problems", lines.join("\n"), note].join("\n\n");
}

/** Relative links stay right through renames, and make no back-link on what they point to. */
function renderQuestionLink(outcome: Outcome): string {
  return outcome.followUpNumber === null
    ? renderPullLink(outcome)
    : `[${quoteInline(outcome.title, 90)}](../issues/${outcome.followUpNumber})`;
}

function renderPullLink(outcome: Outcome): string {
  return `[${quoteInline(outcome.title, 90)}](../pull/${outcome.number})`;
}

function renderMore(count: number, shown: readonly unknown[]): string {
  return count > shown.length ? `… and ${count - shown.length} more.` : "";
}
