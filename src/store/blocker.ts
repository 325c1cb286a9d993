import type { Obstacle } from "../core/blocker.ts";
import type { Database } from "./database.ts";

/** Remembers why GitHub says no, until it is worth another try; null: until we hear that it is gone. */
export async function saveObstacle(
  db: Database,
  { scope, kind, at, until }: { scope: string; kind: Obstacle; at: Date; until: Date | null },
): Promise<void> {
  await db.query(
    `insert into obstacle (scope, kind, since, until) values ($1, $2, $3, $4)
     on conflict (scope, kind) do update set until = excluded.until`,
    [scope, kind, at, until],
  );
}

/** Something was changed: these are not in the way any more, or are found out anew. Gives those that were. */
export async function clearObstacles(
  db: Database,
  scope: string,
  kinds: readonly Obstacle[],
): Promise<readonly Obstacle[]> {
  const rows = await db.query<{ kind: Obstacle }>(
    "delete from obstacle where scope = $1 and kind = any($2::text[]) returning kind",
    [scope, kinds],
  );
  return rows.map((row) => row.kind);
}

/** Has the objects of a repository that wait for one of these looked at. */
export async function releaseRepository(
  db: Database,
  repositoryId: number,
  { kinds, at }: { readonly kinds: readonly Obstacle[]; readonly at: Date },
): Promise<void> {
  await db.query(
    `update appointment set at = least(at, $3), parked = null
      where parked = any($2::text[]) and split_part(object, '/', 2) = $1::text`,
    [repositoryId, kinds, at],
  );
}

/** The same for all repositories of an installation. */
export async function releaseInstallation(
  db: Database,
  installationId: number,
  { kinds, at }: { readonly kinds: readonly Obstacle[]; readonly at: Date },
): Promise<void> {
  await db.query(
    `update appointment set at = least(at, $3), parked = null
      where parked = any($2::text[])
        and split_part(object, '/', 2) in (select id::text from repository where installation_id = $1)`,
    [installationId, kinds, at],
  );
}

/** Has the dashboards of an installation looked at: what they say of it may be over. */
export async function enqueueDashboards(db: Database, installationId: number, at: Date): Promise<void> {
  await db.query(
    `update appointment set at = least(at, $2)
      where object in (select 'dashboard/' || id from repository where installation_id = $1)`,
    [installationId, at],
  );
}

/** The obstacles of a repository and of its installation, as far as we know. */
export async function listObstacles(db: Database, repositoryId: number): Promise<readonly Obstacle[]> {
  const rows = await db.query<{ kind: Obstacle }>(
    `select o.kind from repository r
       join obstacle o on o.scope in ('repository/' || r.id, 'installation/' || r.installation_id)
      where r.id = $1 order by o.kind`,
    [repositoryId],
  );
  return rows.map((row) => row.kind);
}

/** For `/metrics`: how many objects wait for what. */
export async function countParked(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ parked: string; count: number }>(
    "select parked, count(*) as count from appointment where parked is not null group by parked",
  );
  return new Map(rows.map((row) => [row.parked, row.count]));
}
