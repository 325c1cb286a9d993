import { type Answer, findAnswer, type Outcome } from "../../core/outcome/outcome.ts";
import type { NextStep } from "../../core/outcome/reason.ts";
import type { Verdict } from "../../core/outcome/verdict.ts";
import { foldRest, keepWhole, type Section, toLines } from "../fit.ts";
import { findDisagreement, renderNumbersLine, type ShownMetric } from "../metric/numbers.ts";
import { quoteInline } from "../neutral.ts";
import { type FindPlace, renderOutcomeLink } from "../outcome/outcome-link.ts";
import { renderReason } from "../outcome/reason.ts";
import { VERDICT_WORDS } from "../words.ts";
import { renderMostNamed } from "./report-reasons.ts";
import type { ReportView } from "./report-view.ts";

/** No more than this many of one kind are shown. */
const MOST = 12;
/** So many of one kind are open to view, the others folded. */
const OPEN = { missed: 3, partly: 1, worked: 1, unclear: 2 } as const;
const LONGEST_MEASURE = 160;
const LONGEST_EVIDENCE = 280;

/** Lists what was learned: misses first, as findings. People are not named. */
export function listFindings(report: ReportView): readonly Section[] {
  const { missed, partly, worked } = report.month.numbers;
  const told = [
    tell(report, { verdict: "missed", total: missed, heading: "Missed – and what it taught us", rank: 1 }),
    tell(report, { verdict: "partly", total: partly, heading: "Partly worked", rank: 2 }),
    tell(report, { verdict: "worked", total: worked, heading: "Worked", rank: 6 }),
    listDisagreements(report),
    listLost(report),
  ].flat();
  if (told.length === 0) return [];
  const reason = renderMostNamed(report.answers, ["missed", "partly"]);
  const mostly = reason === "" ? "" : `\n\nReason given most often: ${reason}.`;
  return [keepWhole(`## What we learned${mostly}`), ...told];
}

interface Kind {
  readonly verdict: Exclude<Verdict, "unclear">;
  readonly total: number;
  readonly heading: string;
  readonly rank: number;
}

/** Where a number and an answer disagree, that is a finding too: neither overrules the other. */
function listDisagreements({ ended, numbers, place }: ReportView): readonly Section[] {
  const told = ended.flatMap((outcome) => {
    const measured = numbers.get(`${outcome.repositoryId}/${outcome.number}`);
    const verdict = findAnswer(outcome)?.verdict;
    if (!measured || verdict === undefined || findDisagreement(measured, verdict) === null) return [];
    return [
      `- ${renderOutcomeLink(outcome, place)}: answered *${VERDICT_WORDS[verdict]}*; ${renderNumbersLine(measured)}`,
    ];
  });
  if (told.length === 0) return [];
  const lead = `### Where numbers and answers disagree (${told.length})`;
  return foldRest({ lead, lines: toLines(told), total: told.length, rank: 3 }, OPEN.unclear);
}

/** What worked and did not last. It is in no count of the month: its answer may be of another one. */
function listLost({ lost, place }: ReportView): readonly Section[] {
  if (lost.length === 0) return [];
  const lines = lost.slice(0, MOST).map((outcome) => {
    const { measure } = outcome.statement;
    const hoped = measure === null ? "" : `\n  Hoped for: ${quoteInline(measure, LONGEST_MEASURE)}`;
    return `- ${renderOutcomeLink(outcome, place)}${hoped}`;
  });
  const lead = `### Did not last – a second look (${lost.length})`;
  return foldRest({ lead, lines: toLines(lines), total: lost.length, rank: 2 }, OPEN.missed);
}

function tell({ ended, numbers, place }: ReportView, { verdict, total, heading, rank }: Kind): readonly Section[] {
  if (total === 0) return [];
  const told = ended.filter((outcome) => findAnswer(outcome)?.verdict === verdict).slice(0, MOST);
  const lines = toLines(
    told.map((outcome) => renderFinding(outcome, place, numbers.get(`${outcome.repositoryId}/${outcome.number}`))),
  );
  return foldRest({ lead: `### ${heading} (${total})`, lines, total, rank }, OPEN[verdict]);
}

/** Renders what was hoped for next to what was seen: together they are the finding. */
function renderFinding(outcome: Outcome, place: FindPlace, measured: ShownMetric | undefined): string {
  const { measure } = outcome.statement;
  const answer = findAnswer(outcome);
  const parts = [
    `- **${renderOutcomeLink(outcome, place)}**`,
    measure === null ? "" : `  Hoped for: ${quoteInline(measure, LONGEST_MEASURE)}`,
    answer?.evidence ? `  Saw: “${quoteInline(answer.evidence, LONGEST_EVIDENCE)}”` : "",
    measured && renderNumbersLine(measured) !== "" ? `  Number: ${renderNumbersLine(measured)}` : "",
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

/** Lists the unclear answers. They are work for the team, and this list makes "can't tell" a useful answer. */
export function listGaps({ month, ended, place }: ReportView): readonly Section[] {
  const { unclear } = month.numbers;
  if (unclear === 0) return [];
  const told = ended.filter((outcome) => findAnswer(outcome)?.verdict === "unclear").slice(0, MOST);
  const lead = `## Couldn't tell (${unclear})\n\nTo ask again, comment \`/outcome reopen\` on the issue.`;
  const lines = toLines(told.map((outcome) => renderGap(outcome, place)));
  return foldRest({ lead, lines, total: unclear, rank: 3 }, OPEN.unclear);
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
