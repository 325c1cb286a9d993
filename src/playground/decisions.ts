import type { ShippedIn } from "../core/clock/shipment.ts";
import { currentQuestion, isUnshipped, type Outcome } from "../core/outcome/outcome.ts";
import type { Database } from "../store/database.ts";
import { listOutcomes } from "../store/outcome.ts";

/** A change of the record of one merged pull request. */
export interface Decision {
  /** The number of the pull request. */
  readonly number: number;
  readonly kind: Outcome["state"] | "reminded" | "unshipped" | "shipped";
  readonly words: string;
}

interface Looked {
  readonly kind: string;
  readonly id: number;
  readonly rest: string;
}

/** Finds the decisions of the app by comparing outcomes before and after. */
export function createDecisions(db: Database) {
  const known = new Map<string, Outcome>();
  return {
    /** The changes of the reconciled outcomes since the last call. */
    async find(looked: readonly Looked[]): Promise<readonly Decision[]> {
      const found = looked.filter(({ kind }) => kind === "pull" || kind === "outcome");
      const decisions: Decision[] = [];
      for (const id of new Set(found.map((one) => one.id))) {
        const numbers = found.filter((one) => one.id === id).map(({ rest }) => Number(rest));
        for (const outcome of await listOutcomes(db, id, [...new Set(numbers)])) {
          const key = `${id}/${outcome.number}`;
          decisions.push(...compare(known.get(key), outcome));
          known.set(key, outcome);
        }
      }
      return decisions;
    },
  };
}

function compare(before: Outcome | undefined, now: Outcome): Decision[] {
  const { number } = now;
  const question = currentQuestion(now);
  const known = before && currentQuestion(before);
  const answers = question.answers.length !== (known?.answers.length ?? 0);
  if (isMovedByClock(before, now)) return [describeClock(now)];
  const isMoved = before !== undefined && before.dueOn !== now.dueOn;
  if (before?.state !== now.state || isMoved || (answers && now.state === "answered")) {
    return [{ number, kind: now.state, words: describe(now, before) }];
  }
  if (known?.remindedAt !== question.remindedAt && question.remindedAt !== null) {
    return [{ number, kind: "reminded", words: `No answer about #${number} yet: remind once.` }];
  }
  return [];
}

/** Did the change reach its users, or did it turn out that it has not yet? */
function isMovedByClock(before: Outcome | undefined, now: Outcome): boolean {
  if (now.state !== "waiting" && now.state !== "unstated") return false;
  if (now.clockStartedAt === null)
    return now.dueOn === null && (!before || !isUnshipped(before) || before.dueOn !== null);
  return before !== undefined && before.clockStartedAt === null && now.shippedIn?.kind !== "merge";
}

function describeClock({ number, state, dueOn, shippedIn }: Outcome): Decision {
  const isStated = state === "waiting";
  if (shippedIn === null) {
    const words = isStated
      ? `#${number} waits to ship.`
      : `#${number} waits to ship, and has no success measure: no question unless one is added.`;
    return { number, kind: "unshipped", words };
  }
  const plan = isStated
    ? `ask on ${describeDay(dueOn)}`
    : `no question unless a success measure is added by ${describeDay(dueOn)}`;
  return { number, kind: "shipped", words: `#${number} ${describeShipped(shippedIn)}: ${plan}.` };
}

function describeShipped({ kind, name }: ShippedIn): string {
  switch (kind) {
    case "merge":
      return "is merged";
    case "release":
      return `is released in ${name}`;
    case "deployment":
      return `is deployed to ${name}`;
    case "branch":
      return `is on ${name}`;
    case "person":
      return `has shipped, says ${name}`;
  }
}

function describe(now: Outcome, before: Outcome | undefined): string {
  const { number, state, reason } = now;
  const { assignee, answers } = currentQuestion(now);
  const because = reason ? `: ${reason}` : "";
  switch (state) {
    case "waiting":
      return `${before?.state === "asked" ? "Snoozed: ask" : "Ask"} about #${number} on ${describeDay(now.dueOn)}.`;
    case "unstated":
      return `#${number} has no success measure: no question unless one is added by ${describeDay(now.dueOn)}.`;
    case "exempt":
      return `Nothing to ask about #${number}${because}.`;
    case "asked":
      return `#${number} is due: ask${assignee ? ` ${assignee.login}` : ""}.`;
    case "answered":
      return `#${number} answered by ${answers.at(-1)?.by.login ?? ""}: ${answers.at(-1)?.verdict ?? ""}.`;
    case "unanswered":
      return `No answer about #${number}: it ends as unanswered, which is no success.`;
    case "dropped":
      return `#${number} is dropped${because}.`;
    case "reverted":
      return `#${number} was reverted${reason ? ` by ${reason}` : ""}: nothing left to ask.`;
    case "not-asked":
      return `#${number} is not asked${because}.`;
  }
}

function describeDay(date: string | null): string {
  if (date === null) return "a day that is not known yet";
  return new Date(`${date}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}
