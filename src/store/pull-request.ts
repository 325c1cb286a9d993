import type { Person } from "../core/person.ts";
import type { PullRequest } from "../core/pull-request/pull-request.ts";
import { defineColumns, json, named, plain } from "./columns.ts";
import type { Database } from "./database.ts";

/** A pull request as stored: the newest snapshot, and what people decided about it. */
export interface KeptPullRequest {
  readonly pull: PullRequest;
  readonly skippedBy: { readonly by: Person; readonly reason: string | null } | null;
  /** Its merge event arrived and is not recorded yet. */
  readonly isMergeUnrecorded: boolean;
  /** Something happened on it since its comment was last planned. */
  readonly isCommentDue: boolean;
  /** Two snapshots of the same second differ. */
  readonly needsRead: boolean;
  /** No event told of its merge; the backfill found it later. */
  readonly isFoundLate: boolean;
  /** The paths changed at a head, if they were read; `paths` is null when there were too many to list. */
  readonly changed: { readonly sha: string; readonly paths: readonly string[] | null } | null;
  /** The similar outcomes that were found, with a digest of what they were compared by. */
  readonly similar: { readonly of: string; readonly numbers: readonly number[] } | null;
}

const PULL_REQUEST = defineColumns<KeptPullRequest>({
  pull: named("snapshot", json()),
  skippedBy: json(),
  isMergeUnrecorded: plain(),
  isCommentDue: plain(),
  needsRead: plain(),
  isFoundLate: plain(),
  changed: json(),
  similar: named("similar_outcomes", json()),
});

/** The stored pull request. */
export async function findPullRequest(
  db: Database,
  repositoryId: number,
  number: number,
): Promise<KeptPullRequest | undefined> {
  const [row] = await db.query<object>(
    `select ${PULL_REQUEST.select} from pull_request where repository_id = $1 and number = $2`,
    [repositoryId, number],
  );
  return row && PULL_REQUEST.fromRow(row);
}

/** The open pull requests with this head commit, by number: they share its check. */
export async function listOpenByHead(
  db: Database,
  repositoryId: number,
  headSha: string,
): Promise<readonly KeptPullRequest[]> {
  const rows = await db.query<object>(
    `select ${PULL_REQUEST.select} from pull_request
      where repository_id = $1 and head_sha = $2 and state = 'open' order by number`,
    [repositoryId, headSha],
  );
  return rows.map(PULL_REQUEST.fromRow);
}

/** The numbers of the open pull requests of a repository. */
export async function listOpenNumbers(db: Database, repositoryId: number): Promise<readonly number[]> {
  const rows = await db.query<{ number: number }>(
    "select number from pull_request where repository_id = $1 and state = 'open' order by number",
    [repositoryId],
  );
  return rows.map((row) => row.number);
}

/**
 * Saves a snapshot, and what is still to be done about it; marks that are left out stay as they are. The caller has checked
 * that it is newer than the stored one.
 */
export async function savePullRequest(
  db: Database,
  pull: PullRequest,
  { needsRead, isCommentDue, isMergeUnrecorded }: SnapshotMarks,
): Promise<void> {
  await db.query(
    `insert into pull_request (repository_id, number, snapshot, state, head_sha, updated_at, needs_read,
                               is_comment_due, is_merge_unrecorded)
     values ($1, $2, $3::jsonb, $4, $5, $6, $7, coalesce($8::boolean, false), coalesce($9::boolean, false))
     on conflict (repository_id, number) do update
       set snapshot = excluded.snapshot, state = excluded.state, head_sha = excluded.head_sha,
           updated_at = excluded.updated_at, needs_read = excluded.needs_read,
           is_comment_due = coalesce($8, pull_request.is_comment_due),
           is_merge_unrecorded = coalesce($9, pull_request.is_merge_unrecorded)`,
    [
      pull.repositoryId,
      pull.number,
      JSON.stringify(pull),
      pull.state,
      pull.headSha,
      pull.updatedAt,
      needsRead,
      isCommentDue ?? null,
      isMergeUnrecorded ?? null,
    ],
  );
}

interface SnapshotMarks {
  readonly needsRead: boolean;
  readonly isCommentDue?: boolean;
  readonly isMergeUnrecorded?: boolean;
}

/** What is still to be done about a pull request, and what was found for it; what is left out stays as it is. */
export type PullRequestMarks = Partial<
  Pick<KeptPullRequest, "isMergeUnrecorded" | "isCommentDue" | "needsRead" | "isFoundLate" | "similar">
>;

/** Remembers what is still to be done about a pull request, and what was found for it. */
export async function markPullRequest(db: Database, pull: PullRequestId, marks: PullRequestMarks): Promise<void> {
  await updatePullRequest(db, pull, marks);
}

/** Saves the paths a pull request changes at its head. */
export async function saveChanged(
  db: Database,
  pull: PullRequestId,
  changed: NonNullable<KeptPullRequest["changed"]>,
): Promise<void> {
  await updatePullRequest(db, pull, { changed });
}

type PullRequestId = Pick<PullRequest, "repositoryId" | "number">;

async function updatePullRequest(
  db: Database,
  { repositoryId, number }: PullRequestId,
  change: Partial<KeptPullRequest>,
): Promise<void> {
  const { sql, values } = PULL_REQUEST.assign(change, 3);
  await db.query(`update pull_request set ${sql} where repository_id = $1 and number = $2`, [
    repositoryId,
    number,
    ...values,
  ]);
}

/** The open pull requests from a branch of the repository itself. */
export async function listOpenByBranch(db: Database, repositoryId: number, ref: string): Promise<readonly number[]> {
  const rows = await db.query<{ number: number }>(
    `select number from pull_request
      where repository_id = $1 and state = 'open'
        and snapshot ->> 'headRef' = $2 and (snapshot ->> 'headRepositoryId')::bigint = $1`,
    [repositoryId, ref],
  );
  return rows.map((row) => row.number);
}

/** Remembers that a person took a pull request out, or brought it back. */
export async function saveSkip(
  db: Database,
  pull: PullRequestId,
  skippedBy: KeptPullRequest["skippedBy"],
): Promise<void> {
  await updatePullRequest(db, pull, { skippedBy });
}

/** Counts a merged pull request that was skipped. */
export async function saveSkippedMerge(db: Database, pull: PullRequest, reason: string): Promise<void> {
  await db.query(
    `insert into skipped_merge (repository_id, number, reason, merged_at) values ($1, $2, $3, $4)
     on conflict (repository_id, number) do nothing`,
    [pull.repositoryId, pull.number, reason, pull.mergedAt],
  );
}

/**
 * The merged pull requests that are missing from the records: not recorded, not counted as skipped, not about to be
 * recorded.
 */
export async function listUnrecorded(
  db: Database,
  repositoryId: number,
  numbers: readonly number[],
): Promise<readonly number[]> {
  const rows = await db.query<{ number: number }>(
    `select number from unnest($2::int[]) as merged (number)
      where not exists (select from outcome o where o.repository_id = $1 and o.number = merged.number)
        and not exists (select from skipped_merge s where s.repository_id = $1 and s.number = merged.number)
        and not exists (select from pull_request p
                         where p.repository_id = $1 and p.number = merged.number and p.is_merge_unrecorded)
      order by number`,
    [repositoryId, numbers],
  );
  return rows.map((row) => row.number);
}
