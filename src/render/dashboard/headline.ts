import { countAnswered, countEnded, countMerged, countOpen, type Numbers } from "../../core/dashboard/numbers.ts";
import { renderRate } from "../share.ts";
import { renderCount, renderDate } from "../words.ts";

/** What the headline tells besides the counts. */
export interface Prospect {
  readonly overdue: number;
  /** The date of the first question that comes due soon; null when none does. */
  readonly nextOn: string | null;
}

/** Renders the counts, a line each; every share comes with its whole. */
export function renderHeadlines(numbers: Numbers, prospect: Prospect): string {
  const lines = [
    renderAnswers(numbers),
    renderEnds(numbers, prospect),
    renderMerges(numbers),
    renderOpen(numbers, prospect),
  ];
  return lines
    .filter((line) => line !== "")
    .map((line) => `- ${line}`)
    .join("\n");
}

function renderAnswers(numbers: Numbers): string {
  const answered = countAnswered(numbers);
  if (answered === 0) return "";
  return joinParts([
    renderPart("Worked", numbers.worked, answered, "answer"),
    ...listPositive([
      [numbers.partly, "partly"],
      [numbers.missed, "missed"],
      [numbers.unclear, "can't tell"],
    ]),
  ]);
}

function renderEnds(numbers: Numbers, { nextOn }: Prospect): string {
  const answered = countAnswered(numbers);
  const ended = countEnded(numbers);
  if (ended === 0) {
    return `No answers yet.${nextOn === null ? "" : ` The first question goes out on ${renderDate(nextOn)}.`}`;
  }
  return joinParts([
    renderPart("Answered", answered, ended, "question"),
    ...listPositive([
      [numbers.unanswered, "unanswered"],
      [numbers.dropped, "dropped"],
      [numbers.reverted, "reverted"],
      [numbers.notAsked, "never asked"],
    ]),
  ]);
}

function renderMerges(numbers: Numbers): string {
  const { stated, unstated, exempt, skipped } = numbers;
  const others = listPositive([
    [countMerged(numbers) === 0 ? 0 : exempt, "with nothing to measure"],
    [skipped, "skipped"],
  ]);
  const measurable = stated + unstated;
  if (measurable === 0) return others.length === 0 ? "" : `Merged pull requests: ${joinParts(others)}`;
  return joinParts([renderPart("Had a success measure", stated, measurable, "merged pull request"), ...others]);
}

function renderOpen(numbers: Numbers, { overdue }: Prospect): string {
  if (countOpen(numbers) === 0) return "";
  const scheduled = numbers.waiting - numbers.unshipped;
  if (numbers.asked === 0) {
    const questions = scheduled === 0 ? [] : [`${renderCount(scheduled, "question")} scheduled`];
    return joinParts([...questions, ...listPositive([[numbers.unshipped, "waiting to ship"]])]);
  }
  const late = overdue > 0 ? ` (${overdue} overdue)` : "";
  const others = listPositive([
    [scheduled, "scheduled"],
    [numbers.unshipped, "waiting to ship"],
  ]);
  return joinParts([`**Asked and open: ${numbers.asked}**${late}`, ...others]);
}

/** "**Worked: 13 of 24 answers (54%)**". */
function renderPart(name: string, part: number, whole: number, noun: string): string {
  return `**${name}: ${part} of ${renderCount(whole, noun)}${renderRate(part, whole)}**`;
}

function listPositive(counts: readonly (readonly [number, string])[]): readonly string[] {
  return counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
}

function joinParts(parts: readonly string[]): string {
  return parts.join(" · ");
}
