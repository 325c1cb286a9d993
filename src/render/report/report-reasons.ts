import { MISS_REASONS, type Reason, UNCLEAR_REASONS } from "../../core/outcome/reason.ts";
import type { Verdict } from "../../core/outcome/verdict.ts";
import { type AnswerCount, sumAnswers } from "../../core/report/report.ts";
import { keepWhole, type Section } from "../fit.ts";
import { renderReason } from "../outcome/reason.ts";
import { renderTable } from "../table.ts";
import { capitalise } from "../words.ts";
import type { ReportView } from "./report-view.ts";

/** Counts the reasons of misses, also of those that are not listed. */
export function explainMisses({ month, answers }: ReportView): readonly Section[] {
  const { missed, partly } = month.numbers;
  if (missed + partly === 0) return [];
  const rows = listReasonCounts(answers, ["missed", "partly"], MISS_REASONS).map(({ why, counts }) => [
    capitalise(renderReason(why)),
    ...counts.map(String),
  ]);
  const table = renderTable(["Reason", "Missed", "Partly"], rows, ["left", "right", "right"]);
  return [keepWhole(`## Why it missed\n\n${table}`)];
}

/** What would make an answer possible. */
const HELP: { readonly [R in (typeof UNCLEAR_REASONS)[number]]: string } = {
  instrumentation: "An event, a log line or a number that shows it",
  traffic: "More people, or more time: ask again later",
  early: "Time: ask again later",
  unreleased: "The release: ask again after it",
  access: "A person who can see the numbers",
};

/** Counts the reasons of unclear answers, with what would help. */
export function explainGaps({ month, answers }: ReportView): readonly Section[] {
  if (month.numbers.unclear === 0) return [];
  const rows = listReasonCounts(answers, ["unclear"], UNCLEAR_REASONS).map(({ why, counts }) => [
    capitalise(renderReason(why)),
    ...counts.map(String),
    isUnclearReason(why) ? HELP[why] : "A tick at the reason, in its issue",
  ]);
  const table = renderTable(["Reason", "Changes", "What would help"], rows, ["left", "right", "left"]);
  return [keepWhole(`## Why we couldn't tell\n\n${table}`)];
}

function isUnclearReason(why: Reason | null): why is (typeof UNCLEAR_REASONS)[number] {
  return UNCLEAR_REASONS.some((reason) => reason === why);
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

/** Renders the reason named most often; "" when no reason stands out. */
export function renderMostNamed(answers: readonly AnswerCount[], verdicts: readonly Verdict[]): string {
  const meant = answers.filter(({ verdict, why }) => verdicts.includes(verdict) && why !== null);
  const [first, second] = [...new Set(meant.map(({ why }) => why))]
    .map((why) => ({ why, count: sumAnswers(meant, (answer) => answer.why === why) }))
    .sort((a, b) => b.count - a.count);
  if (!first || first.count < 2 || first.count === second?.count) return "";
  return renderReason(first.why);
}
