import type { Outcome } from "../core/outcome/outcome.ts";
import type { Database } from "./database.ts";
import { queryOutcomes } from "./outcome.ts";

/** Ids of the repositories with this name, ignoring case; several when one was deleted and created again. */
export async function listRepositoriesNamed(db: Database, owner: string, name: string): Promise<readonly number[]> {
  const rows = await db.query<{ id: number }>(
    `select id from repository
      where lower(owner) = lower($1) and lower(name) = lower($2) and displaced_at is null order by id`,
    [owner, name],
  );
  return rows.map((row) => row.id);
}

/** "owner/name" of repositories, by id. */
export async function listRepositoryNames(db: Database, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await db.query<{ id: number; name: string }>(
    "select id, owner || '/' || name as name from repository where id = any($1::bigint[])",
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Counts outcomes, in all repositories or in one. */
export async function countOutcomes(db: Database, repositoryId: number | null): Promise<number> {
  const [row] =
    repositoryId === null
      ? await db.query<{ count: number }>("select count(*) as count from outcome")
      : await db.query<{ count: number }>("select count(*) as count from outcome where repository_id = $1", [
          repositoryId,
        ]);
  return row?.count ?? 0;
}

/** Where a page starts: after this outcome. */
export interface Place {
  readonly repositoryId: number;
  readonly number: number;
}

/** The next outcomes in primary-key order, so that every page costs the same. */
export async function listOutcomesAfter(db: Database, place: Place, limit: number): Promise<readonly Outcome[]> {
  return queryOutcomes(db, "where (repository_id, number) > ($1, $2) order by repository_id, number limit $3", [
    place.repositoryId,
    place.number,
    limit,
  ]);
}

/** The next outcomes of one repository. */
export async function listOutcomesOfRepositoryAfter(
  db: Database,
  place: Place,
  limit: number,
): Promise<readonly Outcome[]> {
  return queryOutcomes(db, "where repository_id = $1 and number > $2 order by number limit $3", [
    place.repositoryId,
    place.number,
    limit,
  ]);
}
