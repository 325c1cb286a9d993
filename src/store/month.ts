import type { Outcome } from "../core/outcome/outcome.ts";
import type { AnswerCount, Exemption, NotAsked } from "../core/report/report.ts";
import type { Database } from "./database.ts";
import type { Span } from "./numbers.ts";
import { queryOutcomes } from "./outcome.ts";

// What a month's report shows. The database counts and cuts: however much a month holds, few rows leave it.

/** How many questions were put within a span; one put again counts when it was put last. */
export async function countAsked(db: Database, repositoryId: number, { from, to }: Span): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    "select count(*) as count from outcome where repository_id = $1 and asked_at >= $2 and asked_at < $3 and state <> 'not-asked'",
    [repositoryId, from, to],
  );
  return row?.count ?? 0;
}

/** The answers that ended a question within a span, counted by all that can be clicked. */
export async function countAnswers(
  db: Database,
  repositoryId: number,
  { from, to }: Span,
): Promise<readonly AnswerCount[]> {
  return db.query<AnswerCount>(
    `select verdict, questions -> -1 -> 'answers' -> -1 ->> 'why' as why, questions -> -1 -> 'answers' -> -1 ->> 'next' as next, count(*) as count from outcome
      where repository_id = $1 and state = 'answered' and ended_at >= $2 and ended_at < $3
      group by 1, 2, 3 order by 4 desc, 1, 2, 3`,
    [repositoryId, from, to],
  );
}

/**
 * What ended within a span in front of people, at most `limit` of each state and verdict; first those with evidence, then
 * the latest.
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
           order by (questions -> -1 -> 'answers' -> -1 ->> 'evidence') is not null desc, ended_at desc, number desc) as place
         from outcome
        where repository_id = $1 and state in ('answered', 'unanswered', 'reverted', 'dropped')
          and ended_at >= $2 and ended_at < $3) ended
        where place <= $4)
      order by (questions -> -1 -> 'answers' -> -1 ->> 'evidence') is not null desc, ended_at desc, number desc`,
    [repositoryId, from, to, limit],
  );
}

/** What was answered within a span and is to change, at most `limit` of each next step, the latest first. */
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
           partition by questions -> -1 -> 'answers' -> -1 ->> 'next' order by ended_at desc, number desc) as place
         from outcome
        where repository_id = $1 and state = 'answered' and questions -> -1 -> 'answers' -> -1 ->> 'next' in ('remove', 'iterate')
          and ended_at >= $2 and ended_at < $3) answered
        where place <= $4)
      order by ended_at desc, number desc`,
    [repositoryId, from, to, limit],
  );
}

/** Why questions were never put within a span, the most frequent reason first. */
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

/** Why what was merged within a span had nothing to measure, the most frequent reason first; case and full stops make no other reason. */
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
