import type { MeasuredMetric } from "../core/metric/measured.ts";
import { defineColumns, json, maybeMoment, moment, plain } from "./columns.ts";
import type { Database } from "./database.ts";

/** Whose metric it is, and its place in the measure. */
export interface KeptMetric extends MeasuredMetric {
  readonly repositoryId: number;
  readonly number: number;
  readonly name: string;
  readonly position: number;
}

const METRIC = defineColumns<KeptMetric>(
  {
    repositoryId: plain(),
    number: plain(),
    name: plain(),
    position: plain(),
    metric: json(),
    target: json(),
    startedOn: plain(),
    isLate: plain(),
    wantedSince: moment,
    before: json(),
    beforeReadAt: maybeMoment,
    after: json(),
    afterReadAt: maybeMoment,
    later: json(),
    laterReadAt: maybeMoment,
    problem: json(),
    retryAt: maybeMoment,
    mergedMeanwhile: plain(),
  },
  { key: ["repositoryId", "number", "name"] },
);

/** The metrics of an outcome, in the order of its measure. */
export async function listOutcomeMetrics(
  db: Database,
  repositoryId: number,
  number: number,
): Promise<readonly KeptMetric[]> {
  const rows = await db.query<object>(
    `select ${METRIC.select} from outcome_metric where repository_id = $1 and number = $2 order by position, name`,
    [repositoryId, number],
  );
  return rows.map(METRIC.fromRow);
}

/** The first metric of each of several outcomes, by "repository/number". */
export async function listFirstMetrics(
  db: Database,
  outcomes: readonly { readonly repositoryId: number; readonly number: number }[],
): Promise<ReadonlyMap<string, KeptMetric>> {
  if (outcomes.length === 0) return new Map();
  const rows = await db.query<object>(
    `select distinct on (repository_id, number) ${METRIC.select} from outcome_metric
      where (repository_id, number) in (select * from unnest($1::bigint[], $2::int[]))
      order by repository_id, number, position, name`,
    [outcomes.map((one) => one.repositoryId), outcomes.map(({ number }) => number)],
  );
  return new Map(rows.map(METRIC.fromRow).map((row) => [`${row.repositoryId}/${row.number}`, row]));
}

/** All metrics of several outcomes in the order of their measures, by "repository/number". */
export async function listAllMetrics(
  db: Database,
  outcomes: readonly { readonly repositoryId: number; readonly number: number }[],
): Promise<ReadonlyMap<string, readonly KeptMetric[]>> {
  if (outcomes.length === 0) return new Map();
  const rows = await db.query<object>(
    `select ${METRIC.select} from outcome_metric
      where (repository_id, number) in (select * from unnest($1::bigint[], $2::int[]))
      order by position, name`,
    [outcomes.map((one) => one.repositoryId), outcomes.map(({ number }) => number)],
  );
  return Map.groupBy(rows.map(METRIC.fromRow), (row) => `${row.repositoryId}/${row.number}`);
}

/** Saves a metric of an outcome. */
export async function saveOutcomeMetric(db: Database, metric: KeptMetric): Promise<void> {
  await db.query(
    `insert into outcome_metric (${METRIC.names}) values (${METRIC.placeholders})
     on conflict (repository_id, number, name) do update set ${METRIC.updates}`,
    METRIC.toValues(metric),
  );
}

/** The clock of the outcome does not run any more, or from another day. */
export async function deleteOutcomeMetrics(db: Database, repositoryId: number, number: number): Promise<void> {
  await db.query("delete from outcome_metric where repository_id = $1 and number = $2", [repositoryId, number]);
}

/** How many other pull requests were merged in a span of moments. */
export async function countMergedMeanwhile(
  db: Database,
  { repositoryId, number }: { readonly repositoryId: number; readonly number: number },
  { from, to }: { readonly from: string; readonly to: Date },
): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    `select (select count(*) from outcome where repository_id = $1 and number <> $2 and merged_at > $3 and merged_at <= $4)
          + (select count(*) from skipped_merge where repository_id = $1 and number <> $2 and merged_at > $3 and merged_at <= $4)
         as count`,
    [repositoryId, number, from, to],
  );
  return Number(row?.count ?? 0);
}

/** Enqueues the outcomes with numbers: who may see them changed. */
export async function saveMeasuredWorkItems(db: Database, repositoryId: number, now: Date): Promise<void> {
  await db.query(
    `insert into work_item (key, run_at)
     select distinct 'outcome/' || repository_id || '/' || number, $2::timestamptz from outcome_metric where repository_id = $1
     on conflict (key) do update
       set run_at = least(work_item.run_at, excluded.run_at), version = work_item.version + 1`,
    [repositoryId, now],
  );
}
