import type { RepositoryAddress, RepositoryFiles } from "../core/repository/repository-files.ts";
import type { ResourceKey } from "../core/resource-key.ts";
import type { DashboardName } from "./dashboard.ts";
import type { Database } from "./database.ts";

/** A repository that holds the page over all repositories of its owner, or may hold it. */
export interface OrganizationPage {
  readonly repositoryId: number;
  /** The page exists, or is about to. */
  readonly isBegun: boolean;
}

/**
 * Where an installation's page is or could be: the owner's `.github` repository, and any repository with a page
 * resource.
 */
export async function listPages(db: Database, installationId: number): Promise<readonly OrganizationPage[]> {
  return db.query<OrganizationPage>(
    `select r.id as "repositoryId", s.key is not null as "isBegun"
       from repository r left join managed_resource s on s.repository_id = r.id and starts_with(s.key, 'organization/')
      where r.installation_id = $1 and r.removed_at is null and r.displaced_at is null
        and (lower(r.name) = '.github' or s.key is not null)`,
    [installationId],
  );
}

/** A repository of the installation, as far as it is known. */
export interface InstalledRepository extends RepositoryAddress {
  /** Whether there is anything to show. */
  readonly hasRecords: boolean;
  /** As last read; null when it has to be read. */
  readonly visibility: RepositoryFiles["visibility"] | null;
}

/** The repositories of an installation. */
export async function listInstalled(db: Database, installationId: number): Promise<readonly InstalledRepository[]> {
  return db.query<InstalledRepository>(
    `select r.id, r.installation_id as "installationId", r.owner, r.name, files ->> 'visibility' as visibility,
            exists (select from outcome o where o.repository_id = r.id)
              or exists (select from skipped_merge s where s.repository_id = r.id) as "hasRecords"
       from repository r
      where r.installation_id = $1 and r.removed_at is null and r.displaced_at is null
      order by r.id`,
    [installationId],
  );
}

/** Counts an event after which the page may have to show something else. */
export async function noteChange(db: Database, { key, repositoryId }: DashboardName): Promise<void> {
  await db.query(
    `insert into dashboard (key, repository_id, changes) values ($1, $2, 1)
     on conflict (key) do update set changes = dashboard.changes + 1`,
    [key, repositoryId],
  );
}

/** Records how many of those events the written page takes into account. */
export async function saveShownChanges(db: Database, key: ResourceKey, changes: number): Promise<void> {
  await db.query("update dashboard set shown_changes = greatest(shown_changes, $2) where key = $1", [key, changes]);
}

/** Records when GitHub was asked who may see which repository. */
export async function saveSeenAt(db: Database, { key, repositoryId }: DashboardName, at: Date): Promise<void> {
  await db.query(
    `insert into dashboard (key, repository_id, seen_at) values ($1, $2, $3)
     on conflict (key) do update set seen_at = excluded.seen_at`,
    [key, repositoryId, at],
  );
}

/** Deletes the record of a page that was given up. */
export async function deletePage(db: Database, key: ResourceKey): Promise<void> {
  await db.query("delete from dashboard where key = $1", [key]);
}
