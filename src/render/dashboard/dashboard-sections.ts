import { COMING_DAYS, type DashboardFacts, SHOWN } from "../../core/dashboard/dashboard.ts";
import { addCounts, countAnswered } from "../../core/dashboard/numbers.ts";
import type { ListedOutcome } from "../../core/outcome/listed-outcome.ts";
import { countDays, toCalendarDate } from "../../core/time/schedule.ts";
import { keepWhole, type Line, type Section, toLines } from "../fit.ts";
import { renderNumbersLine, type ShownMetric } from "../metric/numbers.ts";
import { quoteInline } from "../neutral.ts";
import { type FindPlace, renderOutcomeLink, renderPullLink } from "../outcome/outcome-link.ts";
import { renderNotAsked, renderReason } from "../outcome/reason.ts";
import { renderRow, renderTableHead } from "../table.ts";
import { capitalise, renderCount, renderDate, renderDueOn, VERDICT_WORDS } from "../words.ts";

/** The data of a dashboard's lists. */
export interface Listed extends DashboardFacts {
  readonly place: FindPlace;
  readonly numbers: ReadonlyMap<string, ShownMetric>;
}

/** Evidence is cut to one line of this many characters. */
const LONGEST_EVIDENCE = 160;

/** Renders the open questions, overdue ones first. */
export function renderOpenQuestions({ open, openNow, zone, today, place }: Listed): Section | null {
  if (openNow.asked === 0) return null;
  const rows = open.slice(0, SHOWN.open).map((outcome) => {
    const age = countDays(toCalendarDate(outcome.askedAt ?? outcome.dueAt ?? today, zone), today);
    const openFor = `${age === 0 ? "today" : renderCount(age, "day")}${outcome.isReminded ? ", **overdue**" : ""}`;
    const assignee = outcome.assignee === null ? "unassigned" : quoteInline(outcome.assignee);
    return renderRow([renderOutcomeLink(outcome, place), assignee, openFor]);
  });
  const note =
    openNow.overdue === 0
      ? ""
      : `\n\n**${openNow.overdue} overdue** – already reminded once. If you know the answer, please add it.`;
  return {
    rank: 1,
    lead: `## Open questions${note}`,
    head: renderTableHead(["Question", "Assignee", "Open"]),
    lines: toLines(rows),
    total: openNow.asked,
  };
}

/** Renders what will be asked soon. */
export function renderComingUp({ coming, comingCount, today, place }: Listed): Section | null {
  if (comingCount === 0) return null;
  const rows = coming.slice(0, SHOWN.coming).map((outcome) => {
    const on = `${outcome.dueOn !== null && outcome.dueOn < today ? "waiting since " : ""}${renderDueOn(outcome)}`;
    return renderRow([on, renderPullLink(outcome, place), quoteInline(outcome.author)]);
  });
  return {
    rank: 4,
    lead: `## Next ${COMING_DAYS} days`,
    head: renderTableHead(["Date", "Pull request", "Author"]),
    lines: toLines(rows),
    total: comingCount,
  };
}

/** Renders what waits to reach its users; its questions come after that. */
export function renderUnshipped({ unshipped, openNow, zone, place }: Listed): Section | null {
  if (openNow.unshipped === 0) return null;
  const rows = unshipped.slice(0, SHOWN.unshipped).map((outcome) => {
    const mergedOn = renderDate(toCalendarDate(outcome.mergedAt, zone));
    return renderRow([renderPullLink(outcome, place), quoteInline(outcome.author), mergedOn]);
  });
  return {
    rank: 5,
    lead: "## Waiting to ship\n\nMerged, but not seen with users yet. Is one of them out? Comment `/outcome shipped` on it.",
    head: renderTableHead(["Pull request", "Author", "Merged"]),
    lines: toLines(rows),
    total: openNow.unshipped,
  };
}

