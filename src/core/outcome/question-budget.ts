import type { Person } from "../person.ts";
import { isCheckable } from "./checkable.ts";
import type { Outcome, Statement } from "./outcome.ts";

/** A question that found no room for so many days is let go. */
export const PATIENCE_DAYS = 14;

/** What decides about the place of a question in the queue. */
export interface Askable extends Pick<Outcome, "number" | "mergedAt" | "isDated"> {
  readonly statement: Pick<Statement, "measure">;
}

/** How many questions may still be put. */
export interface QuestionBudget {
  /** In the repository, today. */
  readonly today: number;
  /** To each person who has open questions, by id; `perPerson` to anybody else. */
  readonly openByPerson: ReadonlyMap<number, number>;
  readonly perPerson: number;
}

/** A question that is due, with the person it would go to; null where nobody is known. */
export interface DueQuestion<T extends Askable = Outcome> {
  readonly outcome: T;
  readonly person: Pick<Person, "id"> | null;
}

/**
 * Which of the questions that are due may be put today. Those whose author named a date come first, then those whose
 * measure can be checked, then the newest: what is not put within two weeks is let go, and that should be the least useful.
 */
export function chooseQuestions<T extends Askable>(
  due: readonly DueQuestion<T>[],
  budget: QuestionBudget,
): readonly T[] {
  const open = new Map(budget.openByPerson);
  const chosen: T[] = [];
  for (const { outcome, person } of [...due].sort(compare)) {
    if (chosen.length >= budget.today) break;
    const theirs = person === null ? 0 : (open.get(person.id) ?? 0);
    if (person !== null && theirs >= budget.perPerson) continue;
    if (person !== null) open.set(person.id, theirs + 1);
    chosen.push(outcome);
  }
  return chosen;
}

function compare(a: DueQuestion<Askable>, b: DueQuestion<Askable>): number {
  const newest = Date.parse(b.outcome.mergedAt) - Date.parse(a.outcome.mergedAt);
  return rank(a.outcome) - rank(b.outcome) || newest || a.outcome.number - b.outcome.number;
}

function rank({ isDated, statement }: Askable): number {
  if (isDated) return 0;
  return isCheckable(statement.measure ?? "") ? 1 : 2;
}

const PATIENCE_MS = PATIENCE_DAYS * 24 * 60 * 60_000;

/** May a question that finds no room still wait for another day? */
export function isPatient({ dueAt }: Outcome, now: Date): boolean {
  return dueAt === null || now.getTime() < Date.parse(dueAt) + PATIENCE_MS;
}

/** Its time came and went while the app was away; what was due lately is still asked when it comes back. */
export function wasMissed(outcome: Outcome, returnedAt: Date | null): boolean {
  return returnedAt !== null && !isPatient(outcome, returnedAt);
}
