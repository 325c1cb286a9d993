import type { ShippedIn } from "../clock/shipment.ts";
import type { Person } from "../person.ts";
import {
  type Answer,
  currentQuestion,
  type Doubt,
  findAnswer,
  mapQuestions,
  type Outcome,
  replaceLast,
  type SecondFinding,
  type SecondLook,
  type State,
  type Statement,
  withQuestion,
} from "./outcome.ts";
import { hasWorked, takeSecondAnswer } from "./second-look.ts";

/** When to ask: the calendar date, and the moment of that date. */
interface DueDate {
  readonly dueOn: string;
  readonly dueAt: string;
}

/** Everything that can happen to an outcome. */
export type OutcomeEvent =
  /** The change reached its users at `startedAt`: the question has a date from then on. */
  | ({ readonly kind: "clock-started"; readonly startedAt: string; readonly shippedIn: ShippedIn } & DueDate)
  /** A person says that its users do not have it, at `saidAt`. Without a date it is asked once they do. */
  | { readonly kind: "clock-stopped"; readonly due: DueDate | null; readonly saidAt: string }
  /** It was not seen shipped for so long that it is asked all the same. */
  | ({ readonly kind: "dated-anyway" } & DueDate)
  | { readonly kind: "restated"; readonly statement: Statement }
  | { readonly kind: "asked"; readonly assignee: Person | null }
  | { readonly kind: "reminded" }
  | { readonly kind: "handed-over"; readonly assignee: Person }
  | { readonly kind: "answered"; readonly answer: Answer }
  /** What worked is looked at again. */
  | { readonly kind: "second-look" }
  /** What the second look found; it takes nothing back. */
  | { readonly kind: "looked-again"; readonly finding: Exclude<SecondFinding, "pending"> }
  /** Adds to the answer that stands. */
  | { readonly kind: "explained"; readonly more: Partial<Pick<Answer, "evidence" | "why" | "next">> }
  /** A comment may be meant as an answer; its writer is asked. */
  | { readonly kind: "doubted"; readonly doubt: Doubt }
  /** The next comment of that person was something else. */
  | { readonly kind: "doubt-over" }
  | ({ readonly kind: "moved" } & DueDate)
  /** `by` is the id of whose words the reason is. */
  | { readonly kind: "dropped"; readonly reason: string; readonly by: number }
  | { readonly kind: "reopened" }
  | { readonly kind: "closed-by-hand" }
  | { readonly kind: "gave-up" }
  | { readonly kind: "not-asked"; readonly reason: string }
  /** `by` says what reverted it; `author` is the id of the person who wrote that. */
  | { readonly kind: "reverted"; readonly by: string; readonly author: number | null }
  /** The change is back; without a date it is asked once its users have it again. */
  | {
      readonly kind: "revert-undone";
      readonly due: DueDate | null;
      readonly restoredIn: { readonly sha: string | null; readonly at: string };
    };

/** The states in which each event is allowed; `transition` refuses all others. */
export const TRANSITIONS: { readonly [K in OutcomeEvent["kind"]]: readonly State[] } = {
  // Of a question that was asked all the same, only when its users got the change is noted.
  "clock-started": ["waiting", "unstated", "exempt", "asked"],
  "clock-stopped": ["waiting", "unstated", "asked"],
  "dated-anyway": ["waiting", "unstated"],
  restated: ["unstated"],
  asked: ["waiting"],
  reminded: ["asked"],
  "handed-over": ["asked"],
  // A late answer is always accepted; `waiting` is a snoozed question answered before its new date.
  answered: ["asked", "answered", "unanswered", "dropped", "not-asked", "waiting"],
  explained: ["answered"],
  "second-look": ["answered"],
  "looked-again": ["answered"],
  doubted: ["asked", "unanswered", "dropped", "not-asked", "waiting"],
  "doubt-over": ["asked", "answered", "unanswered", "dropped", "not-asked", "waiting"],
  moved: ["asked"],
  dropped: ["waiting", "asked"],
  // Reopening a snoozed question asks it now.
  reopened: ["answered", "unanswered", "dropped", "waiting"],
  "closed-by-hand": ["asked"],
  "gave-up": ["asked"],
  "not-asked": ["waiting"],
  // After an answer, a revert only adds a note; the verdict stays.
  reverted: ["waiting", "asked", "answered"],
  "revert-undone": ["reverted"],
};