/** Renders the latest answers, with their evidence. */
export function renderLastAnswers({ answered, numbers, place }: Listed): Section | null {
  if (answered.length === 0) return null;
  const rows = answered.slice(0, SHOWN.answered).map((outcome) => {
    const verdict = outcome.verdict === null ? "" : VERDICT_WORDS[outcome.verdict];
    const evidence = outcome.evidence === null ? "" : quoteInline(outcome.evidence, LONGEST_EVIDENCE);
    const measured = numbers.get(`${outcome.repositoryId}/${outcome.number}`);
    const seen = [evidence, measured ? renderNumbersLine(measured) : ""].filter((part) => part !== "").join(" · ");
    return renderRow([verdict, renderOutcomeLink(outcome, place), seen]);
  });
  return {
    rank: 2,
    lead: "## Latest answers",
    head: renderTableHead(["Result", "Change", "Evidence"]),
    lines: toLines(rows),
    total: rows.length,
  };
}

/** Renders what worked and did not last: a finding of its own, which is in no rate. */
export function renderLost({ lost, place }: Listed): Section | null {
  if (lost.length === 0) return null;
  const rows = lost.slice(0, SHOWN.lost).map((outcome) => {
    const stands = outcome.verdict === null ? "" : VERDICT_WORDS[outcome.verdict];
    return renderRow([renderOutcomeLink(outcome, place), stands]);
  });
  return {
    rank: 2,
    lead: "## Did not last\n\nIt worked at first; a second look found otherwise. No answer was changed for it.",
    head: renderTableHead(["Change", "Answer now"]),
    lines: toLines(rows),
    total: rows.length,
  };
}

/** Renders the unclear answers by reason. This list is work for the team, and makes "can't tell" a useful answer. */
export function renderGaps({ reasons, unclear, months, place }: Listed): Section | null {
  const gaps = reasons.filter(({ verdict }) => verdict === "unclear");
  if (gaps.length === 0) return null;
  const shown = unclear.slice(0, SHOWN.unclear);
  const lines = gaps.map(({ why, count }): Line => {
    const ones = shown.filter((outcome) => outcome.why === why);
    const links = ones.map((outcome) => renderOutcomeLink(outcome, place)).join(", ");
    const rest = ones.length > 0 && count > ones.length ? ` and ${count - ones.length} more` : "";
    const text = `- **${capitalise(renderReason(why))}** (${count})${links === "" ? "" : `: ${links}${rest}`}`;
    return { text, count };
  });
  const counted = addCounts(months);
  return {
    rank: 3,
    lead: `## Couldn't tell (${counted.unclear} of ${renderCount(countAnswered(counted), "answer")})`,
    lines,
    total: gaps.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Renders what was merged without a measure, and until when one can be added. */
export function renderUnstated({ unstated, months, today, place }: Listed): Section | null {
  const whole = addCounts(months).unstated;
  if (whole === 0) return null;
  const rows = unstated.slice(0, SHOWN.unstated).map((outcome) => {
    const until = isStatable(outcome, today) ? renderDueOn(outcome) : "too late";
    return renderRow([renderPullLink(outcome, place), quoteInline(outcome.author), until]);
  });
  return {
    rank: 5,
    lead: "## Merged without a success measure\n\nAdd one to the description before the date below, and there will be a follow-up.",
    head: renderTableHead(["Pull request", "Author", "Add by"]),
    lines: toLines(rows),
    total: whole,
  };
}

function isStatable({ dueOn }: ListedOutcome, today: string): boolean {
  return dueOn === null || dueOn > today;
}

/** Reasons beyond this many are summed up. */
const MOST_REASONS = 8;

/** Renders how many due questions were asked, and why the others were not. */
export function renderNotAskedReasons({ asking }: Listed): Section | null {
  const { asked, notAsked } = asking;
  if (notAsked.length === 0) return null;
  const sum = (counts: Asked) => counts.reduce((total, { count }) => total + count, 0);
  const told = notAsked.slice(0, MOST_REASONS).map(({ reason, count }) => renderNotAsked(reason, count));
  const others = sum(notAsked.slice(MOST_REASONS));
  const reasons = [...told, ...(others > 0 ? [`${others} for other reasons`] : [])].join(", ");
  const missed = sum(notAsked);
  return keepWhole(`## Not asked (${missed} of ${asked + missed} due)\n\n${capitalise(reasons)}.`);
}

type Asked = DashboardFacts["asking"]["notAsked"];
