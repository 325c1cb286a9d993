import type { ParsedDescription } from "../../description/parsed-description.ts";
import type { ShippedIn } from "../clock/shipment.ts";
import type { Person } from "../person.ts";
import type { NextStep, Reason } from "./reason.ts";
import type { Verdict } from "./verdict.ts";

/** The states of an outcome; docs/life-cycle.md shows the transitions between them. */
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
  /** Why the measure does not apply; null when it does, or when no reason was required. */
  readonly exemption: string | null;
}

/** One answer. The latest stands; earlier ones are kept as history. */
export interface Answer {
  readonly verdict: Verdict;
  /** What the answerer says they saw, in their own words. */
  readonly evidence: string | null;
  /** Why it missed, or why nobody can tell; null when no reason was given. */
  readonly why: Reason | null;
  readonly next: NextStep | null;
  readonly by: Person;
  /** ISO 8601. */
  readonly at: string;
}

/** One time an outcome is asked about. Times are ISO 8601 in UTC. */
export interface Question {
  /** Number of the issue that asks, once GitHub gave it one. */
  readonly issueNumber: number | null;
  /** When it was asked, or asked again after a reopening: reminder and giving up count from here. */
  readonly askedAt: string | null;
  readonly remindedAt: string | null;
  /** Whom it went to. */
  readonly assignee: Person | null;
  /** Every answer given to it, in the order they were given. */
  readonly answers: readonly Answer[];
  /** What was asked back about, once for each question. */
  readonly doubt?: Doubt;
}

/** A comment that only begins like an answer: its writer is asked whether it is meant as one. */
export interface Doubt {
  readonly verdict: Verdict;
  /** null when there was none, and once the doubt is over. */
  readonly evidence: string | null;
  /** Id of the person who wrote it, and who can say yes. */
  readonly by: number;
  /** It waits for that person's next comment. */
  readonly isOpen: boolean;
}

/**
 * - `pending`: it is due, and its numbers are being read
 * - `asked`: a comment asked whether it still works
 * - `held`: the numbers do not say otherwise
 * - `lost`: a target that was reached is lost again
 */
export type SecondFinding = "pending" | "asked" | "held" | "lost";

/** A second look at an outcome that worked. Moments are ISO 8601 in UTC. */
export interface SecondLook {
  readonly at: string;
  readonly finding: SecondFinding;
  /** When it turned out that it did not last, by the numbers or by a new answer; null otherwise. */
  readonly lostAt: string | null;
}

/** A question that is not asked yet. */
export const NEW_QUESTION: Question = {
  issueNumber: null,
  askedAt: null,
  remindedAt: null,
  assignee: null,
  answers: [],
};

/** The record of one merged pull request, from merge to its end. Times are ISO 8601 in UTC. */
export interface Outcome {
  readonly repositoryId: number;
  /** Number of the pull request. */
  readonly number: number;
  readonly title: string;
  /** The labels at the merge. */
  readonly labels: readonly string[];
  readonly url: string;
  readonly author: Person;
  readonly merger: Person | null;
  readonly mergedAt: string;
  readonly mergeCommitSha: string | null;
  readonly statement: Statement;
  /** The measure was added to the description after the merge. */
  readonly isStatedLate: boolean;
  /** No event announced the merge: the description was read, and frozen, when the backfill found it. */
  readonly isReadLate: boolean;
  readonly state: State;
  /** Why it is exempt, dropped, reverted or was not asked; null when the state says it all. */
  readonly reason: string | null;
  /** Id of the person whose words the reason is; null when they are nobody's. */
  readonly reasonBy: number | null;
  /** What the wait is counted from; null until the change reaches its users. */
  readonly clockStartedAt: string | null;
  /** What started the clock; null while it has not started. */
  readonly shippedIn: ShippedIn | null;
  /** When a person last said that its users do not have it: what shipped it before does not count. */
  readonly notShippedAt: string | null;
  /** The merge that took back its last revert: what is to reach its users is that commit. */
  readonly restoredIn: { readonly sha: string | null; readonly at: string } | null;
  /** The calendar date of the question, in the repository's time zone when it was set: "2026-12-21"; null without a date. */
  readonly dueOn: string | null;
  /** When to ask was named by a person: a check-back, or a snooze. */
  readonly isDated: boolean;
  /** The length of the wait that the author named, such as "6 weeks"; null where a date was named, or nothing. */
  readonly checkAfter: string | null;
  /** The moment of that date from which it is asked. */
  readonly dueAt: string | null;
  readonly endedAt: string | null;
  /** Every time it is asked about; the last one is the current. */
  readonly questions: readonly [Question, ...Question[]];
  /** Pull requests merged later that name this one; `by` wrote the title. */
  readonly namedBy: readonly { readonly number: number; readonly title: string; readonly by?: number }[];
  /** How often the date was moved. */
  readonly movedTimes: number;
  /** The second look at what worked; null before it. */
  readonly secondLook: SecondLook | null;
  /** Its measure names metrics of the repository (store/outcome-metric.ts). */
  readonly hasNumbers: boolean;
  /** How often it had been written when it was read; 0 before the first time. The database counts (migrations/0160). */
  readonly version: number;
}

