import { type DashboardFacts, SHOWN } from "../core/dashboard/dashboard.ts";
import type { ListedOutcome } from "../core/outcome/listed-outcome.ts";
import { toUtcText } from "../core/time/schedule.ts";
import type { Database } from "./database.ts";
import type { Span } from "./numbers.ts";

type ListName = Extract<keyof typeof SHOWN, keyof DashboardFacts>;

/**
 * Filter and order of each list; each has an index of its own. $2 is the end of what is coming, $3 and $4 are the span.
 */
const LISTS = {
  // Outcomes with a reminder first, oldest first within each group.
  open: { where: "state = 'asked'", order: "(reminded_at is null), asked_at, number" },
  coming: { where: "state = 'waiting' and due_at < $2", order: "due_at, number" },
  unshipped: { where: "state = 'waiting' and clock_started_at is null", order: "merged_at, number" },
  answered: { where: "state = 'answered'", order: "ended_at desc, number desc" },
  lost: {
    where: "lost_at is not null and lost_at >= $3 and lost_at < $4",
    order: "lost_at desc, number desc",
  },
  unclear: {
    where: "state = 'answered' and verdict = 'unclear' and ended_at >= $3 and ended_at < $4",
    order: "ended_at desc, number desc",
  },
  unstated: {
    where: "not is_stated and state <> 'exempt' and merged_at >= $3 and merged_at < $4",
    order: "merged_at desc, number desc",
  },
} as const satisfies Record<string, { readonly where: string; readonly order: string }>;

/** Each repository reads its first rows from the index, then the first of all of them are kept. */
const LIST_QUERIES = Object.entries(LISTS).map(
  ([name, { where, order }]) =>
    `(select '${name}' as list, row_number() over (order by ${order}, repository_id) as place, o.*
        from unnest($1::bigint[]) as repository (id)
        cross join lateral
          (select * from outcome where repository_id = repository.id and ${where}
            order by ${order} limit ${SHOWN[name as ListName]}) o
       order by place limit ${SHOWN[name as ListName]})`,
);

const QUERY = `
  select list, repository_id as "repositoryId", number, title, issue_number as "issueNumber",
         merged_at as "mergedAt", author ->> 'login' as author, assignee ->> 'login' as assignee,
         due_on as "dueOn", due_at as "dueAt", asked_at as "askedAt", reminded_at is not null as "isReminded",
         verdict, why, case when state = 'answered' then left(standing_answer(questions) ->> 'evidence', 400) end as evidence
    from (${LIST_QUERIES.join("\n  union all\n")}) shown
   order by list, place`;

interface ListedRow extends Omit<ListedOutcome, "mergedAt" | "dueAt" | "askedAt"> {
  readonly list: string;
  readonly mergedAt: Date;
  readonly dueAt: Date | null;
  readonly askedAt: Date | null;
}

/** The lists of a dashboard over several repositories, each cut to what is shown; one query. */
export async function listShown(
  db: Database,
  repositoryIds: readonly number[],
  { until, from, to }: Span & { readonly until: Date },
): Promise<Pick<DashboardFacts, keyof typeof LISTS>> {
  const rows = await db.query<ListedRow>(QUERY, [repositoryIds, until, from, to]);
  const pick = (name: string) => rows.filter(({ list }) => list === name).map(toListed);
  return {
    open: pick("open"),
    coming: pick("coming"),
    unshipped: pick("unshipped"),
    answered: pick("answered"),
    lost: pick("lost"),
    unclear: pick("unclear"),
    unstated: pick("unstated"),
  };
}

function toListed({ list: _list, ...row }: ListedRow): ListedOutcome {
  const mergedAt = toUtcText(row.mergedAt);
  return { ...row, mergedAt, dueAt: row.dueAt && toUtcText(row.dueAt), askedAt: row.askedAt && toUtcText(row.askedAt) };
}
