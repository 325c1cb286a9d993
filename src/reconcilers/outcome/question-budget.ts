import { currentQuestion, type Outcome } from "../../core/outcome/outcome.ts";
import { chooseQuestions, isPatient, wasMissed } from "../../core/outcome/question-budget.ts";
import { isReachable } from "../../core/person.ts";
import { findDayStart, findNextAskingTime } from "../../core/time/schedule.ts";
import type { Context } from "../../engine/context.ts";
import { countQuestions, listDueQuestions } from "../../store/outcome.ts";
import type { RepositoryContext } from "../repository/repository-context.ts";

/** More due questions than this are never considered in one go. */
const CONSIDERED = 500;

/** Whether a due question may be asked now, waits for another day, or is given up. */
export type BudgetDecision =
  | { readonly kind: "granted" }
  | { readonly kind: "later"; readonly at: Date }
  | { readonly kind: "none"; readonly reason: string };

/**
 * Keeps the question budget: a number of new questions a day and of open questions per person, the most useful first.
 */
export async function checkBudget(
  context: Context,
  repo: RepositoryContext,
  outcome: Outcome,
): Promise<BudgetDecision> {
  const { db, now } = context;
  const { settings, repository } = repo;
  const isMissed = (question: Outcome) => wasMissed(question, repository.returnedAt);
  if (isMissed(outcome)) return { kind: "none", reason: "the app was away" };
  const { "time-zone": zone, "follow-up": rules } = settings.config;
  const { asked, openByPerson } = await countQuestions(db, outcome.repositoryId, findDayStart(now, zone));
  const due = await listDueQuestions(db, outcome.repositoryId, now, CONSIDERED);
  const questions = due
    .filter((question) => !isMissed(question))
    .map((question) => ({ outcome: question, person: expectedPerson(question) }));
  const today = Math.max(0, rules["max-per-day"] - asked);
  const chosen = chooseQuestions(questions, { today, openByPerson, perPerson: rules["max-open-per-person"] });
  if (chosen.some(({ number }) => number === outcome.number)) return { kind: "granted" };

  return isPatient(outcome, now)
    ? { kind: "later", at: findNextAskingTime(now, zone) }
    : { kind: "none", reason: "no room" };
}

function expectedPerson(outcome: Outcome) {
  const { assignee } = currentQuestion(outcome);
  return [assignee, outcome.author, outcome.merger].find((person) => person !== null && isReachable(person)) ?? null;
}
