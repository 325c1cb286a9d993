import type { ShippedIn } from "../clock/shipment.ts";
import type { Person } from "../person.ts";
import { isCheckable } from "./checkable.ts";
import type { Outcome, Statement } from "./outcome.ts";

/**
 * After this many days without budget, a question is never asked. What waits for more than its merge ships many at once, as on
 * a train.
 */
const PATIENCE_DAYS = { merge: 14, train: 30 } as const;

/** How many days a question waits for room, by what starts its clock; null when nothing has. */
export function findPatienceDays(starts: ShippedIn["kind"] | null): number {
  return PATIENCE_DAYS[starts === "merge" ? "merge" : "train"];
}

/** What decides the rank of a due question. */
export interface Askable extends Pick<Outcome, "number" | "mergedAt" | "isDated"> {
  readonly statement: Pick<Statement, "measure">;
}

/** How many questions may still be asked. */
export interface QuestionBudget {
  /** In the repository, today. */
  readonly today: number;
  /** How many questions each person has open, by id; `perPerson` is the limit. */
  readonly openByPerson: ReadonlyMap<number, number>;
  readonly perPerson: number;
}

/** A due question, with the person who would be asked; null when no person is known. */
export interface DueQuestion<T extends Askable = Outcome> {
  readonly outcome: T;
  readonly person: Pick<Person, "id"> | null;
}

/**
 * The due questions that may be asked today. Questions whose date a person named come first, then those with a
 * checkable measure, then the newest: what is not asked within two weeks never is, and that should be the least useful.
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

const DAY_MS = 24 * 60 * 60_000;

/** May a question without budget wait for another day? */
export function isPatient({ dueAt, shippedIn }: Outcome, now: Date): boolean {
  const days = findPatienceDays(shippedIn?.kind ?? null);
  return dueAt === null || now.getTime() < Date.parse(dueAt) + days * DAY_MS;
}

/**
 * The question fell due while the app was away, too long before its return. Those that fell due lately are still asked.
 */
export function wasMissed(outcome: Outcome, returnedAt: Date | null): boolean {
  return returnedAt !== null && !isPatient(outcome, returnedAt);
}