/** The outcome after an event at a moment (ISO 8601); null when the event cannot happen in its state. */
export function transition(outcome: Outcome, event: OutcomeEvent, at: string): Outcome | null {
  if (!TRANSITIONS[event.kind].includes(outcome.state)) return null;

  switch (event.kind) {
    case "clock-started":
      return startClock(outcome, event);
    case "clock-stopped":
      return stopClock(outcome, event);
    case "dated-anyway":
      if (outcome.clockStartedAt !== null || outcome.dueOn !== null) return null;
      return { ...outcome, dueOn: event.dueOn, dueAt: event.dueAt };
    case "restated":
      if (event.statement.measure === null) return null;
      return { ...outcome, state: "waiting", statement: event.statement, isStatedLate: true };
    case "asked":
      return {
        ...withQuestion(withoutDoubt(outcome), { assignee: event.assignee, askedAt: at, remindedAt: null }),
        state: "asked",
      };
    case "reminded":
      return currentQuestion(outcome).remindedAt === null ? withQuestion(outcome, { remindedAt: at }) : null;
    case "handed-over":
      return withQuestion(outcome, { assignee: event.assignee });
    case "answered":
      return answer(outcome, event.answer, at);
    case "second-look":
      if (outcome.secondLook !== null || !hasWorked(findAnswer(outcome)?.verdict)) return null;
      return { ...outcome, secondLook: { at, finding: "pending", lostAt: null } };
    case "looked-again":
      if (outcome.secondLook?.finding !== "pending") return null;
      return { ...outcome, secondLook: endLook(outcome.secondLook, event.finding, at) };
    case "explained":
      return explain(outcome, event.more);
    case "doubted":
      return currentQuestion(outcome).doubt ? null : withQuestion(outcome, { doubt: event.doubt });
    case "doubt-over":
      return closeDoubt(outcome);
    case "moved":
      return { ...moveTo(outcome, event), ...NAMED_DATE, movedTimes: outcome.movedTimes + 1 };
    case "dropped":
      return end(outcome, "dropped", { at, reason: event.reason, reasonBy: event.by });
    case "reopened":
      return reopen(outcome, at);
    case "closed-by-hand":
    case "gave-up":
      return end(outcome, "unanswered", { at });
    case "not-asked":
      return end(outcome, "not-asked", { at, reason: event.reason });
    case "reverted":
      if (outcome.state === "answered") return { ...outcome, reason: event.by, reasonBy: event.author };
      return end(outcome, "reverted", { at, reason: event.by, reasonBy: event.author });
    case "revert-undone":
      return restore(outcome, event);
  }
}

/** A date that a person named stands; without one the question is due so long after the change reached its users. */
function startClock(
  outcome: Outcome,
  { startedAt, shippedIn, dueOn, dueAt }: Extract<OutcomeEvent, { kind: "clock-started" }>,
): Outcome | null {
  // What a person says counts, also against what was seen before.
  if (outcome.clockStartedAt !== null && shippedIn.kind !== "person") return null;
  const started = { ...outcome, clockStartedAt: startedAt, shippedIn };
  return outcome.state === "asked" || hasNamedDate(outcome) ? started : { ...started, dueOn, dueAt };
}

const NAMED_DATE = { isDated: true, checkAfter: null } as const;

/** Did a person name a date, and not only how long to wait? */
export function hasNamedDate({ dueOn, isDated, checkAfter }: Outcome): boolean {
  return dueOn !== null && isDated && checkAfter === null;
}

