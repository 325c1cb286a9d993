import type { Person } from "../person.ts";
import type { Answer, Outcome, State, Statement } from "./outcome.ts";

/** Everything that can happen to an outcome. */
export type OutcomeEvent =
  | { readonly kind: "restated"; readonly statement: Statement }
  | { readonly kind: "asked"; readonly owner: Person | null }
  | { readonly kind: "reminded" }
  | { readonly kind: "handed-over"; readonly owner: Person }
  | { readonly kind: "answered"; readonly answer: Answer }
  /** More about the answer that stands. */
  | { readonly kind: "explained"; readonly more: Partial<Pick<Answer, "evidence" | "why" | "next">> }
  | { readonly kind: "moved"; readonly dueOn: string; readonly dueAt: string }
  /** `by` is the id of whose words the reason is. */
  | { readonly kind: "dropped"; readonly reason: string; readonly by: number }
  | { readonly kind: "reopened" }
  | { readonly kind: "closed-by-hand" }
  | { readonly kind: "gave-up" }
  | { readonly kind: "not-asked"; readonly reason: string }
  /** `by` says what took it back, `author` is the id of whoever wrote that. */
  | { readonly kind: "reverted"; readonly by: string; readonly author: number | null }
  | { readonly kind: "revert-undone"; readonly dueOn: string; readonly dueAt: string };

/** From which states each event leads anywhere. What is not listed does not exist: `step` refuses it. */
export const TRANSITIONS: { readonly [K in OutcomeEvent["kind"]]: readonly State[] } = {
  restated: ["unstated"],
  asked: ["waiting"],
  reminded: ["asked"],
  "handed-over": ["asked"],
  // A late answer is always taken; `waiting` is a snoozed question answered before its new date.
  answered: ["asked", "answered", "unanswered", "dropped", "not-asked", "waiting"],
  explained: ["answered"],
  moved: ["asked"],
  dropped: ["waiting", "asked"],
  // Opening a question that was put off asks it now.
  reopened: ["answered", "unanswered", "dropped", "waiting"],
  "closed-by-hand": ["asked"],
  "gave-up": ["asked"],
  "not-asked": ["waiting"],
  // After an answer a revert only adds a note and keeps the verdict.
  reverted: ["waiting", "asked", "answered"],
  "revert-undone": ["reverted"],
};

/** The outcome after an event at a moment (ISO 8601), or null when this cannot happen in its state. */
export function transition(outcome: Outcome, event: OutcomeEvent, at: string): Outcome | null {
  if (!TRANSITIONS[event.kind].includes(outcome.state)) return null;

  switch (event.kind) {
    case "restated":
      if (event.statement.measure === null) return null;
      return { ...outcome, state: "waiting", statement: event.statement, isStatedLate: true };
    case "asked":
      return { ...outcome, state: "asked", owner: event.owner, askedAt: at, remindedAt: null };
    case "reminded":
      return outcome.remindedAt === null ? { ...outcome, remindedAt: at } : null;
    case "handed-over":
      return { ...outcome, owner: event.owner };
    case "answered":
      return end(outcome, "answered", { at, answers: insertAnswer(outcome.answers, event.answer) });
    case "explained":
      return { ...outcome, answers: outcome.answers.with(-1, { ...lastAnswer(outcome), ...event.more }) };
    case "moved":
      return { ...moveTo(outcome, event), isDated: true, movedTimes: outcome.movedTimes + 1 };
    case "dropped":
      return end(outcome, "dropped", { at, reason: event.reason, reasonBy: event.by });
    case "reopened":
      return { ...outcome, state: "asked", reason: null, reasonBy: null, askedAt: at, remindedAt: null, endedAt: null };
    case "closed-by-hand":
    case "gave-up":
      return end(outcome, "unanswered", { at });
    case "not-asked":
      return end(outcome, "not-asked", { at, reason: event.reason });
    case "reverted":
      if (outcome.state === "answered") return { ...outcome, reason: event.by, reasonBy: event.author };
      return end(outcome, "reverted", { at, reason: event.by, reasonBy: event.author });
    case "revert-undone":
      return moveTo(outcome, event);
  }
}

/** In the order they were given, which is not always the order they are heard of: a delivery may come late. */
function insertAnswer(answers: readonly Answer[], answer: Answer): readonly Answer[] {
  return [...answers, answer].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function lastAnswer({ answers }: Outcome): Answer {
  const last = answers.at(-1);
  if (!last) throw new Error("an answered outcome has an answer");
  return last;
}

interface End {
  readonly at: string;
  readonly reason?: string | null;
  readonly reasonBy?: number | null;
  readonly answers?: readonly Answer[];
}

function end(outcome: Outcome, state: State, { at, reason = null, reasonBy = null, answers }: End): Outcome {
  return { ...outcome, state, reason, reasonBy, answers: answers ?? outcome.answers, endedAt: at };
}

function moveTo(outcome: Outcome, date: { readonly dueOn: string; readonly dueAt: string }): Outcome {
  return {
    ...outcome,
    state: "waiting",
    reason: null,
    reasonBy: null,
    dueOn: date.dueOn,
    dueAt: date.dueAt,
    remindedAt: null,
    endedAt: null,
  };
}
