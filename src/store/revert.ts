import type { KeptRevert, KnownMerge, Revert } from "../core/pull-request/revert.ts";
import type { RevertSigns } from "../core/pull-request/revert-signs.ts";
import { defineColumns, json, moment, plain } from "./columns.ts";
import type { Database } from "./database.ts";

const REVERT = defineColumns<Revert>(
  {
    repositoryId: plain(),
    id: plain(),
    number: plain(),
    sha: plain(),
    mergedBy: plain(),
    baseRef: plain(),
    mergedAt: moment,
    numbers: json(),
    shas: json(),
    title: plain(),
    authorId: plain(),
  },
  { key: ["repositoryId", "id"] },
);

/** Saves what a merged pull request or a pushed commit takes back, including what is not known yet. */
export async function saveRevert(db: Database, revert: Revert): Promise<void> {
  await db.query(
    `insert into revert (${REVERT.names}) values (${REVERT.placeholders})
     on conflict (repository_id, id) do update set ${REVERT.updates}`,
    REVERT.toValues(revert),
  );
}

/** The reverts that were merged since a moment (ISO 8601), by date. */
export async function listReverts(db: Database, repositoryId: number, since: string): Promise<readonly KeptRevert[]> {
  const rows = await db.query<{ namedShas: readonly string[] }>(
    `select ${REVERT.select},
            (select coalesce(jsonb_agg(p.snapshot ->> 'mergeCommitSha'), '[]') from pull_request p
              where p.repository_id = r.repository_id and r.numbers @> to_jsonb(p.number)
                and p.snapshot ->> 'mergeCommitSha' is not null) as "namedShas"
       from revert r where repository_id = $1 and merged_at >= $2 order by merged_at, id`,
    [repositoryId, since],
  );
  return rows.map((row) => ({ ...REVERT.fromRow(row), namedShas: row.namedShas }));
}

/** The merged pull requests that signs of a revert name by number, commit or branch. */
export async function listKnownMerges(
  db: Database,
  repositoryId: number,
  { numbers, shas, branch }: RevertSigns,
): Promise<readonly KnownMerge[]> {
  const isNamed = (sha: string) =>
    `(number = any($2::int[]) or exists (select from unnest($3::text[]) named where starts_with(${sha}, named)))`;
  return db.query<KnownMerge>(
    `select number, snapshot ->> 'headRef' as "headRef", snapshot ->> 'mergeCommitSha' as sha from pull_request
      where repository_id = $1 and snapshot ->> 'mergedAt' is not null and ${isNamed("snapshot ->> 'mergeCommitSha'")}
     union all
     select number, null, merge_commit_sha from outcome where repository_id = $1 and ${isNamed("merge_commit_sha")}`,
    [repositoryId, [...numbers, ...(branch ? [branch.number] : [])], shas],
  );
}
