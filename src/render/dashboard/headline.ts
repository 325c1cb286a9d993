import { countAnswered, countEnded, countMerged, countOpen, type Numbers } from "../../core/dashboard/numbers.ts";
import { renderRate } from "../share.ts";
import { listCounts, renderCount } from "../words.ts";

/** Renders the counts, a line each; every share comes with its whole. */
export function renderHeadlines(numbers: Numbers): string {
  const lines = [renderAnswers(numbers), renderEnds(numbers), renderMerges(numbers), renderOpen(numbers)];
  return lines
    .filter((line) => line !== "")
    .map((line) => `- ${line}`)
    .join("\n");
}

function renderAnswers(numbers: Numbers): string {
  const answered = countAnswered(numbers);
  if (answered === 0) return "";
  const share = `**${numbers.worked} of ${answered} answered worked**${renderRate(numbers.worked, answered)}`;
  const others = listCounts([
    [numbers.partly, "partly"],
    [numbers.missed, "missed"],
    [numbers.unclear, "unclear"],
  ]);
  return joinParts(share, others);
}

function renderEnds(numbers: Numbers): string {
  const answered = countAnswered(numbers);
  const ended = countEnded(numbers);
  if (ended === 0) return "No question has come to its end yet";
  const others = listCounts([
    [numbers.unanswered, "unanswered"],
    [numbers.reverted, "reverted"],
    [numbers.dropped, "dropped"],
    [numbers.notAsked, "not asked"],
  ]);
  const share = `${answered} of ${ended} ended ${ended === 1 ? "was" : "were"} answered${renderRate(answered, ended)}`;
  return joinParts(share, others);
}

function renderMerges(numbers: Numbers): string {
  const { stated, unstated, exempt, skipped } = numbers;
  const leftAlone = skipped > 0 ? `${renderCount(skipped, "pull request")} left alone` : "";
  if (countMerged(numbers) === 0) return leftAlone;
  const promising = stated + unstated;
  const share =
    promising === 0 ? "" : `${stated} of ${promising} merged said how they would know${renderRate(stated, promising)}`;
  const others = [exempt > 0 ? `${exempt} ${share === "" ? "merged" : "more"} had nothing to measure` : "", leftAlone];
  return joinParts(share, others.filter((part) => part !== "").join(", "));
}

function renderOpen(numbers: Numbers): string {
  if (countOpen(numbers) === 0) return "";
  const parts = listCounts([
    [numbers.asked, "asked and open"],
    [numbers.waiting, `waiting for ${numbers.waiting === 1 ? "its" : "their"} date`],
  ]);
  return `Now: ${parts}`;
}

function joinParts(share: string, others: string): string {
  return [share, others].filter((part) => part !== "").join("; ");
}
