import { findAnswer, type Outcome } from "../../core/outcome/outcome.ts";
import { listSubjects } from "../../core/outcome/similar-outcomes.ts";
import type { TriedEnd, TriedEntry, TriedField } from "../../core/report/tried.ts";
import { toCalendarDate } from "../../core/time/schedule.ts";
import { renderInert } from "../inert.ts";
import { renderNumbersLine, type ShownMetric } from "../metric/numbers.ts";
import { renderReason } from "../outcome/reason.ts";
import { findOutcomeAddress } from "../pull-request/similar-outcomes.ts";
import { VERDICT_WORDS } from "../words.ts";

interface Told {
  readonly outcome: Outcome;
  /** The metric that its measure names first. */
  readonly metric: ShownMetric | undefined;
  readonly zone: string;
}

/** An outcome as an entry; null before its end, and where there was no question. */
export function toTriedEntry({ outcome, metric, zone }: Told): TriedEntry | null {
  const end = findEnd(outcome);
  if (end === null || outcome.endedAt === null) return null;
  const { statement, number, title } = outcome;
  const answer = findAnswer(outcome);
  return {
    number,
    on: toCalendarDate(outcome.endedAt, zone),
    end,
    title: renderInert(title) || "(no title)",
    address: findOutcomeAddress(outcome),
    fields: dropEmpty({
      Problem: renderInert(statement.problem ?? ""),
      Labels: renderInert(listSubjects(outcome.labels).map(renderLabel).join(", ")),
      "Hoped for": renderInert(statement.measure ?? ""),
      Numbers: metric ? renderInert(renderNumbersLine(metric)) : "",
      Seen: renderInert(answer?.evidence ?? ""),
      Why: renderWhy(outcome),
      Next: answer?.next ? NEXT_WORDS[answer.next] : "",
      Later: renderSince(outcome, zone),
    }),
  };
}

const NEXT_WORDS = { keep: "keep it", iterate: "iterate", remove: "remove it" } as const;

function findEnd(outcome: Outcome): TriedEnd | null {
  switch (outcome.state) {
    case "answered":
      return findVerdictEnd(outcome);
    case "unanswered":
      return "No answer";
    case "dropped":
      return "Dropped";
    case "reverted":
      return "Reverted";
    case "waiting":
    case "asked":
    case "unstated":
    case "exempt":
    case "not-asked":
      return null;
  }
}

function findVerdictEnd(outcome: Outcome): TriedEnd | null {
  const answer = findAnswer(outcome);
  return answer ? VERDICT_WORDS[answer.verdict] : null;
}

/** The reason of the answer; without one, why it was dropped or what reverted it. */
function renderWhy(outcome: Outcome): string {
  const answer = findAnswer(outcome);
  if (answer) return answer.why === null ? "" : renderReason(answer.why);
  const reason = renderInert(outcome.reason ?? "");
  return outcome.state === "reverted" && reason !== "" ? `reverted in ${reason}` : reason;
}

/** Commas stand between labels. */
function renderLabel(label: string): string {
  return label.replaceAll(",", " ");
}

/** What happened after the answer. */
function renderSince(outcome: Outcome, zone: string): string {
  const { reason, secondLook } = outcome;
  const lostAt = secondLook?.lostAt ?? null;
  const parts = [
    lostAt === null ? "" : `did not last, by a second look on ${toCalendarDate(lostAt, zone)}`,
    findAnswer(outcome) && reason !== null ? renderInert(`reverted in ${reason}`) : "",
  ];
  return parts.filter((part) => part !== "").join("; ");
}

function dropEmpty(fields: { readonly [F in TriedField]: string }): TriedEntry["fields"] {
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ""));
}
