import type { ExtendedFile, GoodTexts, Repository } from "../core/repository/repository.ts";
import type { RepositoryFiles } from "../core/repository/repository-files.ts";
import { defineColumns, json, plain } from "./columns.ts";
import type { Database } from "./database.ts";

const REPOSITORY = defineColumns<Repository>({
  id: plain(),
  installationId: plain(),
  owner: plain(),
  name: plain(),
  files: json(),
  filesReadAt: plain(),
  knownSince: plain(),
  activeSince: plain(),
  backfilledAt: plain(),
  backfill: json(),
  clock: json(),
  lastGood: json(),
  extended: json(),
  isActive: plain(),
  isListingDue: plain(),
  isEvaluationDue: plain(),
  lastVisibility: plain(),
  returnedAt: plain(),
});

/** The repository, unless it is unknown, was removed from the installation, or is displaced. */
export async function findRepository(db: Database, id: number): Promise<Repository | undefined> {
  const [row] = await db.query<object>(
    `select ${REPOSITORY.select} from repository where id = $1 and removed_at is null and displaced_at is null`,
    [id],
  );
  return row && REPOSITORY.fromRow(row);
}

async function updateRepository(db: Database, id: number, change: Partial<Repository>): Promise<void> {
  const { sql, values } = REPOSITORY.assign(change, 2);
  await db.query(`update repository set ${sql} where id = $1`, [id, ...values]);
}

export interface ReadFiles {
  readonly files: RepositoryFiles;
  readonly lastGood: GoodTexts;
  readonly extended: ExtendedFile | null;
  readonly readAt: Date;
}

/** Saves a repository's templates and configuration as read. */
export async function saveFiles(
  db: Database,
  id: number,
  { files, lastGood, extended, readAt }: ReadFiles,
): Promise<void> {
  await updateRepository(db, id, { files, lastGood, extended, filesReadAt: readAt });
}

/** Discards what was read, so that the next reconcile reads it again, and marks everything open for evaluation. */
export async function forgetFiles(db: Database, id: number): Promise<void> {
  await updateRepository(db, id, { files: null, isEvaluationDue: true });
}

/** The same for all repositories of an owner; returns their ids. */
export async function forgetFilesOfOwner(db: Database, owner: string): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    `update repository set files = null, is_evaluation_due = true
      where lower(owner) = lower($1) and removed_at is null returning id`,
    [owner],
  );
  return rows.map((row) => row.id);
}

/** Saves whether a repository is active. When it becomes active, its open pull requests are listed once. */
export async function saveActivity(
  db: Database,
  id: number,
  { isActive, at }: { readonly isActive: boolean; readonly at: Date },
): Promise<void> {
  await db.query(
    `update repository
        set is_active = $2, is_listing_due = $2, active_since = case when $2 then $3::timestamptz end, backfilled_at = null
      where id = $1`,
    [id, isActive, at],
  );
}

/** Saves where a comparison of merged pull requests goes on, also by another process. */
export async function saveBackfillProgress(
  db: Database,
  id: number,
  backfill: NonNullable<Repository["backfill"]>,
): Promise<void> {
  await updateRepository(db, id, { backfill });
}

/** Saves until when merged pull requests were compared with the records. */
export async function saveBackfilledAt(db: Database, id: number, at: Date): Promise<void> {
  await updateRepository(db, id, { backfilledAt: at, backfill: null });
}

/** Saves what the daily read of releases, deployments or branches found. */
export async function saveClockReading(
  db: Database,
  id: number,
  clock: NonNullable<Repository["clock"]>,
): Promise<void> {
  await updateRepository(db, id, { clock });
}

/** The active repositories without a work item for their next backfill. */
export async function listWithoutBackfill(db: Database): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    `select id from repository r
      where is_active and removed_at is null
        and not exists (select from work_item a where a.key = 'backfill/' || r.id)`,
  );
  return rows.map((row) => row.id);
}

/** Everything open was listed, or enqueued for evaluation, as those who could see it then may read it. */
export async function clearDues(
  db: Database,
  { id, lastVisibility }: Pick<Repository, "id" | "lastVisibility">,
): Promise<void> {
  await updateRepository(db, id, { isListingDue: false, isEvaluationDue: false, lastVisibility });
}

/** The repositories of an installation that were not removed. */
export async function listRepositoryIds(db: Database, installationId: number): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    "select id from repository where installation_id = $1 and removed_at is null order by id",
    [installationId],
  );
  return rows.map((row) => row.id);
}
