import { listNewlyTicked } from "./box.ts";
import { type Command, type FoundCommand, findNewCommand } from "./command.ts";
import type { Gesture } from "./gesture.ts";
import type { LifeEvent } from "./life-cycle.ts";
import { type Answer, VERDICTS } from "./outcome.ts";

/** What a gesture on a follow-up means. */
export interface Meaning {
  /** In this order; usually one. */
  readonly events: readonly LifeEvent[];
  /** The command behind it, where there is one. */
  readonly found: FoundCommand | undefined;
  /** The issue was changed by somebody: it is to be written again. */
  readonly disturbs: boolean;
}

const NOTHING: Meaning = { events: [], found: undefined, disturbs: false };

/** What a gesture on a follow-up means; `key` is the one its boxes were issued with. */
export function interpret(gesture: Gesture, key: string): Meaning {
  switch (gesture.kind) {
    case "edited-issue":
      return { ...NOTHING, events: isBot(gesture) ? [] : answersByBox(gesture, key), disturbs: true };
    case "closed-issue":
      return isBot(gesture) ? NOTHING : { ...NOTHING, events: [{ kind: "closed-by-hand" }], disturbs: true };
    case "reopened-issue":
      return isBot(gesture) ? NOTHING : { ...NOTHING, events: [{ kind: "reopened" }], disturbs: true };
    case "assigned":
      return isBot(gesture) ? NOTHING : { ...NOTHING, events: [{ kind: "handed-over", owner: gesture.assignee }] };
    case "removed-issue":
      return { ...NOTHING, events: [{ kind: "closed-by-hand" }] };
    case "commented":
      return isBot(gesture) ? NOTHING : interpretComment(gesture);
    case "deleted-comment":
    case "pressed":
      return NOTHING;
  }
}

function isBot({ by }: Gesture): boolean {
  return by.type === "Bot";
}

/** Several boxes ticked at once are all recorded; the last in the order of the list stands. */
function answersByBox(gesture: Extract<Gesture, { kind: "edited-issue" }>, key: string): readonly LifeEvent[] {
  const ticked = listNewlyTicked(gesture.before, gesture.after, key);
  return VERDICTS.filter((verdict) => ticked.includes(verdict)).map((verdict) => {
    const answer: Answer = { verdict, evidence: null, by: gesture.by, at: gesture.at };
    return { kind: "answered", answer };
  });
}

function interpretComment(gesture: Extract<Gesture, { kind: "commented" }>): Meaning {
  const found = findNewCommand(gesture.body, gesture.bodyBefore);
  if (!found?.command) return { ...NOTHING, found };
  const event = toEvent(found.command, gesture);
  return { ...NOTHING, found, events: event ? [event] : [] };
}

/** The event a command of follow-ups stands for; null for help and for commands of other places. */
function toEvent(command: Command, { by, at }: Gesture): LifeEvent | null {
  switch (command.kind) {
    case "answer":
      return { kind: "answered", answer: { verdict: command.verdict, evidence: command.evidence, by, at } };
    case "drop":
      return { kind: "dropped", reason: command.reason };
    case "reopen":
      return { kind: "reopened" };
    case "snooze":
    case "not-shipped":
    case "owner":
    case "help":
    case "skip":
    case "recheck":
      return null;
  }
}
