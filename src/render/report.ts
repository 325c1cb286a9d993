import { renderMarker } from "../core/marker.ts";
import { countAnswered, countEnded, countMerged, findRate, type Numbers } from "../core/numbers.ts";
import { findAnswer, type Outcome, type Verdict } from "../core/outcome.ts";
import type { Reason } from "../core/reason.ts";
import { quoteInline } from "./neutral.ts";
import { MONTH_NAMES, renderCount, renderDate, VERDICT_WORDS } from "./words.ts";

/** What a month's report shows. */
export interface ReportView {
  /** "2026-10". */
  readonly month: string;
  readonly numbers: Numbers;
  /** Of the month before. */
  readonly before: Numbers;
  /** What was answered in the month; misses first. */
  readonly answered: readonly Outcome[];
  readonly unanswered: readonly Outcome[];
  readonly exempt: readonly Outcome[];
  /** What will be asked in the month that begins. */
  readonly coming: readonly Outcome[];
  readonly comingCount: number;
}

/** "Outcomes: October 2026". */
export function renderReportTitle(month: string): string {
  return `Outcomes: ${renderMonth(month)}`;
}

function renderMonth(month: string): string {
  const [year = "", number = ""] = month.split("-");
  return `${MONTH_NAMES[Number(number) - 1] ?? number} ${year}`;
}

/** The monthly issue: written once, never again. */
export function renderReport(view: ReportView, key: string): string {
  const parts = [
    renderHeadline(view),
    renderLearnings(view.answered),
    renderMisses(view.answered),
    renderGaps(view.answered),
    renderUnanswered(view.unanswered),
    renderExempt(view.exempt),
    renderComing(view),
    FOOTER,
  ];
  return `${renderMarker(key)}\n${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const FOOTER =
  "<sub>By *Did this work?* Merged counts by the day of the merge, ended by the day of the end. A late answer counts in the month it comes; " +
  "this page is not rewritten. A miss is a finding.</sub>";

function renderHeadline({ numbers, before, month }: ReportView): string {
  const answered = countAnswered(numbers);
  const ended = countEnded(numbers);
  const rows = [
    ["Worked, of answered", share(numbers.worked, answered), share(before.worked, countAnswered(before))],
    ["Answered, of ended", share(answered, ended), share(countAnswered(before), countEnded(before))],
    [
      "Said how they would know, of merged",
      share(numbers.stated, numbers.stated + numbers.unstated),
      share(before.stated, before.stated + before.unstated),
    ],
  ];
  const table = [
    "| | This month | The month before |",
    "| --- | --- | --- |",
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ];
  return [`## ${renderMonth(month)}`, renderSentence(numbers), table.join("\n")].join("\n\n");
}

function renderSentence(numbers: Numbers): string {
  const answered = countAnswered(numbers);
  const merged = renderCount(countMerged(numbers), "pull request");
  if (answered === 0) return `${merged} merged. Nothing was answered this month.`;
  const parts = [
    [numbers.worked, "worked"],
    [numbers.partly, "partly"],
    [numbers.missed, "missed"],
    [numbers.unclear, "unclear"],
  ] as const;
  const verdicts = parts.map(([count, word]) => `${count} ${word}`).join(", ");
  return `${merged} merged. Of ${renderCount(answered, "answer")}: **${verdicts}**.`;
}

/** "13 of 21 (62 %)"; below five only the counts. */
function share(part: number, whole: number): string {
  if (whole === 0) return "–";
  const rate = findRate(part, whole);
  return `${part} of ${whole}${rate === null ? "" : ` (${rate} %)`}`;
}

/** More than that nobody reads. */
const MOST = 15;

