import type { RepositoryFacts } from "../core/delivery.ts";
import type { Repository } from "../core/repository.ts";
import type { RepositoryFiles } from "../core/repository-files.ts";
import type { Database } from "./database.ts";

interface RepositoryRow {
  id: number;
  installation_id: number;
  owner: string;
  name: string;
  files: RepositoryFiles | null;
}

/** The repository, unless it is unknown or was removed from the installation. */
export async function findRepository(db: Database, id: number): Promise<Repository | undefined> {
  const [row] = await db.query<RepositoryRow>(
    "select id, installation_id, owner, name, files from repository where id = $1 and removed_at is null",
    [id],
  );
  return row && { id: row.id, installationId: row.installation_id, owner: row.owner, name: row.name, files: row.files };
}

/** Keeps a repository's name of today and its installation; what was read of it stays. */
export async function saveRepository(db: Database, facts: RepositoryFacts, installationId: number): Promise<void> {
  await db.query(
    `insert into repository (id, installation_id, owner, name) values ($1, $2, $3, $4)
     on conflict (id) do update
       set installation_id = excluded.installation_id, owner = excluded.owner, name = excluded.name, removed_at = null
       where (repository.installation_id, repository.owner, repository.name, repository.removed_at)
         is distinct from (excluded.installation_id, excluded.owner, excluded.name, null)`,
    [facts.id, installationId, facts.owner, facts.name],
  );
}

/** Keeps what was read of a repository's templates and configuration. */
export async function saveFiles(db: Database, id: number, files: RepositoryFiles, readAt: Date): Promise<void> {
  await db.query("update repository set files = $2::jsonb, files_read_at = $3 where id = $1", [
    id,
    JSON.stringify(files),
    readAt,
  ]);
}

/** Forgets what was read, so that the next look reads it afresh. */
export async function forgetFiles(db: Database, id: number): Promise<void> {
  await db.query("update repository set files = null where id = $1", [id]);
}

/** Parks the records of repositories the installation no longer reaches. */
export async function removeRepositories(db: Database, ids: readonly number[], removedAt: Date): Promise<void> {
  await db.query("update repository set removed_at = $2 where id = any($1::bigint[]) and removed_at is null", [
    ids,
    removedAt,
  ]);
}

/** The repositories of an installation that are looked after. */
export async function listRepositoryIds(db: Database, installationId: number): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    "select id from repository where installation_id = $1 and removed_at is null order by id",
    [installationId],
  );
  return rows.map((row) => row.id);
}
