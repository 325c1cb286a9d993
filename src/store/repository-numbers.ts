import type { CountedRepository } from "../core/dashboard/numbers.ts";
import type { Database } from "./database.ts";
import type { Span } from "./numbers.ts";

/**
 * The counts of each repository over a span, in the given order, without repositories that have nothing to count; one
 * query.
 */
export async function countRepositories(
  db: Database,
  repositoryIds: readonly number[],
  { from, to }: Span,
): Promise<readonly CountedRepository[]> {
  return db.query<CountedRepository>(
    `select id as "repositoryId", d.github_id as "dashboardNumber", o.waiting, o.unshipped, o.asked, s.skipped,
            m.stated, m.unstated, m.exempt,
            e.worked, e.partly, e.missed, e.unclear, e.unanswered, e.reverted, e.dropped, e."notAsked"
     from unnest($1::bigint[]) with ordinality as repository (id, place)
     cross join lateral
       (select
          count(*) as merged,
          count(*) filter (where is_stated and state <> 'exempt') as stated,
          count(*) filter (where not is_stated and state <> 'exempt') as unstated,
          count(*) filter (where state = 'exempt') as exempt
        from outcome where repository_id = id and merged_at >= $2 and merged_at < $3) m
     cross join lateral
       (select count(*) as skipped
        from skipped_merge where repository_id = id and merged_at >= $2 and merged_at < $3) s
     cross join lateral
       (select
          count(*) as ended,
          count(*) filter (where state = 'answered' and verdict = 'worked') as worked,
          count(*) filter (where state = 'answered' and verdict = 'partly') as partly,
          count(*) filter (where state = 'answered' and verdict = 'missed') as missed,
          count(*) filter (where state = 'answered' and verdict = 'unclear') as unclear,
          count(*) filter (where state = 'unanswered') as unanswered,
          count(*) filter (where state = 'reverted') as reverted,
          count(*) filter (where state = 'dropped') as dropped,
          count(*) filter (where state = 'not-asked') as "notAsked"
        from outcome where repository_id = id and ended_at >= $2 and ended_at < $3) e
     cross join lateral
       (select count(*) filter (where state = 'waiting') as waiting,
               count(*) filter (where state = 'waiting' and clock_started_at is null) as unshipped, count(*) filter (where state = 'asked') as asked
        from outcome where repository_id = id and state in ('waiting', 'asked')) o
     left join managed_resource d on d.key = 'dashboard/' || id and d.dismissed_at is null
     where m.merged + e.ended + o.waiting + o.asked > 0
     order by place`,
    [repositoryIds, from, to],
  );
}
