import type { OpenNow } from "../../core/dashboard/numbers.ts";
import { type Counted, countAnswered, countEnded } from "../../core/dashboard/numbers.ts";
import { renderRate } from "../share.ts";
import { renderCount } from "../words.ts";
import { renderSquares } from "./squares.ts";

/** What the headline counts. */
export interface Headline {
  readonly counted: Counted;
  readonly openNow: OpenNow & { readonly overdue: number };
  /** When the first question goes out, in words; null when that isn't known. */
  readonly firstOn: string | null;
}

/** Renders the rates, a line each; every share comes with its whole. */
export function renderHeadlines({ counted, openNow, firstOn }: Headline): string {
  const lines = [...renderAnswers(counted, firstOn), renderMerges(counted), renderOpen(openNow)];
  return lines
    .filter((line) => line !== "")
    .map((line) => `- ${line}`)
    .join("\n");
}

function renderAnswers(counted: Counted, firstOn: string | null): readonly string[] {
  const answered = countAnswered(counted);
  const ended = countEnded(counted);
  if (ended === 0) return [`No answers yet.${firstOn === null ? "" : ` The first question goes out on ${firstOn}.`}`];
  const { worked, partly, missed, unclear, unanswered, reverted, dropped, notAsked } = counted;
  const result = joinParts([
    `**Worked: ${worked} of ${renderCount(answered, "answer")}${renderRate(worked, answered)}**`,
    count(partly, "partly"),
    count(missed, "missed"),
    count(unclear, "can't tell"),
  ]);
  const squares = renderSquares(counted);
  const coverage = joinParts([
    `**Answered: ${answered} of ${renderCount(ended, "closed question")}${renderRate(answered, ended)}**`,
    count(unanswered, "unanswered"),
    count(dropped, "dropped"),
    count(reverted, "reverted"),
    count(notAsked, "never asked"),
  ]);
  return [answered === 0 ? "" : `${result}${squares === "" ? "" : `\n  ${squares}`}`, coverage];
}

function renderMerges(counted: Counted): string {
  const { stated, unstated, exempt, skipped } = counted;
  const asked = stated + unstated;
  const more = asked === 0 ? "merged" : "more";
  return joinParts([
    asked === 0
      ? ""
      : `**Had a success measure: ${stated} of ${renderCount(asked, "merged pull request")}${renderRate(stated, asked)}**`,
    count(exempt, `${more} with nothing to measure`),
    count(skipped, "skipped"),
  ]);
}

function renderOpen({ asked, waiting, overdue }: Headline["openNow"]): string {
  const parts = joinParts([
    count(asked, `asked${overdue > 0 ? ` (${overdue} overdue)` : ""}`),
    count(waiting, "scheduled"),
  ]);
  return parts === "" ? "" : `**Open now:** ${parts}`;
}

function count(number: number, word: string): string {
  return number === 0 ? "" : `${number} ${word}`;
}

function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}