function renderLearnings(answered: readonly Outcome[]): string {
  const told = [...answered].sort((a, b) => rank(a) - rank(b)).slice(0, MOST);
  if (told.length === 0) return "";
  const lines = told.map((outcome) => {
    const answer = findAnswer(outcome);
    const evidence = answer?.evidence ? `: ${quoteInline(answer.evidence, 240)}` : "";
    return `- **${answer ? VERDICT_WORDS[answer.verdict] : ""}** ${link(outcome)}${evidence}`;
  });
  const more = answered.length > told.length ? [`\n… and ${answered.length - told.length} more.`] : [];
  return ["### What we learned", [...lines, ...more].join("\n")].join("\n\n");
}

const RANKS: { readonly [V in Verdict]: number } = { missed: 0, partly: 1, worked: 2, unclear: 3 };

function rank(outcome: Outcome): number {
  const answer = findAnswer(outcome);
  return answer ? RANKS[answer.verdict] : 4;
}

const REASON_WORDS: { readonly [R in Reason]: string } = {
  idea: "the idea",
  build: "the build",
  measure: "the measure",
  world: "the world changed",
  instrumentation: "nothing is measured yet",
  traffic: "too few people came by",
  early: "too early",
  unreleased: "not released",
  access: "no access to the numbers",
};

function renderMisses(answered: readonly Outcome[]): string {
  const misses = answered.filter((outcome) => ["missed", "partly"].includes(findAnswer(outcome)?.verdict ?? ""));
  return misses.length === 0 ? "" : ["### Misses and half misses, by reason", renderReasons(misses)].join("\n\n");
}

function renderReasons(outcomes: readonly Outcome[]): string {
  const whys = outcomes.map((outcome) => findAnswer(outcome)?.why ?? null);
  const names = [...new Set(whys)].map((why) => {
    const count = whys.filter((other) => other === why).length;
    return `- ${count} × ${why === null ? "not said" : REASON_WORDS[why]}`;
  });
  return names.join("\n");
}

/** What could not be told is work for somebody: this list is why "unclear" is a useful answer. */
function renderGaps(answered: readonly Outcome[]): string {
  const gaps = answered.filter((outcome) => findAnswer(outcome)?.verdict === "unclear").slice(0, MOST);
  if (gaps.length === 0) return "";
  const lines = gaps.map((outcome) => {
    const why = findAnswer(outcome)?.why;
    return `- ${link(outcome)}${why ? `: ${REASON_WORDS[why]}` : ""}`;
  });
  return ["### What we could not tell", lines.join("\n")].join("\n\n");
}

function renderUnanswered(outcomes: readonly Outcome[]): string {
  if (outcomes.length === 0) return "";
  const lines = outcomes
    .slice(0, MOST)
    .map((outcome) => `- ${link(outcome)}${outcome.owner ? ` (asked ${quoteInline(outcome.owner.login)})` : ""}`);
  return ["### Nobody answered", `${lines.join("\n")}\n\nA late answer is welcome at any time.`].join("\n\n");
}

function renderExempt(outcomes: readonly Outcome[]): string {
  if (outcomes.length === 0) return "";
  const lines = outcomes
    .slice(0, MOST)
    .map(
      (outcome) =>
        `- [${quoteInline(outcome.title, 90)}](../pull/${outcome.number})${outcome.reason ? `: ${quoteInline(outcome.reason)}` : ""}`,
    );
  return ["### Merged with nothing to measure", lines.join("\n")].join("\n\n");
}

function renderComing({ coming, comingCount }: ReportView): string {
  if (comingCount === 0) return "";
  const lines = coming.map(
    (outcome) => `- ${renderDate(outcome.dueOn)}: [${quoteInline(outcome.title, 90)}](../pull/${outcome.number})`,
  );
  const more = comingCount > coming.length ? [`\n… and ${comingCount - coming.length} more.`] : [];
  return ["### Coming this month", [...lines, ...more].join("\n")].join("\n\n");
}

function link(outcome: Outcome): string {
  const target = outcome.followUpNumber === null ? `../pull/${outcome.number}` : `../issues/${outcome.followUpNumber}`;
  return `[${quoteInline(outcome.title, 90)}](${target})`;
}
