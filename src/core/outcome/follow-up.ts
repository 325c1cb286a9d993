import type { Config } from "../config/config.ts";
import { isReachable, type Person } from "../person.ts";
import { toMilliseconds } from "../time/duration.ts";
import { currentQuestion, findAskedAt, type Outcome } from "./outcome.ts";

/** The state the follow-up issue should be in; null when there should be none. */
export type FollowUpState =
  | { readonly state: "open" }
  | { readonly state: "closed"; readonly reason: "completed" | "not_planned" };

/** Silence is never success: only an answer closes the question as completed. */
export function planFollowUpState(outcome: Outcome): FollowUpState | null {
  switch (outcome.state) {
    case "asked":
      return { state: "open" };
    case "answered":
      return { state: "closed", reason: "completed" };
    case "waiting":
    case "unanswered":
    case "dropped":
    case "reverted":
    case "not-asked":
      return currentQuestion(outcome).issueNumber === null ? null : { state: "closed", reason: "not_planned" };
    case "unstated":
    case "exempt":
      return null;
  }
}

/** What time alone brings about, and when it is worth looking again. */
export type Due =
  | { readonly kind: "ask" }
  | { readonly kind: "remind" }
  | { readonly kind: "give-up" }
  | { readonly kind: "nothing"; readonly requeueAt: Date | null };

/** What is due of an outcome at a moment. */
export function findDue(outcome: Outcome, config: Config, now: Date): Due {
  switch (outcome.state) {
    case "waiting":
      return outcome.dueAt === null ? NEVER : dueAt(new Date(outcome.dueAt), { kind: "ask" }, now);
    case "asked":
      return findDueOfSilence(outcome, config["follow-up"], now);
    case "unstated":
    case "exempt":
    case "answered":
    case "unanswered":
    case "dropped":
    case "reverted":
    case "not-asked":
      return NEVER;
  }
}

/** Without a date nothing comes by itself. */
const NEVER: Due = { kind: "nothing", requeueAt: null };

function findDueOfSilence(outcome: Outcome, config: Config["follow-up"], now: Date): Due {
  const askedAt = Date.parse(findAskedAt(outcome));
  const giveUpAt = new Date(askedAt + toMilliseconds(config["give-up-after"]));
  const remindAt = new Date(askedAt + toMilliseconds(config["nudge-after"]));
  if (giveUpAt <= now) return { kind: "give-up" };
  if (currentQuestion(outcome).remindedAt === null && remindAt < giveUpAt)
    return dueAt(remindAt, { kind: "remind" }, now);
  return { kind: "nothing", requeueAt: giveUpAt };
}

function dueAt(at: Date, due: Due, now: Date): Due {
  return at <= now ? due : { kind: "nothing", requeueAt: at };
}

/** GitHub may refuse people; so many are tried before the issue stays unassigned. */
const MAX_TRIES = 3;

/**
 * Whom to ask, in this order: author, merger, then the configured fallback. Each only once, and nobody who cannot answer or
 * whom GitHub lately would not assign (lower case).
 */
export function listCandidates(
  outcome: Pick<Outcome, "author" | "merger">,
  fallback: readonly string[],
  unassignable: readonly string[] = [],
): readonly string[] {
  const people = [outcome.author, outcome.merger].filter(
    (person): person is Person => person !== null && isReachable(person),
  );
  const logins = [...people.map((person) => person.login), ...fallback];
  const isFirst = (login: string, index: number) =>
    logins.findIndex((other) => other.toLowerCase() === login.toLowerCase()) === index;
  const mayTake = (login: string) => !unassignable.includes(login.toLowerCase());
  return logins.filter(isFirst).filter(mayTake).slice(0, MAX_TRIES);
}
