import { currentQuestion, type Outcome } from "../../core/outcome/outcome.ts";
import { moveMonth } from "../../core/report/month.ts";
import type { Exemption } from "../../core/report/report.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { trimEndOf } from "../../description/trim.ts";
import { foldRest, type Line, type Section, toLines } from "../fit.ts";
import { quoteInline } from "../neutral.ts";
import { type FindPlace, renderOutcomeLink, renderPullLink, renderRevertLink } from "../outcome/outcome-link.ts";
import { renderNotAsked } from "../outcome/reason.ts";
import { capitalise, renderCount, renderDate, renderDueOn, renderMonthName } from "../words.ts";
import type { ReportView } from "./report-view.ts";

/** No more than this many of one kind are shown. */
const MOST = 12;
/** So many of one kind are open to view, the others folded. */
const OPEN = 4;
const LONGEST_REASON = 160;

/**
 * Lists the unanswered questions by date. Assignees are named so that the questions can be picked up, not as a ranking.
 */
export function listUnanswered({ month, ended, zone, place }: ReportView): readonly Section[] {
  const total = month.numbers.unanswered;
  if (total === 0) return [];
  const lines = ended
    .filter(({ state }) => state === "unanswered")
    .slice(0, MOST)
    .map((outcome) => `- ${renderOutcomeLink(outcome, place)}${renderAsked(outcome, zone)}`);
  const lead = `## Unanswered (${total})\n\nCounted as neither a success nor a miss. It's not too late to answer.`;
  return foldRest({ lead, lines: toLines(lines), total, rank: 5 }, OPEN);
}

function renderAsked(outcome: Outcome, zone: string): string {
  const { assignee, askedAt } = currentQuestion(outcome);
  const on = askedAt === null ? "" : `, asked ${renderDate(toCalendarDate(askedAt, zone))}`;
  return `${on}${assignee === null ? "" : `, assigned to ${quoteInline(assignee.login)}`}`;
}

/** Lists what will be asked in the month that begins, and says how much has no date yet. */
export function listComing({ month, coming, comingCount, place }: ReportView): readonly Section[] {
  const { unshipped } = month.numbers;
  if (comingCount + unshipped === 0) return [];
  const lines = coming.slice(0, MOST).map((outcome) => `- ${renderDueOn(outcome)}: ${renderPullLink(outcome, place)}`);
  const waiting =
    unshipped === 0 ? "" : `\n\n${renderCount(unshipped, "change")} waiting to ship, to be asked about after that.`;
  const lead = `## Coming in ${renderMonthName(moveMonth(month.month, 1))} (${comingCount})${waiting}`;
  return foldRest({ lead, lines: toLines(lines), total: comingCount, rank: 6 }, OPEN);
}

/** Lists the questions that were not asked, which makes the question budget visible. */
export function listNotAsked({ month, notAsked }: ReportView): readonly Section[] {
  const total = month.numbers.notAsked;
  if (total === 0) return [];
  const lines = notAsked.map(({ reason, count }) => ({ text: `- ${renderNotAsked(reason, count)}`, count }));
  const lead = `## Not asked (${total} of ${month.asked + total} due)`;
  return [{ lead, lines, total, rank: 8 }];
}

/** Lists what was reverted or dropped before it could be judged. */
export function listTakenBack({ month, ended, place }: ReportView): readonly Section[] {
  const { reverted, dropped } = month.numbers;
  if (reverted + dropped === 0) return [];
  const names = [reverted > 0 ? `reverted (${reverted})` : "", dropped > 0 ? `dropped (${dropped})` : ""];
  const lead = `## ${capitalise(names.filter((name) => name !== "").join(" and "))}`;
  const shown = [...pick(ended, "reverted", place), ...pick(ended, "dropped", place)];
  return [{ lead, lines: toLines(shown), total: reverted + dropped, rank: 9 }];
}

function pick(ended: readonly Outcome[], state: "reverted" | "dropped", place: FindPlace): readonly string[] {
  return ended
    .filter((outcome) => outcome.state === state)
    .slice(0, MOST)
    .map((outcome) => `- ${renderOutcomeLink(outcome, place)} was ${renderTakenBack(outcome, place)}`);
}

function renderTakenBack({ state, reason, repositoryId }: Outcome, place: FindPlace): string {
  if (reason === null) return state;
  return state === "reverted"
    ? `reverted in ${renderRevertLink(reason, place(repositoryId).base)}`
    : `dropped: ${quoteInline(reason, LONGEST_REASON)}`;
}

/** Lists what was merged with nothing to measure. */
export function listExempt({ month, exemptions, place }: ReportView): readonly Section[] {
  const total = month.numbers.exempt;
  if (total === 0) return [];
  const lead = `## Merged with nothing to measure (${total})`;
  return [{ lead, lines: exemptions.slice(0, MOST).map((exemption) => toLine(exemption, place)), total, rank: 10 }];
}

function toLine(exemption: Exemption, place: FindPlace): Line {
  const { reason, count } = exemption;
  const words =
    reason === null ? "No reason given" : capitalise(quoteInline(trimEndOf(reason, /[\s.!:]/), LONGEST_REASON));
  const others = count === 1 ? "" : ` and ${count - 1} more`;
  return { text: `- ${words}: ${renderPullLink(exemption, place)}${others}`, count };
}
