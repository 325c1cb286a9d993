import type { ReadProblem } from "../core/metric/measured.ts";
import type { Metric } from "../core/metric/metric.ts";
import type { Series } from "../core/metric/series.ts";
import { defineColumns, json, plain } from "./columns.ts";
import type { Database } from "./database.ts";

/** What a metric said last. */
export interface MetricReading {
  readonly repositoryId: number;
  readonly name: string;
  /** The definition that was read. */
  readonly metric: Metric;
  /** null when they could not be read. */
  readonly days: Series | null;
  readonly problem: ReadProblem | null;
  readonly readAt: Date;
  /** It gave a value once, whenever that was. */
  readonly isProven: boolean;
}

const READING = defineColumns<MetricReading>(
  {
    repositoryId: plain(),
    name: plain(),
    metric: json(),
    days: json(),
    problem: json(),
    readAt: plain(),
    isProven: plain(),
  },
  { key: ["repositoryId", "name"] },
);

/** What the metrics of a repository said last. */
export async function listReadings(db: Database, repositoryId: number): Promise<readonly MetricReading[]> {
  const rows = await db.query<object>(
    `select ${READING.select} from metric_reading where repository_id = $1 order by name`,
    [repositoryId],
  );
  return rows.map(READING.fromRow);
}

/** What a metric said last; undefined when it was never read. */
export async function findReading(
  db: Database,
  repositoryId: number,
  name: string,
): Promise<MetricReading | undefined> {
  const [row] = await db.query<object>(
    `select ${READING.select} from metric_reading where repository_id = $1 and name = $2`,
    [repositoryId, name],
  );
  return row && READING.fromRow(row);
}

/** Saves what a metric said. */
export async function saveReading(db: Database, reading: MetricReading): Promise<void> {
  await db.query(
    `insert into metric_reading (${READING.names}) values (${READING.placeholders})
     on conflict (repository_id, name) do update set ${READING.updates}`,
    READING.toValues(reading),
  );
}

/** The metric is not configured any more. */
export async function deleteReading(db: Database, repositoryId: number, name: string): Promise<void> {
  await db.query("delete from metric_reading where repository_id = $1 and name = $2", [repositoryId, name]);
}

/** Saves which metrics an open pull request names, in place of those it named before. */
export async function saveMentions(
  db: Database,
  { repositoryId, number }: { readonly repositoryId: number; readonly number: number },
  names: readonly string[],
): Promise<void> {
  await db.query(
    `with gone as (
       delete from metric_mention where repository_id = $1 and number = $2 and not (name = any($3::text[]))
     )
     insert into metric_mention (repository_id, number, name) select $1, $2, unnest($3::text[]) on conflict do nothing`,
    [repositoryId, number, names],
  );
}

/** The open pull requests that name a metric. */
export async function listMentioning(db: Database, repositoryId: number, name: string): Promise<readonly number[]> {
  const rows = await db.query<{ number: number }>(
    `select m.number from metric_mention m
       join pull_request p on p.repository_id = m.repository_id and p.number = m.number and p.state = 'open'
      where m.repository_id = $1 and m.name = $2 order by m.number`,
    [repositoryId, name],
  );
  return rows.map(({ number }) => number);
}
