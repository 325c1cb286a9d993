import type { ExtendedFile, GoodTexts, Repository } from "../core/repository/repository.ts";
import type { RepositoryFiles } from "../core/repository/repository-files.ts";
import type { Database } from "./database.ts";

interface RepositoryRow {
  id: number;
  installation_id: number;
  owner: string;
  name: string;
  files: RepositoryFiles | null;
  files_read_at: Date | null;
  known_since: Date;
  active_since: Date | null;
  backfilled_at: Date | null;
  last_good: GoodTexts | null;
  extended: ExtendedFile | null;
  is_active: boolean;
  is_listing_due: boolean;
  is_evaluation_due: boolean;
  returned_at: Date | null;
}

/** The repository, unless it is unknown, was removed from the installation, or is not known by its name any more. */
export async function findRepository(db: Database, id: number): Promise<Repository | undefined> {
  const [row] = await db.query<RepositoryRow>(
    `select id, installation_id, owner, name, files, files_read_at, known_since, active_since, backfilled_at, last_good, extended,
            is_active, is_listing_due, is_evaluation_due, returned_at
       from repository where id = $1 and removed_at is null and displaced_at is null`,
    [id],
  );
  return row && toRepository(row);
}

function toRepository(row: RepositoryRow): Repository {
  return {
    id: row.id,
    installationId: row.installation_id,
    owner: row.owner,
    name: row.name,
    files: row.files,
    filesReadAt: row.files_read_at,
    knownSince: row.known_since,
    activeSince: row.active_since,
    backfilledAt: row.backfilled_at,
    lastGood: row.last_good,
    extended: row.extended,
    isActive: row.is_active,
    isListingDue: row.is_listing_due,
    isEvaluationDue: row.is_evaluation_due,
    returnedAt: row.returned_at,
  };
}

export interface ReadFiles {
  readonly files: RepositoryFiles;
  readonly lastGood: GoodTexts;
  readonly extended: ExtendedFile | null;
  readonly readAt: Date;
}

/** Keeps what was read of a repository's templates and configuration. */
export async function saveFiles(
  db: Database,
  id: number,
  { files, lastGood, extended, readAt }: ReadFiles,
): Promise<void> {
  await db.query(
    "update repository set files = $2::jsonb, last_good = $3::jsonb, extended = $4::jsonb, files_read_at = $5 where id = $1",
    [id, JSON.stringify(files), JSON.stringify(lastGood), extended && JSON.stringify(extended), readAt],
  );
}

/** Forgets what was read, so that the next look reads it afresh, and has everything open judged again. */
export async function forgetFiles(db: Database, id: number): Promise<void> {
  await db.query("update repository set files = null, is_evaluation_due = true where id = $1", [id]);
}

/** The same for all repositories of an owner; gives their ids. */
export async function forgetFilesOfOwner(db: Database, owner: string): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    `update repository set files = null, is_evaluation_due = true
      where lower(owner) = lower($1) and removed_at is null returning id`,
    [owner],
  );
  return rows.map((row) => row.id);
}

/** Remembers whether a repository is active. One that becomes active has its open pull requests listed once. */
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

/** Everything merged until then was compared with the records. */
export async function saveBackfilledAt(db: Database, id: number, at: Date): Promise<void> {
  await db.query("update repository set backfilled_at = $2 where id = $1", [id, at]);
}

/** The active repositories that have no date for their next comparison. */
export async function listWithoutBackfill(db: Database): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    `select id from repository r
      where is_active and removed_at is null
        and not exists (select from work_item a where a.key = 'backfill/' || r.id)`,
  );
  return rows.map((row) => row.id);
}

/** Everything open was listed, or sent to be judged again. */
export async function clearDues(db: Database, id: number): Promise<void> {
  await db.query("update repository set is_listing_due = false, is_evaluation_due = false where id = $1", [id]);
}

/** The repositories of an installation that are looked after. */
export async function listRepositoryIds(db: Database, installationId: number): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    "select id from repository where installation_id = $1 and removed_at is null order by id",
    [installationId],
  );
  return rows.map((row) => row.id);
}
