import { type Answer, findAnswer, type Outcome } from "../../core/outcome/outcome.ts";
import { MISS_REASONS, type NextStep, type Reason, UNCLEAR_REASONS } from "../../core/outcome/reason.ts";
import type { Verdict } from "../../core/outcome/verdict.ts";
import { type AnswerCount, sumAnswers } from "../../core/report/report.ts";
import { foldRest, keepWhole, type Section, toLines } from "../fit.ts";
import { quoteInline } from "../neutral.ts";
import { type FindPlace, renderOutcomeLink } from "../outcome/outcome-link.ts";
import { renderReason } from "../outcome/reason.ts";
import { renderTable } from "../table.ts";
import { capitalise, listCounts } from "../words.ts";
import type { ReportView } from "./report-view.ts";

/** No more than this many of one kind are shown. */
const MOST = 12;
/** So many of one kind are open to view, the others folded. */
const OPEN = { missed: 3, partly: 1, worked: 1, unclear: 2, next: 4 } as const;
const LONGEST_MEASURE = 160;
const LONGEST_EVIDENCE = 280;

/** Lists what was learned: misses first, as findings; then why. People are not named. */
export function listFindings(report: ReportView): readonly Section[] {
  const { missed, partly, worked } = report.month.numbers;
  const told = [
    tell(report, { verdict: "missed", total: missed, heading: "Missed – and what it taught us", rank: 1 }),
    tell(report, { verdict: "partly", total: partly, heading: "Partly worked", rank: 2 }),
    tell(report, { verdict: "worked", total: worked, heading: "Worked", rank: 6 }),
  ].flat();
  const title = told.length === 0 ? [] : [keepWhole("## What we learned")];
  return [...title, ...told, ...explainMisses(report)];
}

interface Kind {
  readonly verdict: Exclude<Verdict, "unclear">;
  readonly total: number;
  readonly heading: string;
  readonly rank: number;
}

function tell({ ended, place }: ReportView, { verdict, total, heading, rank }: Kind): readonly Section[] {
  if (total === 0) return [];
  const told = ended.filter((outcome) => findAnswer(outcome)?.verdict === verdict).slice(0, MOST);
  const lines = toLines(told.map((outcome) => renderFinding(outcome, place)));
  return foldRest({ lead: `### ${heading} (${total})`, lines, total, rank }, OPEN[verdict]);
}

