import type { Config } from "../config/config.ts";
import { isReachable, type Person } from "../person.ts";
import { toMilliseconds } from "../time/duration.ts";
import { findAnywayDate } from "./clock.ts";
import { currentQuestion, findAskedAt, type Outcome } from "./outcome.ts";
import { findSecondLookTime } from "./second-look.ts";

/** The state a follow-up issue should be in. */
export type FollowUpState =
  | { readonly state: "open" }
  | { readonly state: "closed"; readonly reason: "completed" | "not_planned" };

/**
 * Plans the state of the follow-up issue; null when there should be none. Silence is never success: only an answer
 * closes the issue as completed.
 */
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

/**
 * Did it stop being due after the moment of its question? Then the question may stand on GitHub all the same: it was being
 * opened, and the number of its issue was not known yet.
 */
export function mayBeAskedUnnoticed(outcome: Outcome, now: Date): boolean {
  const { state, dueAt, notShippedAt } = outcome;
  if (currentQuestion(outcome).issueNumber !== null) return false;
  if (state === "waiting") return notShippedAt !== null;
  return (state === "dropped" || state === "reverted") && dueAt !== null && Date.parse(dueAt) <= now.getTime();
}

/** What is due by time alone, and when to reconcile again. */
export type Due =
  | { readonly kind: "ask" }
  | { readonly kind: "remind" }
  | { readonly kind: "give-up" }
  | { readonly kind: "second-look" }
  | { readonly kind: "nothing"; readonly requeueAt: Date | null };

/** What is due for an outcome at a given moment. */
export function findDue(outcome: Outcome, config: Config, now: Date): Due {
  switch (outcome.state) {
    case "waiting":
      return outcome.dueAt === null
        ? findDueUnshipped(outcome, config)
        : dueAt(new Date(outcome.dueAt), { kind: "ask" }, now);
    case "asked":
      return findDueOfSilence(outcome, config, now);
    case "answered": {
      const lookAt = findSecondLookTime(outcome, config, now);
      return lookAt === null ? NEVER : dueAt(lookAt, { kind: "second-look" }, now);
    }
    case "unstated":
    case "exempt":
    case "unanswered":
    case "dropped":
    case "reverted":
    case "not-asked":
      return NEVER;
  }
}

/** It gets its date from what ships it, or after a long wait. */
function findDueUnshipped(outcome: Outcome, config: Config): Due {
  const anyway = findAnywayDate(outcome, config);
  return { kind: "nothing", requeueAt: anyway && new Date(anyway.dueAt) };
}

/** Nothing comes by itself. */
const NEVER: Due = { kind: "nothing", requeueAt: null };

/** The moment at which a question closes if nobody answers. */
export function findGiveUpTime(outcome: Outcome, { "follow-up": followUp }: Config): Date {
  return new Date(Date.parse(findAskedAt(outcome)) + toMilliseconds(followUp["give-up-after"]));
}

function findDueOfSilence(outcome: Outcome, config: Config, now: Date): Due {
  const giveUpAt = findGiveUpTime(outcome, config);
  const remindAt = new Date(Date.parse(findAskedAt(outcome)) + toMilliseconds(config["follow-up"]["nudge-after"]));
  if (giveUpAt <= now) return { kind: "give-up" };
  if (currentQuestion(outcome).remindedAt === null && remindAt < giveUpAt)
    return dueAt(remindAt, { kind: "remind" }, now);
  return { kind: "nothing", requeueAt: giveUpAt };
}

function dueAt(at: Date, due: Due, now: Date): Due {
  return at <= now ? due : { kind: "nothing", requeueAt: at };
}

/** GitHub may refuse an assignee; after this many the issue stays unassigned. */
const MAX_TRIES = 3;

/**
 * The logins to ask, in this order: author, merger, then the configured fallback. Each appears once. Authors and
 * mergers who cannot answer are left out, as is anyone GitHub recently refused to assign (`unassignable`, in lower
 * case).
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
