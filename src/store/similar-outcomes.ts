import { KIND_WORDS, type Likeness, listSubjects, toLikeness } from "../core/outcome/similar-outcomes.ts";
import type { Database } from "./database.ts";

/** So many are compared at the most. */
const MOST = 100;
/** A trait this common distinguishes nothing, however large the repository. */
const COMMON_FROM = 50;

/** A pull request to find similar outcomes for. */
export interface Proposed {
  readonly repositoryId: number;
  readonly number: number;
  readonly title: string;
  readonly labels: readonly string[];
  /** What its description says; null when it says none. */
  readonly problem: string | null;
}

/** An outcome that may be similar. */
export interface Candidate {
  readonly number: number;
  readonly likeness: Likeness;
}

/** Candidates, and among how many outcomes they were found; from some hundreds on that makes no difference. */
export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly among: number;
}

interface Row {
  readonly number: number;
  readonly title: string;
  readonly labels: readonly string[];
  readonly text: string;
  readonly among: number;
}

/**
 * The outcomes of a repository that are answered or reverted and share a label or a distinctive word with a pull request,
 * the latest first. A trait is distinctive when at most a quarter of those outcomes have it. Only those with the rarest
 * traits in common are returned where there are many.
 */
export async function listCandidates(db: Database, proposed: Proposed): Promise<Candidates> {
  const { repositoryId, number, title, labels, problem } = proposed;
  const rows = await db.query<Row>(QUERY, [
    repositoryId,
    number,
    `${title}\n${problem ?? ""}`,
    JSON.stringify(listSubjects(labels)),
    COMMON_FROM,
    MOST,
    KIND_WORDS,
  ]);
  return {
    candidates: rows.map((row) => ({ number: row.number, likeness: toLikeness(row, row.text) })),
    among: Number(rows[0]?.among ?? 0),
  };
}

const QUERY = `
  with told as (
    select count(*) as count from (
      select from outcome where repository_id = $1 and ended_at is not null and state in ('answered', 'reverted')
       order by ended_at desc limit $5 * 4
    ) as few
  ),
  shared as materialized (
    select trait, (
      select count(*) from (
        select from told_trait as other
         where other.repository_id = $1 and other.trait = own.trait and other.number <> $2
         order by other.trait, other.number limit $5 + 1
      ) as few
    ) as count
    from list_traits($3, $4::jsonb) as own (trait)
    where trait not in (select list_traits($7, '[]'))
  ),
  found as (
    select told_trait.number, sum(1.0 / shared.count) as likeness
      from told, shared
      join told_trait on told_trait.repository_id = $1 and told_trait.trait = shared.trait and told_trait.number <> $2
     where shared.count between 1 and greatest(2, least($5, told.count / 4))
     group by told_trait.number
     order by likeness desc, number desc
     limit $6
  )
  select number, title, labels, told.count as among,
         concat_ws(E'\\n', told_text('', statement), left(standing_answer(questions) ->> 'evidence', 500)) as text
    from told, found join outcome using (number)
   where repository_id = $1 and state in ('answered', 'reverted')
   order by ended_at desc, number desc`;