/** Renders what was hoped for next to what was seen: together they are the finding. */
function renderFinding(outcome: Outcome, place: FindPlace): string {
  const { measure } = outcome.statement;
  const answer = findAnswer(outcome);
  const parts = [
    `- **${renderOutcomeLink(outcome, place)}**`,
    measure === null ? "" : `  Hoped for: ${quoteInline(measure, LONGEST_MEASURE)}`,
    answer?.evidence ? `  Saw: “${quoteInline(answer.evidence, LONGEST_EVIDENCE)}”` : "",
    answer ? renderConclusion(answer) : "",
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function renderConclusion(answer: Answer): string {
  const parts = [
    answer.why === null ? "" : `Reason: ${renderReason(answer.why)}.`,
    answer.next === null || isKept(answer) ? "" : `Next: ${NEXT_WORDS[answer.next]}.`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `  ${parts.join(" ")}`;
}

/** What worked is kept; that needs no mention. */
function isKept({ verdict, next }: Answer): boolean {
  return verdict === "worked" && next === "keep";
}

const NEXT_WORDS: { readonly [N in NextStep]: string } = {
  keep: "keep",
  iterate: "iterate",
  remove: "remove",
};

function explainMisses({ month, answers }: ReportView): readonly Section[] {
  const { missed, partly } = month.numbers;
  if (missed + partly === 0) return [];
  const rows = listReasonCounts(answers, ["missed", "partly"], MISS_REASONS).map(({ why, counts }) => [
    capitalise(renderReason(why)),
    ...counts.map(String),
  ]);
  const table = renderTable(["Reason", "Missed", "Partly"], rows, ["left", "right", "right"]);
  return [keepWhole(`## Why it missed\n\n${table}`)];
}

interface ReasonCounts {
  readonly why: Reason | null;
  /** One count for each verdict. */
  readonly counts: readonly number[];
}

/** Most frequent first; answers without a reason come last. */
function listReasonCounts(
  answers: readonly AnswerCount[],
  verdicts: readonly Verdict[],
  reasons: readonly Reason[],
): readonly ReasonCounts[] {
  const sum = ({ counts }: ReasonCounts) => counts.reduce((one, other) => one + other, 0);
  const count = (why: Reason | null): ReasonCounts => ({
    why,
    counts: verdicts.map((verdict) =>
      sumAnswers(answers, (answer) => answer.verdict === verdict && answer.why === why),
    ),
  });
  const named = reasons.map(count).sort((a, b) => sum(b) - sum(a));
  return [...named, count(null)].filter((counts) => sum(counts) > 0);
}

/** Lists what is to be done with what was answered. */
export function listNextSteps({ answers, toChange, place }: ReportView): readonly Section[] {
  const count = (next: NextStep | null) => sumAnswers(answers, (answer) => answer.next === next);
  const toRemove = count("remove");
  const toIterate = count("iterate");
  const counts = listCounts([
    [count("keep"), "keep"],
    [toIterate, "iterate"],
    [toRemove, "remove"],
  ]);
  if (counts === "") return [];
  const undecided = count(null) === 0 ? "" : `, ${count(null)} undecided`;
  const shown = [...pickNext(toChange, "remove", place), ...pickNext(toChange, "iterate", place)];
  const lead = `## Next steps\n\n${capitalise(counts)}${undecided}.`;
  return foldRest({ lead, lines: toLines(shown), total: toRemove + toIterate, rank: 4 }, OPEN.next);
}

function pickNext(toChange: readonly Outcome[], next: "remove" | "iterate", place: FindPlace): readonly string[] {
  return toChange
    .filter((outcome) => findAnswer(outcome)?.next === next)
    .slice(0, MOST)
    .map((outcome) => `- ${next === "remove" ? "Remove" : "Iterate on"}: ${renderOutcomeLink(outcome, place)}`);
}

/** What would make an answer possible. */
const HELP: { readonly [R in (typeof UNCLEAR_REASONS)[number]]: string } = {
  instrumentation: "An event, a log line or a number that shows it",
  traffic: "More people, or more time: ask again later",
  early: "Time: ask again later",
  unreleased: "The release: ask again after it",
  access: "A person who can see the numbers",
};

/** Lists the unclear answers. They are work for the team, and this list makes "can't tell" a useful answer. */
export function listGaps({ month, answers, ended, place }: ReportView): readonly Section[] {
  const { unclear } = month.numbers;
  if (unclear === 0) return [];
  const rows = listReasonCounts(answers, ["unclear"], UNCLEAR_REASONS).map(({ why, counts }) => [
    capitalise(renderReason(why)),
    ...counts.map(String),
    isUnclearReason(why) ? HELP[why] : "A click on the reason, in its issue",
  ]);
  const table = renderTable(["Reason", "Changes", "What would help"], rows, ["left", "right", "left"]);
  const again = "To ask again, comment `/outcome reopen` on the issue.";
  const told = ended.filter((outcome) => findAnswer(outcome)?.verdict === "unclear").slice(0, MOST);
  const lead = `## Couldn't tell (${unclear})\n\n${table}\n\n${again}`;
  const lines = toLines(told.map((outcome) => renderGap(outcome, place)));
  return foldRest({ lead, lines, total: unclear, rank: 3 }, OPEN.unclear);
}

function isUnclearReason(why: Reason | null): why is (typeof UNCLEAR_REASONS)[number] {
  return UNCLEAR_REASONS.some((reason) => reason === why);
}

function renderGap(outcome: Outcome, place: FindPlace): string {
  const answer = findAnswer(outcome);
  const { measure } = outcome.statement;
  return [
    `- ${renderOutcomeLink(outcome, place)}: ${renderReason(answer?.why ?? null)}.`,
    measure === null ? "" : `  Hoped for: ${quoteInline(measure, LONGEST_MEASURE)}`,
    answer?.evidence ? `  Noted: “${quoteInline(answer.evidence, LONGEST_EVIDENCE)}”` : "",
  ]
    .filter((part) => part !== "")
    .join("\n");
}
