import type { Numbers } from "../core/numbers.ts";
import type { Database } from "./database.ts";

/** A span of time: from included, to excluded. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** The counts of a repository over a span, aggregated by the database: no row is loaded. */
export async function countNumbers(db: Database, repositoryId: number, span: Span): Promise<Numbers> {
  const [row] = await db.query<Record<keyof Numbers, number>>(
    `select
       m.stated, m.unstated, m.exempt, s.skipped,
       e.worked, e.partly, e.missed, e.unclear, e.unanswered, e.reverted, e.dropped, e."notAsked",
       o.waiting, o.asked
     from
       (select
          count(*) filter (where statement ->> 'measure' is not null) as stated,
          count(*) filter (where statement ->> 'measure' is null and state <> 'exempt') as unstated,
          count(*) filter (where state = 'exempt') as exempt
        from outcome where repository_id = $1 and merged_at >= $2 and merged_at < $3) m,
       (select count(*) as skipped
        from skipped_merge where repository_id = $1 and merged_at >= $2 and merged_at < $3) s,
       (select
          count(*) filter (where state = 'answered' and verdict = 'worked') as worked,
          count(*) filter (where state = 'answered' and verdict = 'partly') as partly,
          count(*) filter (where state = 'answered' and verdict = 'missed') as missed,
          count(*) filter (where state = 'answered' and verdict = 'unclear') as unclear,
          count(*) filter (where state = 'unanswered') as unanswered,
          count(*) filter (where state = 'reverted') as reverted,
          count(*) filter (where state = 'dropped') as dropped,
          count(*) filter (where state = 'not-asked') as "notAsked"
        from outcome where repository_id = $1 and ended_at >= $2 and ended_at < $3) e,
       (select
          count(*) filter (where state = 'waiting') as waiting,
          count(*) filter (where state = 'asked') as asked
        from outcome where repository_id = $1 and state in ('waiting', 'asked')) o`,
    [repositoryId, span.from, span.to],
  );
  if (!row) throw new Error("an aggregate gave no row");
  return row;
}
