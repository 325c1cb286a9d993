import type { Config } from "../config/config.ts";
import { chooseQuestions, findPatienceDays } from "../outcome/question-budget.ts";
import { addDays } from "../time/day.ts";
import { toMilliseconds } from "../time/duration.ts";
import type { AuditQuestion } from "./audit-pull.ts";

/** How many of the questions the question budget allows. */
export interface QuestionCount {
  readonly due: number;
  /** Those that fit even if nobody ever answers, so that each question stays open until it is given up. */
  readonly asked: number;
}

const DAY_MS = 86_400_000;

/**
 * Simulates the questions day by day under the daily and the per-person limit, in the worst case: no answers at all.
 */
export function countQuestions(
  questions: readonly AuditQuestion[],
  { clock, "follow-up": rules }: Config,
): QuestionCount {
  const patienceDays = findPatienceDays(clock.starts);
  const openDays = Math.ceil(toMilliseconds(rules["give-up-after"]) / DAY_MS);
  const coming = questions.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const open: { readonly until: string; readonly personId: number | null }[] = [];
  let due: readonly AuditQuestion[] = [];
  let asked = 0;
  for (let next = 0, day = coming[0]?.dueOn ?? ""; next < coming.length || due.length > 0; day = addDays(day, 1)) {
    const first = next;
    while ((coming[next]?.dueOn ?? "9999") <= day) next += 1;
    due = [...due.filter(({ dueOn }) => day < addDays(dueOn, patienceDays)), ...coming.slice(first, next)];
    const room = {
      today: rules["max-per-day"],
      openByPerson: countByPerson(open.filter(({ until }) => until > day)),
      perPerson: rules["max-open-per-person"],
    };
    const chosen = new Set(chooseQuestions(due.map(withPerson), room));
    for (const { personId } of chosen) open.push({ until: addDays(day, openDays), personId });
    due = due.filter((question) => !chosen.has(question));
    asked += chosen.size;
  }
  return { due: questions.length, asked };
}

function withPerson(outcome: AuditQuestion) {
  return { outcome, person: outcome.personId === null ? null : { id: outcome.personId } };
}

function countByPerson(open: readonly { readonly personId: number | null }[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { personId } of open) if (personId !== null) counts.set(personId, (counts.get(personId) ?? 0) + 1);
  return counts;
}