/** The question that is open now, or was asked last. */
export function currentQuestion({ questions }: Pick<Outcome, "questions">): Question {
  return questions.at(-1) ?? questions[0];
}

/** Is it a person's own: did they write the change, or were they asked about it? */
export function isOwnOutcome(outcome: Outcome, personId: number): boolean {
  return personId === outcome.author.id || personId === currentQuestion(outcome).assignee?.id;
}

/** From when silence counts: when it was asked; else its date, or the merge. ISO 8601. */
export function findAskedAt(outcome: Outcome): string {
  return currentQuestion(outcome).askedAt ?? outcome.dueAt ?? outcome.mergedAt;
}

/** The states in which it may still be waited for a change to reach its users. */
export const UNSHIPPED_STATES = ["waiting", "unstated", "asked"] as const satisfies readonly State[];

/** Is it waited for the change to reach its users? Of one that is asked about already, it would still be good to know. */
export function isUnshipped({ clockStartedAt, state }: Outcome): boolean {
  return clockStartedAt === null && UNSHIPPED_STATES.some((unshipped) => unshipped === state);
}

/** The outcome with something about its current question changed. */
export function withQuestion(outcome: Outcome, change: Partial<Question>): Outcome {
  const last = { ...currentQuestion(outcome), ...change };
  return { ...outcome, questions: replaceLast(outcome.questions, last) };
}

/** The outcome with each of its questions changed. */
export function mapQuestions(outcome: Outcome, change: (question: Question) => Question): Outcome {
  const [first, ...others] = outcome.questions;
  return { ...outcome, questions: [change(first), ...others.map(change)] };
}

/** The questions with another current one. */
export function replaceLast([first, ...others]: Outcome["questions"], last: Question): Outcome["questions"] {
  return others.length === 0 ? [last] : [first, ...others.slice(0, -1), last];
}

/** Every answer, in the order of the questions; the last one is `standing_answer` in SQL. */
export function listAnswers({ questions }: Outcome): readonly Answer[] {
  return questions.flatMap(({ answers }) => answers);
}

/** The answer that stands, to whichever question. Only an answered outcome has one; a reopened question has none. */
export function findAnswer(outcome: Outcome): Answer | undefined {
  return outcome.state === "answered" ? listAnswers(outcome).at(-1) : undefined;
}

/** The statement of a parsed description, as it is frozen at the merge. */
export function toStatement(parsed: ParsedDescription): Statement {
  const { problem, measure } = parsed.fields;
  return {
    problem: problem.state === "filled" ? problem.text : null,
    measure: measure.state === "filled" ? measure.text : null,
    exemption: measure.state === "not-applicable" ? measure.reason : null,
  };
}
