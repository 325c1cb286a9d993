import type { Outcome } from "../core/outcome/outcome.ts";
import type { AnswerCount, Exemption, NotAsked } from "../core/report/report.ts";
import type { Database } from "./database.ts";
import type { Span } from "./numbers.ts";
import { queryOutcomes } from "./outcome.ts";

// What a monthly report shows. The database counts and cuts, so a busy month still returns few rows.

/** How many questions were asked in a span; a question asked twice counts at the last time. */
export async function countAsked(db: Database, repositoryId: number, { from, to }: Span): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    "select count(*) as count from outcome where repository_id = $1 and asked_at >= $2 and asked_at < $3 and state <> 'not-asked'",
    [repositoryId, from, to],
  );
  return row?.count ?? 0;
}

/** The answers that ended a question in a span, counted by verdict, reason and next step. */
export async function countAnswers(
  db: Database,
  repositoryId: number,
  { from, to }: Span,
): Promise<readonly AnswerCount[]> {
  return db.query<AnswerCount>(
    `select verdict, standing_answer(questions) ->> 'why' as why, standing_answer(questions) ->> 'next' as next, count(*) as count from outcome
      where repository_id = $1 and state = 'answered' and ended_at >= $2 and ended_at < $3
      group by 1, 2, 3 order by 4 desc, 1, 2, 3`,
    [repositoryId, from, to],
  );
}

/**
 * Outcomes that ended in a span and that people see, at most `limit` per state and verdict: those with evidence first,
 * then the latest.
 */
export async function listEnded(
  db: Database,
  repositoryId: number,
  { from, to, limit }: Span & { readonly limit: number },
): Promise<readonly Outcome[]> {
  // Numbers are ranked and cut before a row is read whole.
  return queryOutcomes(
    db,
    `where repository_id = $1 and number in (
       select number from (
         select number, row_number() over (
           partition by state, verdict
           order by (standing_answer(questions) ->> 'evidence') is not null desc, ended_at desc, number desc) as place
         from outcome
        where repository_id = $1 and state in ('answered', 'unanswered', 'reverted', 'dropped')
          and ended_at >= $2 and ended_at < $3) ended
        where place <= $4)
      order by (standing_answer(questions) ->> 'evidence') is not null desc, ended_at desc, number desc`,
    [repositoryId, from, to, limit],
  );
}

/** Outcomes answered in a span that need a change, at most `limit` per next step, latest first. */
export async function listToChange(
  db: Database,
  repositoryId: number,
  { from, to, limit }: Span & { readonly limit: number },
): Promise<readonly Outcome[]> {
  return queryOutcomes(
    db,
    `where repository_id = $1 and number in (
       select number from (
         select number, row_number() over (
           partition by standing_answer(questions) ->> 'next' order by ended_at desc, number desc) as place
         from outcome
        where repository_id = $1 and state = 'answered' and standing_answer(questions) ->> 'next' in ('remove', 'iterate')
          and ended_at >= $2 and ended_at < $3) answered
        where place <= $4)
      order by ended_at desc, number desc`,
    [repositoryId, from, to, limit],
  );
}

/** Outcomes that turned out in a span not to have lasted, latest first. */
export async function listLost(
  db: Database,
  repositoryId: number,
  { from, to, limit }: Span & { readonly limit: number },
): Promise<readonly Outcome[]> {
  return queryOutcomes(
    db,
    "where repository_id = $1 and lost_at >= $2 and lost_at < $3 order by lost_at desc, number desc limit $4",
    [repositoryId, from, to, limit],
  );
}

/** Why questions were not asked in a span, most frequent reason first. */
export async function countNotAsked(
  db: Database,
  repositoryId: number,
  { from, to, limit }: Span & { readonly limit: number },
): Promise<readonly NotAsked[]> {
  return db.query(
    `select reason, count(*) as count from outcome
      where repository_id = $1 and state = 'not-asked' and ended_at >= $2 and ended_at < $3
      group by reason order by count desc, reason limit $4`,
    [repositoryId, from, to, limit],
  );
}

/**
 * Why pull requests merged in a span had nothing to measure, most frequent reason first. Case and final punctuation do
 * not distinguish reasons.
 */
export async function listExemptions(
  db: Database,
  repositoryId: number,
  { from, to, limit }: Span & { readonly limit: number },
): Promise<readonly Exemption[]> {
  return db.query<Exemption>(
    `select (array_agg(left(reason, 500) order by merged_at desc, number desc))[1] as reason, count(*) as count,
            $1::bigint as "repositoryId",
            (array_agg(number order by merged_at desc, number desc))[1] as number,
            (array_agg(title order by merged_at desc, number desc))[1] as title
       from outcome
      where repository_id = $1 and state = 'exempt' and merged_at >= $2 and merged_at < $3
      group by lower(btrim(reason, E' \\t\\n.!')) order by count desc, number desc limit $4`,
    [repositoryId, from, to, limit],
  );
}
