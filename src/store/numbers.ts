import { addReasons, type Counted, type Numbers, type OpenNow, type Reasons } from "../core/dashboard/numbers.ts";
import type { State } from "../core/outcome/outcome.ts";
import type { Reason } from "../core/outcome/reason.ts";
import type { Verdict } from "../core/outcome/verdict.ts";
import type { Database } from "./database.ts";

// Every count is an aggregate over an index that starts with the repository: no row is loaded, and no other repository
// is read. Spans are parameters, because SQL cannot know in which time zone a month begins.

/** A span of time: `from` is included, `to` is not. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** The counts of a repository over a span, and what is open now. */
export async function countNumbers(db: Database, repositoryId: number, span: Span): Promise<Numbers> {
  const [counted] = await countSpans(db, [repositoryId], [span]);
  if (!counted) throw new Error("an aggregate gave no row");
  return { ...counted.counts, ...(await countOpenNow(db, [repositoryId])) };
}

/** The counts of a span, with the reasons. */
export interface CountedSpan {
  readonly counts: Counted;
  readonly reasons: Reasons;
}

/** A group of outcomes that ended alike; `reason` is set only for questions that were not asked. */
interface EndedAlike {
  readonly state: State;
  readonly verdict: Verdict | null;
  readonly why: Reason | null;
  readonly reason: string | null;
  readonly count: number;
}
type MergedCounts = Pick<Counted, "stated" | "unstated" | "exempt" | "skipped">;

/** The counts of several repositories together, for each of several spans in order; one query. */
export async function countSpans(
  db: Database,
  repositoryIds: readonly number[],
  spans: readonly Span[],
): Promise<readonly CountedSpan[]> {
  const rows = await db.query<MergedCounts & { ended: readonly EndedAlike[] }>(
    `select m.stated, m.unstated, m.exempt, s.skipped, e.ended
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
       (select coalesce(jsonb_agg(alike order by alike.verdict, alike.why, alike.reason), '[]') as ended
        from
          (select state, verdict, why, not_asked as reason, count(*) as count
           from outcome where repository_id = any($1::bigint[]) and ended_at >= since and ended_at < until
           group by 1, 2, 3, 4) alike) e
     order by place`,
    [repositoryIds, spans.map(({ from }) => from.toISOString()), spans.map(({ to }) => to.toISOString())],
  );
  return rows.map(({ ended, ...merged }) => ({
    counts: { ...merged, ...countEnds(ended) },
    reasons: listReasons(ended),
  }));
}

function countEnds(ended: readonly EndedAlike[]): Omit<Counted, keyof MergedCounts> {
  const count = (state: State, verdict?: Verdict) =>
    ended
      .filter((alike) => alike.state === state && (verdict === undefined || alike.verdict === verdict))
      .reduce((sum, alike) => sum + alike.count, 0);
  return {
    worked: count("answered", "worked"),
    partly: count("answered", "partly"),
    missed: count("answered", "missed"),
    unclear: count("answered", "unclear"),
    unanswered: count("unanswered"),
    reverted: count("reverted"),
    dropped: count("dropped"),
    notAsked: count("not-asked"),
  };
}

function listReasons(ended: readonly EndedAlike[]): Reasons {
  const answered = ended.flatMap(({ state, verdict, why, count }) =>
    state === "answered" && verdict !== null && verdict !== "worked" ? [{ verdict, why, count }] : [],
  );
  const notAsked = ended.flatMap(({ state, reason, count }) => (state === "not-asked" ? [{ reason, count }] : []));
  return addReasons([{ answered, notAsked }]);
}

/** What is open now, and how much of what was due has been asked. */
export interface Present extends OpenNow {
  /** The asked ones whose owner was reminded. */
  readonly overdue: number;
  /** Questions due until then, including due ones that wait for the question budget. */
  readonly coming: number;
  /** Questions asked in the span. */
  readonly put: number;
}

/** What is open now in several repositories together; one query. */
export async function countPresent(
  db: Database,
  repositoryIds: readonly number[],
  { until, from, to }: Span & { readonly until: Date },
): Promise<Present> {
  const [row] = await db.query<Present>(
    `select waiting.count as waiting, waiting.coming, unshipped.count as unshipped, asked.count as asked, asked.overdue, asking.put
     from
       (select count(*) as count, count(*) filter (where due_at < $2) as coming
        from outcome where repository_id = any($1::bigint[]) and state = 'waiting') waiting,
       (select count(*) as count
        from outcome where repository_id = any($1::bigint[]) and state = 'waiting' and clock_started_at is null) unshipped,
       (select count(*) as count, count(*) filter (where reminded_at is not null) as overdue
        from outcome where repository_id = any($1::bigint[]) and state = 'asked') asked,
       (select count(*) as put
        from outcome
        where repository_id = any($1::bigint[]) and asked_at >= $3 and asked_at < $4 and state <> 'not-asked') asking`,
    [repositoryIds, until, from, to],
  );
  if (!row) throw new Error("an aggregate gave no row");
  return row;
}

/** What is open now in several repositories. */
async function countOpenNow(db: Database, repositoryIds: readonly number[]): Promise<OpenNow> {
  const [row] = await db.query<OpenNow>(
    `select count(*) filter (where state = 'waiting') as waiting,
            count(*) filter (where state = 'waiting' and clock_started_at is null) as unshipped, count(*) filter (where state = 'asked') as asked
       from outcome where repository_id = any($1::bigint[]) and state in ('waiting', 'asked')`,
    [repositoryIds],
  );
  if (!row) throw new Error("an aggregate gave no row");
  return row;
}
