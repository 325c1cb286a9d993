import type { Asking, Counted, Numbers, OpenNow, ReasonCount } from "../core/numbers.ts";
import type { Database } from "./database.ts";

// Every count is an aggregate of the database over an index that begins with the repository: no row is loaded, and none
// of another repository is read. Spans are passed in, since SQL must not guess in whose time zone a month begins.

/** A span of time: from included, to excluded. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** The counts of a repository over a span, and what is open now. */
export async function countNumbers(db: Database, repositoryId: number, span: Span): Promise<Numbers> {
  const [counted] = await countSpans(db, [repositoryId], [span]);
  if (!counted) throw new Error("an aggregate gave no row");
  return { ...counted, ...(await countOpenNow(db, [repositoryId])) };
}

/** The counts of some repositories together, over each of several spans, in their order; one query. */
export async function countSpans(
  db: Database,
  repositoryIds: readonly number[],
  spans: readonly Span[],
): Promise<readonly Counted[]> {
  return db.query<Counted>(
    `select
       m.stated, m.unstated, m.exempt, s.skipped,
       e.worked, e.partly, e.missed, e.unclear, e.unanswered, e.reverted, e.dropped, e."notAsked"
     from unnest($2::timestamptz[], $3::timestamptz[]) with ordinality as span (since, until, place)
     cross join lateral
       (select
          count(*) filter (where is_stated and state <> 'exempt') as stated,
          count(*) filter (where not is_stated and state <> 'exempt') as unstated,
          count(*) filter (where state = 'exempt') as exempt
        from outcome where repository_id = any($1::bigint[]) and merged_at >= since and merged_at < until) m
     cross join lateral
       (select count(*) as skipped
        from skipped_merge where repository_id = any($1::bigint[]) and merged_at >= since and merged_at < until) s
     cross join lateral
       (select
          count(*) filter (where state = 'answered' and verdict = 'worked') as worked,
          count(*) filter (where state = 'answered' and verdict = 'partly') as partly,
          count(*) filter (where state = 'answered' and verdict = 'missed') as missed,
          count(*) filter (where state = 'answered' and verdict = 'unclear') as unclear,
          count(*) filter (where state = 'unanswered') as unanswered,
          count(*) filter (where state = 'reverted') as reverted,
          count(*) filter (where state = 'dropped') as dropped,
          count(*) filter (where state = 'not-asked') as "notAsked"
        from outcome where repository_id = any($1::bigint[]) and ended_at >= since and ended_at < until) e
     order by place`,
    [repositoryIds, spans.map(({ from }) => from.toISOString()), spans.map(({ to }) => to.toISOString())],
  );
}

/** What is counted beside the spans' counts: what is open now, and how much of what was due was asked. */
export interface Present extends OpenNow {
  /** Of the asked, those whose owner was reminded. */
  readonly overdue: number;
  /** Due until then, the questions that wait for room among it. */
  readonly coming: number;
  /** Questions put in the span. */
  readonly put: number;
}

/** What stands now in some repositories together; one query. */
export async function countPresent(
  db: Database,
  repositoryIds: readonly number[],
  { until, from, to }: Span & { readonly until: Date },
): Promise<Present> {
  const [row] = await db.query<Present>(
    `select
       (select count(*) from outcome where repository_id = any($1::bigint[]) and state = 'waiting') as waiting,
       (select count(*) from outcome where repository_id = any($1::bigint[]) and state = 'asked') as asked,
       (select count(*) from outcome
         where repository_id = any($1::bigint[]) and state = 'asked' and nudged_at is not null) as overdue,
       (select count(*) from outcome
         where repository_id = any($1::bigint[]) and state = 'waiting' and due_at < $2) as coming,
       (select count(*) from outcome
         where repository_id = any($1::bigint[]) and asked_at >= $3 and asked_at < $4 and state <> 'not-asked') as put`,
    [repositoryIds, until, from, to],
  );
  if (!row) throw new Error("an aggregate gave no row");
  return row;
}

/** Reasons with how many have them, the most frequent first. */
export interface Reasons {
  /** Of answers that were not "worked". */
  readonly answered: readonly ReasonCount[];
  readonly notAsked: Asking["notAsked"];
}

/** Why answers of a span were not "worked", and why questions were not asked; one query. */
export async function countReasons(
  db: Database,
  repositoryIds: readonly number[],
  { from, to }: Span,
): Promise<Reasons> {
  const rows = await db.query<{ state: string; reason: string | null } & ReasonCount>(
    `select state, verdict, why, case when state = 'not-asked' then reason end as reason, count(*) as count
       from outcome
      where repository_id = any($1::bigint[]) and ended_at >= $2 and ended_at < $3
        and (state = 'not-asked' or (state = 'answered' and verdict <> 'worked'))
      group by 1, 2, 3, 4
      order by 5 desc, 2, 3 nulls last, 4 nulls last`,
    [repositoryIds, from, to],
  );
  return {
    answered: rows
      .filter(({ state }) => state === "answered")
      .map(({ verdict, why, count }) => ({ verdict, why, count })),
    notAsked: rows.filter(({ state }) => state === "not-asked").map(({ reason, count }) => ({ reason, count })),
  };
}

/** What is open now in a few repositories. */
async function countOpenNow(db: Database, repositoryIds: readonly number[]): Promise<OpenNow> {
  const [row] = await db.query<OpenNow>(
    `select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'asked') as asked
       from outcome where repository_id = any($1::bigint[]) and state in ('waiting', 'asked')`,
    [repositoryIds],
  );
  if (!row) throw new Error("an aggregate gave no row");
  return row;
}
