import type { BlockedBy, Blocker } from "../core/blocker.ts";
import type { Database } from "./database.ts";

/**
 * Saves why GitHub refuses, until it is worth another try; without `until`, until a delivery says the blocker is gone.
 */
export async function saveBlocker(
  db: Database,
  { scope, kind, at, until }: { scope: string; kind: Blocker; at: Date; until: Date | null },
): Promise<void> {
  await db.query(
    `insert into blocker (scope, kind, since, until) values ($1, $2, $3, $4)
     on conflict (scope, kind) do update set until = excluded.until`,
    [scope, kind, at, until],
  );
}

/** Deletes blockers that may be gone; what still blocks is found out again. Returns the ones that were known. */
export async function clearBlockers(
  db: Database,
  scope: string,
  kinds: readonly Blocker[],
): Promise<readonly Blocker[]> {
  const rows = await db.query<{ kind: Blocker }>(
    "delete from blocker where scope = $1 and kind = any($2::text[]) returning kind",
    [scope, kinds],
  );
  return rows.map((row) => row.kind);
}

/** Makes the work of a repository that waits for one of these blockers due. */
export async function releaseRepository(
  db: Database,
  repositoryId: number,
  { kinds, at }: { readonly kinds: readonly BlockedBy[]; readonly at: Date },
): Promise<void> {
  await db.query(
    `update work_item set run_at = least(run_at, $3), blocked_by = null
      where blocked_by = any($2::text[]) and split_part(key, '/', 2) = $1::text`,
    [repositoryId, kinds, at],
  );
}

/** The same for all repositories of an installation. */
export async function releaseInstallation(
  db: Database,
  installationId: number,
  { kinds, at }: { readonly kinds: readonly BlockedBy[]; readonly at: Date },
): Promise<void> {
  await db.query(
    `update work_item set run_at = least(run_at, $3), blocked_by = null
      where blocked_by = any($2::text[])
        and split_part(key, '/', 2) in (select id::text from repository where installation_id = $1)`,
    [installationId, kinds, at],
  );
}

/** Makes the dashboards of an installation due: what they say about its blockers may be over. */
export async function enqueueDashboards(db: Database, installationId: number, at: Date): Promise<void> {
  await db.query(
    `update work_item set run_at = least(run_at, $2)
      where key in (select 'dashboard/' || id from repository where installation_id = $1)`,
    [installationId, at],
  );
}

/** The known blockers of a repository and of its installation. */
export async function listBlockers(db: Database, repositoryId: number): Promise<readonly Blocker[]> {
  const rows = await db.query<{ kind: Blocker }>(
    `select o.kind from repository r
       join blocker o on o.scope in ('repository/' || r.id, 'installation/' || r.installation_id)
      where r.id = $1 order by o.kind`,
    [repositoryId],
  );
  return rows.map((row) => row.kind);
}

/** For `/metrics`: how many keys wait for which blocker. */
export async function countBlocked(db: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ blockedBy: string; count: number }>(
    'select blocked_by as "blockedBy", count(*) as count from work_item where blocked_by is not null group by blocked_by',
  );
  return new Map(rows.map((row) => [row.blockedBy, row.count]));
}

/** For `/metrics`: how many installations, or how many repositories, have which blocker. */
export async function countBlockers(
  db: Database,
  of: "installation" | "repository",
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ kind: Blocker; count: number }>(
    "select kind, count(*) as count from blocker where starts_with(scope, $1 || '/') group by kind",
    [of],
  );
  return new Map(rows.map((row) => [row.kind, row.count]));
}
