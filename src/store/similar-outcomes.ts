import { KIND_WORDS, type Likeness } from "../core/outcome/similar-outcomes.ts";
import type { Database } from "./database.ts";

/** How many are shown. */
const MOST = 3;
/** A trait this common distinguishes nothing, however large the repository. */
const COMMON_FROM = 50;

/**
 * The numbers of up to three pull requests of a repository whose outcome is answered or reverted and that share a label
 * or a distinctive word of the title, the most similar first, then the latest. A trait is distinctive when at most a
 * quarter of those outcomes have it.
 */
export async function findSimilar(
  db: Database,
  { repositoryId, number }: { readonly repositoryId: number; readonly number: number },
  { title, labels }: Likeness,
): Promise<readonly number[]> {
  const rows = await db.query<{ number: number }>(
    `with told as (
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
     )
     select number from found join outcome using (number)
      where repository_id = $1 and state in ('answered', 'reverted')
      order by likeness desc, ended_at desc, number desc
      limit $6`,
    [repositoryId, number, title, JSON.stringify(labels), COMMON_FROM, MOST, KIND_WORDS],
  );
  return rows.map((row) => row.number);
}
