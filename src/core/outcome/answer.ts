import type { UserAction } from "../delivery/user-action.ts";
import { listNewlyTicked } from "./box.ts";
import { type FoundCommand, findNewCommand } from "./command.ts";
import type { Command } from "./command-parser.ts";
import { type CommentReading, type Place, readComment } from "./comment-reading.ts";
import type { OutcomeEvent } from "./life-cycle.ts";
import type { Answer, Outcome } from "./outcome.ts";
import { MISS_REASONS, NEXT_STEPS, UNCLEAR_REASONS } from "./reason.ts";
import type { CommandProblem } from "./response.ts";
import { VERDICTS, type Verdict } from "./verdict.ts";

/** What a user action on a follow-up means. */
export interface Meaning {
  /** In order; usually one. */
  readonly events: readonly OutcomeEvent[];
  /** The command behind it, if there is one. */
  readonly found: FoundCommand | undefined;
  /** A comment answers in words, or may be meant to, which takes the same rights as a command. */
  readonly spoken: { readonly problem: CommandProblem | null } | null;
  /** The action changed the issue, so the issue must be written again. */
  readonly disturbs: boolean;
}

/** Means nothing to the question. */
export const NO_MEANING: Meaning = { events: [], found: undefined, spoken: null, disturbs: false };

/** Where a user action was made. */
export interface ActionPlace extends Place {
  readonly outcome: Outcome;
  /** The one the boxes of the follow-up were issued with. */
  readonly key: string;
  /** A bot closes it whose closing has been undone before. */
  readonly isInsistent?: boolean;
}

/**
 * Interprets a user action on a follow-up. Bots are ignored, except that their edits and their first closing are undone,
 * that a closing they insist on ends the question, and that an issue they remove is gone.
 */
export function interpret(
  action: UserAction,
  { outcome, key, previousCommentAt, isInsistent = false }: ActionPlace,
): Meaning {
  const isBot = action.by.type === "Bot";
  switch (action.kind) {
    case "edited-issue":
      return { ...NO_MEANING, events: isBot ? [] : parseBoxes(action, key), disturbs: true };
    case "closed-issue":
      return isBot && !isInsistent
        ? { ...NO_MEANING, disturbs: true }
        : { ...NO_MEANING, events: [{ kind: "closed-by-hand" }], disturbs: true };
    case "reopened-issue":
      return isBot ? NO_MEANING : { ...NO_MEANING, events: [{ kind: "reopened" }], disturbs: true };
    case "assigned":
      return isBot ? NO_MEANING : { ...NO_MEANING, events: [{ kind: "handed-over", assignee: action.assignee }] };
    case "removed-issue":
      return { ...NO_MEANING, events: [{ kind: "closed-by-hand" }] };
    case "commented":
      return isBot ? NO_MEANING : interpretComment(action, outcome, { previousCommentAt });
    case "deleted-comment":
    case "pressed":
      return NO_MEANING;
  }
}

/** The box of a question about a change that was not seen shipped. */
export const NOT_SHIPPED = "not-shipped";

/** Several boxes ticked at once are all recorded; the last in the order of the list stands. */
function parseBoxes(action: Extract<UserAction, { kind: "edited-issue" }>, key: string): readonly OutcomeEvent[] {
  const ticked = listNewlyTicked(action.before, action.after, key);
  const answers = VERDICTS.filter((verdict) => ticked.includes(verdict)).map(
    (verdict): OutcomeEvent => ({ kind: "answered", answer: toAnswer(action, verdict, null) }),
  );
  const whys = [...MISS_REASONS, ...UNCLEAR_REASONS]
    .filter((why) => ticked.includes(`why-${why}`))
    .map((why): OutcomeEvent => ({ kind: "explained", more: { why } }));
  const nexts = NEXT_STEPS.filter((next) => ticked.includes(`next-${next}`)).map(
    (next): OutcomeEvent => ({ kind: "explained", more: { next } }),
  );
  const stopped: readonly OutcomeEvent[] = ticked.includes(NOT_SHIPPED)
    ? [{ kind: "clock-stopped", due: null, saidAt: action.at }]
    : [];
  return [...answers, ...whys, ...nexts, ...stopped];
}

function toAnswer({ by, at }: UserAction, verdict: Verdict, evidence: string | null): Answer {
  return { verdict, evidence, why: null, next: null, by, at };
}

type Comment = Extract<UserAction, { kind: "commented" }>;

function interpretComment(action: Comment, outcome: Outcome, place: Place): Meaning {
  const found = findNewCommand(action.body, action.bodyBefore);
  if (found) {
    const event = found.command && toEvent(found.command, action);
    return { ...NO_MEANING, found, events: event ? [event] : [] };
  }
  return toMeaning(readComment(action, outcome, place), action);
}

function toMeaning(reading: CommentReading, action: Comment): Meaning {
  switch (reading.kind) {
    case "conversation":
      return NO_MEANING;
    case "answer": {
      const { verdict, evidence } = reading.answer;
      const answered: OutcomeEvent = { kind: "answered", answer: toAnswer(action, verdict, evidence) };
      return { ...NO_MEANING, spoken: { problem: null }, events: [answered] };
    }
    case "evidence":
      return { ...NO_MEANING, events: [{ kind: "explained", more: { evidence: reading.words } }] };
    case "doubt": {
      const doubted: OutcomeEvent = { kind: "doubted", doubt: { ...reading.answer, by: action.by.id, isOpen: true } };
      return { ...NO_MEANING, spoken: { problem: { kind: "did-you-mean", ...reading.answer } }, events: [doubted] };
    }
    case "doubt-over":
      return { ...NO_MEANING, events: [{ kind: "doubt-over" }] };
    case "superseded":
      return { ...NO_MEANING, spoken: { problem: { kind: "superseded" } } };
  }
}

/**
 * The event of a command on a follow-up; null for help, for commands that need more than their text, and for commands
 * of pull requests.
 */
function toEvent(command: Command, action: UserAction): OutcomeEvent | null {
  switch (command.kind) {
    case "answer":
      return { kind: "answered", answer: toAnswer(action, command.verdict, command.evidence) };
    case "drop":
      return { kind: "dropped", reason: command.reason, by: action.by.id };
    case "reopen":
      return { kind: "reopened" };
    case "snooze":
    case "shipped":
    case "not-shipped":
    case "owner":
    case "help":
    case "skip":
    case "recheck":
      return null;
  }
}
