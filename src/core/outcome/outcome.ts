import type { ParsedDescription } from "../../description/parsed-description.ts";
import type { Person } from "../person.ts";
import type { NextStep, Reason } from "./reason.ts";
import type { Verdict } from "./verdict.ts";

/** Where the record of a merged pull request can stand; docs/life-cycle.md shows the moves between them. */
export const STATES = [
  "waiting",
  "unstated",
  "exempt",
  "asked",
  "answered",
  "unanswered",
  "dropped",
  "reverted",
  "not-asked",
] as const;
export type State = (typeof STATES)[number];

/** What the author promised, frozen at the merge. */
export interface Statement {
  /** null when the field was missing or does not apply. */
  readonly problem: string | null;
  readonly measure: string | null;
  /** Why the measure does not apply; null when it does, or when no reason was asked for. */
  readonly exemption: string | null;
}

/** One answer. The last one given stands; the ones before stay as history. */
export interface Answer {
  readonly verdict: Verdict;
  /** What the answerer says they saw, in their own words. */
  readonly evidence: string | null;
  /** Why it missed, or why nobody can tell; null while nobody said. */
  readonly why: Reason | null;
  readonly next: NextStep | null;
  readonly by: Person;
  /** ISO 8601. */
  readonly at: string;
}

/** The record of one merged pull request, from merge to its end. Times are ISO 8601 in UTC. */
export interface Outcome {
  readonly repositoryId: number;
  /** Of the pull request. */
  readonly number: number;
  readonly title: string;
  /** As they were at the merge. */
  readonly labels: readonly string[];
  readonly url: string;
  readonly author: Person;
  readonly merger: Person | null;
  readonly mergedAt: string;
  readonly mergeCommitSha: string | null;
  readonly statement: Statement;
  /** The measure was added to the description after the merge. */
  readonly isStatedLate: boolean;
  /** Nobody told us of the merge: the description was read, and frozen, when it was found. */
  readonly isReadLate: boolean;
  readonly state: State;
  /** Why it is exempt, dropped, reverted or was not asked; null where the state says it all. */
  readonly reason: string | null;
  /** Whose words the reason is; null where they are nobody's. */
  readonly reasonBy: number | null;
  /** The calendar date of the question, in the repository's time zone when it was set: "2026-12-21". */
  readonly dueOn: string;
  /** The date was named by a person: a check-back, or a question put off. */
  readonly isDated: boolean;
  /** The moment of that date from which it is asked. */
  readonly dueAt: string;
  /** When the question was put, or put again after a reopening: the silence clocks count from here. */
  readonly askedAt: string | null;
  readonly remindedAt: string | null;
  readonly endedAt: string | null;
  /** Whom the question went to. */
  readonly owner: Person | null;
  /** Every answer ever given, the newest last. */
  readonly answers: readonly Answer[];
  /** Pull requests merged later that name this one; `by` wrote the title. */
  readonly namedBy: readonly { readonly number: number; readonly title: string; readonly by?: number }[];
  /** How often the date was moved. */
  readonly movedTimes: number;
  /** Number of the issue that asks. */
  readonly followUpNumber: number | null;
}

/** The answer that stands: only an answered outcome has one, a reopened question has none. */
export function findAnswer(outcome: Outcome): Answer | undefined {
  return outcome.state === "answered" ? outcome.answers.at(-1) : undefined;
}

/** What a reading promises, as it is frozen at the merge. */
export function toStatement(parsed: ParsedDescription): Statement {
  const { problem, measure } = parsed.fields;
  return {
    problem: problem.state === "filled" ? problem.text : null,
    measure: measure.state === "filled" ? measure.text : null,
    exemption: measure.state === "not-applicable" ? measure.reason : null,
  };
}
