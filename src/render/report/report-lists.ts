import { currentQuestion, type Outcome } from "../../core/outcome/outcome.ts";
import { moveMonth } from "../../core/report/month.ts";
import type { Exemption, NotAsked, Report } from "../../core/report/report.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { trimEndOf } from "../../description/trim.ts";
import { type Line, type Section, toLines } from "../fit.ts";
import { quoteInline } from "../neutral.ts";
import { renderOutcomeLink, renderPullLink } from "../outcome/outcome-link.ts";
import { renderNotAsked } from "../outcome/reason.ts";
import { capitalise, renderCount, renderDate, renderDueOn, renderMonthName } from "../words.ts";

/** At most this many are listed of one kind. */
const MOST = 12;
const LONGEST_REASON = 160;

/**
 * Lists the unanswered questions by date. Assignees are named so that the questions can be picked up, not as a ranking.
 */
export function listUnanswered({ month, ended, zone }: Report): readonly Section[] {
  const total = month.numbers.unanswered;
  if (total === 0) return [];
  const lines = ended
    .filter(({ state }) => state === "unanswered")
    .slice(0, MOST)
    .map((outcome) => `- ${renderOutcomeLink(outcome)}${renderAsked(outcome, zone)}`);
  const lead = `## Unanswered (${total})\n\nNot counted as success or miss. It's not too late: answer in the issue.`;
  return [{ lead, lines: toLines(lines), total, rank: 5 }];
}

function renderAsked(outcome: Outcome, zone: string): string {
  const { assignee, askedAt } = currentQuestion(outcome);
  const on = askedAt === null ? "" : `, asked ${renderDate(toCalendarDate(askedAt, zone))}`;
  return `${on}${assignee === null ? "" : `, assigned to ${quoteInline(assignee.login)}`}`;
}

/** Lists what will be asked in the month that begins. */
export function listComing({ month, coming, comingCount }: Report): readonly Section[] {
  if (comingCount === 0) return [];
  const lines = coming.slice(0, MOST).map((outcome) => `- ${renderDueOn(outcome)}: ${renderPullLink(outcome)}`);
  const lead = `## Coming in ${renderMonthName(moveMonth(month.month, 1))} (${comingCount})`;
  return [{ lead, lines: toLines(lines), total: comingCount, rank: 6 }];
}

/** Lists the questions that were not asked, which makes the question budget visible. */
export function listNotAsked({ month, notAsked }: Report): readonly Section[] {
  const total = month.numbers.notAsked;
  if (total === 0) return [];
  const lines = notAsked.map(({ reason, count }) => ({ text: `- ${renderNotAsked(reason, count)}`, count }));
  const were = total === 1 ? "was" : "were";
  const counts = `${renderCount(month.asked, "question was", "questions were")} asked, ${total} ${were} not.`;
  const lead = `## Not asked (${total})\n\n${counts}${notAsked.some(isWithoutRoom) ? ` ${MORE_ROOM}` : ""}`;
  return [{ lead, lines, total, rank: 8 }];
}

function isWithoutRoom({ reason }: NotAsked): boolean {
  return reason === "no room";
}

const MORE_ROOM =
  "The limits are `follow-up.max-per-day` and `follow-up.max-open-per-person` in `.github/outcomes.yml`.";

/** Lists what was reverted or dropped before it could be judged. */
export function listTakenBack({ month, ended }: Report): readonly Section[] {
  const { reverted, dropped } = month.numbers;
  if (reverted + dropped === 0) return [];
  const names = [reverted > 0 ? `reverted (${reverted})` : "", dropped > 0 ? `dropped (${dropped})` : ""];
  const lead = `## ${capitalise(names.filter((name) => name !== "").join(" and "))}`;
  const shown = [...pick(ended, "reverted"), ...pick(ended, "dropped")];
  return [{ lead, lines: toLines(shown), total: reverted + dropped, rank: 9 }];
}

function pick(ended: readonly Outcome[], state: "reverted" | "dropped"): readonly string[] {
  return ended
    .filter((outcome) => outcome.state === state)
    .slice(0, MOST)
    .map((outcome) => `- ${renderOutcomeLink(outcome)} was ${renderTakenBack(outcome)}`);
}

function renderTakenBack({ state, reason }: Outcome): string {
  if (reason === null) return state;
  const words = quoteInline(reason, LONGEST_REASON);
  return state === "reverted" ? `reverted by ${words}` : `dropped: ${words}`;
}

/** Lists what was merged with nothing to measure. */
export function listExempt({ month, exemptions }: Report): readonly Section[] {
  const total = month.numbers.exempt;
  if (total === 0) return [];
  const lead = `## Merged with nothing to measure (${total})`;
  return [{ lead, lines: exemptions.slice(0, MOST).map(toLine), total, rank: 10 }];
}

function toLine(exemption: Exemption): Line {
  const { reason, count } = exemption;
  const words = reason === null ? "No reason given" : quoteInline(trimEndOf(reason, /[\s.!:]/), LONGEST_REASON);
  const others = count === 1 ? "" : ` and ${count - 1} more`;
  return { text: `- ${words}: ${renderPullLink(exemption)}${others}`, count };
}
