import type { Outcome } from "../core/outcome/outcome.ts";
import type { Database } from "./database.ts";
import { queryOutcomes } from "./outcome.ts";

/** The repositories of that name, in any case; several where one was deleted and made anew. */
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

/** How many outcomes there are, in all or in one repository. */
export async function countOutcomes(db: Database, repositoryId: number | null): Promise<number> {
  const [row] =
    repositoryId === null
      ? await db.query<{ count: number }>("select count(*) as count from outcome")
      : await db.query<{ count: number }>("select count(*) as count from outcome where repository_id = $1", [
          repositoryId,
        ]);
  return row?.count ?? 0;
}

/** Where a page begins: after that outcome. */
export interface Place {
  readonly repositoryId: number;
  readonly number: number;
}

/** The next outcomes in the order of the primary key, so that a page costs the same wherever it is. */
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
