import type { Numbers } from "../../src/core/dashboard/numbers.ts";
import { currentQuestion, findAnswer, listAnswers, type Outcome, type State } from "../../src/core/outcome/outcome.ts";
import type { Verdict } from "../../src/core/outcome/verdict.ts";
import type { AnswerCount, Exemption, MonthCounts, Report } from "../../src/core/report/report.ts";

export interface Told {
  readonly month: string;
  readonly zone: string;
  readonly skipped?: readonly string[];
  /** The time from which the app knows the repository. */
  readonly knownSince?: string;
}

const MOST_ROWS = 15;

/** A month's report on these outcomes, counted the slow way, straight from the definitions. */
export function countNaively(outcomes: readonly Outcome[], told: Told): Report {
  const { month, zone } = told;
  const isIn = (moment: string | null) => moment !== null && toLocalDate(moment, zone).startsWith(month);
  const ended = outcomes.filter((outcome) => isIn(outcome.endedAt)).sort(byEnd);
  const answered = ended.filter(({ state }) => state === "answered");
  const next = nextMonth(month);
  const coming = outcomes
    .filter(({ state, dueAt }) => state === "waiting" && toLocalDate(dueAt ?? "", zone).slice(0, 7) <= next)
    .sort((a, b) => (a.dueAt ?? "").localeCompare(b.dueAt ?? "") || a.number - b.number);
  const before = monthBefore(month);
  return {
    zone,
    month: countMonth(outcomes, told, month),
    before:
      told.knownSince !== undefined && toLocalDate(told.knownSince, zone).slice(0, 7) > before
        ? null
        : countMonth(outcomes, told, before),
    answers: countAnswers(answered),
    ended: ended.filter((outcome, index) => {
      const kind = (other: Outcome) => `${other.state} ${findAnswer(other)?.verdict}`;
      const place = ended.slice(0, index).filter((other) => kind(other) === kind(outcome)).length;
      return outcome.state !== "not-asked" && place < MOST_ROWS;
    }),
    toChange: ["remove", "iterate"].flatMap((transition) =>
      answered
        .filter((outcome) => findAnswer(outcome)?.next === transition)
        .sort((a, b) => byTime(a.endedAt, b.endedAt) || b.number - a.number)
        .slice(0, MOST_ROWS),
    ),
    lost: outcomes
      .filter(({ secondLook }) => secondLook?.lostAt && isIn(secondLook.lostAt))
      .sort((a, b) => byTime(a.secondLook?.lostAt ?? null, b.secondLook?.lostAt ?? null) || b.number - a.number)
      .slice(0, MOST_ROWS),
    notAsked: countBy(
      ended.filter(({ state }) => state === "not-asked"),
      ({ reason }) => reason ?? "",
    ).map(([reason, { length }]) => ({ reason: reason === "" ? null : reason, count: length })),
    exemptions: countExemptions(outcomes.filter(({ state, mergedAt }) => state === "exempt" && isIn(mergedAt))),
    coming: coming.slice(0, MOST_ROWS),
    comingCount: coming.length,
  };
}

function countMonth(
  outcomes: readonly Outcome[],
  { zone, skipped = [], knownSince }: Told,
  month: string,
): MonthCounts {
  const isIn = (moment: string | null) => moment !== null && toLocalDate(moment, zone).startsWith(month);
  const merged = outcomes.filter(({ mergedAt }) => isIn(mergedAt));
  const ended = outcomes.filter(({ endedAt }) => isIn(endedAt));
  const inState = (state: State) => ended.filter((outcome) => outcome.state === state).length;
  const answered = (verdict: Verdict) => ended.filter((outcome) => findAnswer(outcome)?.verdict === verdict).length;
  const numbers: Numbers = {
    stated: merged.filter(({ statement }) => statement.measure !== null).length,
    unstated: merged.filter(({ statement, state }) => statement.measure === null && state !== "exempt").length,
    exempt: merged.filter(({ state }) => state === "exempt").length,
    skipped: skipped.filter(isIn).length,
    worked: answered("worked"),
    partly: answered("partly"),
    missed: answered("missed"),
    unclear: answered("unclear"),
    unanswered: inState("unanswered"),
    reverted: inState("reverted"),
    dropped: inState("dropped"),
    notAsked: inState("not-asked"),
    waiting: outcomes.filter(({ state }) => state === "waiting").length,
    unshipped: outcomes.filter(({ state, clockStartedAt }) => state === "waiting" && clockStartedAt === null).length,
    asked: outcomes.filter(({ state }) => state === "asked").length,
  };
  const since = knownSince === undefined ? "" : toLocalDate(knownSince, zone);
  return {
    month,
    numbers,
    asked: outcomes.filter((outcome) => isIn(currentQuestion(outcome).askedAt) && outcome.state !== "not-asked").length,
    countedFrom: since.startsWith(month) && !since.endsWith("-01") ? since : null,
  };
}

function countAnswers(answered: readonly Outcome[]): readonly AnswerCount[] {
  const kinds = answered.flatMap((outcome) => {
    const answer = findAnswer(outcome);
    return answer ? [{ verdict: answer.verdict, why: answer.why, next: answer.next }] : [];
  });
  return countBy(kinds, (kind) => JSON.stringify(kind)).map(([kind, { length }]) => ({
    ...(JSON.parse(kind) as Omit<AnswerCount, "count">),
    count: length,
  }));
}

function countExemptions(exempt: readonly Outcome[]): readonly Exemption[] {
  const latestFirst = exempt.toSorted((a, b) => byTime(a.mergedAt, b.mergedAt) || b.number - a.number);
  const alike = (reason: string | null) => (reason ?? "\u0000").replace(/^[ \t\n.!]+|[ \t\n.!]+$/g, "").toLowerCase();
  return countBy(latestFirst, ({ reason }) => alike(reason))
    .flatMap(([, [latest, ...others]]) =>
      latest
        ? [
            {
              reason: latest.reason,
              count: others.length + 1,
              repositoryId: latest.repositoryId,
              number: latest.number,
              title: latest.title,
            },
          ]
        : [],
    )
    .slice(0, MOST_ROWS);
}

function countBy<T>(things: readonly T[], name: (thing: T) => string): readonly (readonly [string, readonly T[]])[] {
  return [...Map.groupBy(things, name)].sort(([, a], [, b]) => b.length - a.length);
}

function byEnd(a: Outcome, b: Outcome): number {
  const evidence = (outcome: Outcome) => (listAnswers(outcome).at(-1)?.evidence == null ? 1 : 0);
  return evidence(a) - evidence(b) || byTime(a.endedAt, b.endedAt) || b.number - a.number;
}

/** Sorts the latest first. */
function byTime(a: string | null, b: string | null): number {
  return (b ?? "").localeCompare(a ?? "");
}

/** "2026-11-21", by the time-zone rules of `Intl`, independent of the code under test. */
function toLocalDate(moment: string, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(new Date(moment));
}

function nextMonth(month: string): string {
  const [year, number] = month.split("-").map(Number);
  return number === 12 ? `${(year ?? 0) + 1}-01` : `${year}-${String((number ?? 0) + 1).padStart(2, "0")}`;
}

function monthBefore(month: string): string {
  const [year, number] = month.split("-").map(Number);
  return number === 1 ? `${(year ?? 0) - 1}-12` : `${year}-${String((number ?? 0) - 1).padStart(2, "0")}`;
}