/** The same question is asked later. Whatever shipped the change until now is not what its users wait for. */
function stopClock(outcome: Outcome, { due, saidAt }: Extract<OutcomeEvent, { kind: "clock-stopped" }>): Outcome {
  const stopped = { ...outcome, clockStartedAt: null, shippedIn: null, notShippedAt: saidAt };
  const dated = { ...stopped, ...(due ? NAMED_DATE : { isDated: outcome.checkAfter !== null }) };
  if (outcome.state === "asked") return { ...moveTo(dated, due), movedTimes: outcome.movedTimes + 1 };
  return { ...dated, ...(due ?? NO_DATE) };
}

const NO_DATE = { dueOn: null, dueAt: null } as const;

/** Under a clock that starts later than the merge, its users have to get the change again. */
function restore(outcome: Outcome, { due, restoredIn }: Extract<OutcomeEvent, { kind: "revert-undone" }>): Outcome {
  const back = { ...moveTo(outcome, due), restoredIn };
  return due ? back : { ...back, clockStartedAt: null, shippedIn: null, isDated: outcome.checkAfter !== null };
}

/** The outcome stays as it was answered: silence and numbers take nothing back. */
function endLook(look: SecondLook, finding: SecondLook["finding"], at: string): SecondLook {
  return { ...look, finding, lostAt: finding === "lost" ? at : look.lostAt };
}

function answer(outcome: Outcome, given: Answer, at: string): Outcome {
  const answered = end(addAnswer(closeDoubt(outcome), given), "answered", { at });
  return { ...answered, secondLook: takeSecondAnswer(outcome.secondLook, findAnswer(answered)?.verdict, at) };
}

/** Answers stand in the order they were given, which is not always the order they are heard of: a delivery may come late. */
function addAnswer(outcome: Outcome, answer: Answer): Outcome {
  const answers = [...currentQuestion(outcome).answers, answer];
  return withQuestion(outcome, { answers: answers.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)) });
}

/** Adds to the answer that stands, which may have been given to an earlier question. */
function explain(outcome: Outcome, more: Partial<Answer>): Outcome {
  const standing = findAnswer(outcome);
  if (!standing) throw new Error("an answered outcome has an answer");
  return mapQuestions(outcome, (question) => ({
    ...question,
    answers: question.answers.map((answer) => (answer === standing ? { ...answer, ...more } : answer)),
  }));
}

/** The words that were doubtful are not needed any more; that there was a doubt is: each question has one at the most. */
function closeDoubt(outcome: Outcome): Outcome {
  const { doubt } = currentQuestion(outcome);
  return doubt?.isOpen ? withQuestion(outcome, { doubt: { ...doubt, evidence: null, isOpen: false } }) : outcome;
}

/** Asked anew, the question may be doubtful anew. */
function withoutDoubt(outcome: Outcome): Outcome {
  const { doubt: _, ...question } = currentQuestion(outcome);
  return { ...outcome, questions: replaceLast(outcome.questions, question) };
}

function reopen(outcome: Outcome, at: string): Outcome {
  const asked = withQuestion(withoutDoubt(outcome), { askedAt: at, remindedAt: null });
  return { ...asked, state: "asked", reason: null, reasonBy: null, endedAt: null };
}

interface End {
  readonly at: string;
  readonly reason?: string | null;
  readonly reasonBy?: number | null;
}

function end(outcome: Outcome, state: State, { at, reason = null, reasonBy = null }: End): Outcome {
  return { ...outcome, state, reason, reasonBy, endedAt: at };
}

function moveTo(outcome: Outcome, due: DueDate | null): Outcome {
  const { dueOn, dueAt } = due ?? NO_DATE;
  const waiting = withQuestion(outcome, { remindedAt: null });
  return { ...waiting, state: "waiting", reason: null, reasonBy: null, dueOn, dueAt, endedAt: null };
}
