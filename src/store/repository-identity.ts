import type { RepositoryFacts } from "../core/delivery/delivery-event.ts";
import type { KnownIdentity } from "../core/repository/repository-change.ts";
import type { Database } from "./database.ts";

/** Who a repository was when we last heard of it, also while its records are parked, and whether an installation is gone. */
export async function findIdentity(
  db: Database,
  id: number,
  installationId: number,
): Promise<{ readonly known: KnownIdentity | undefined; readonly isFromRemoved: boolean }> {
  const [row] = await db.query<{ known: boolean; isFromRemoved: boolean } & KnownIdentity>(
    `select r.id is not null as known, r.installation_id as "installationId", r.owner, r.name, r.named_at as "namedAt",
            r.removed_at as "removedAt", r.displaced_at as "displacedAt",
            exists (select from installation i where i.id = $2 and i.removed_at is not null) as "isFromRemoved"
       from (select 1) as one left join repository r on r.id = $1`,
    [id, installationId],
  );
  const { known = false, isFromRemoved = false, ...identity } = row ?? ({} as Partial<NonNullable<typeof row>>);
  return { known: known ? (identity as KnownIdentity) : undefined, isFromRemoved };
}

export interface Identity {
  readonly facts: RepositoryFacts;
  readonly installationId: number;
  readonly at: Date;
}

/** Creates the record of a repository. */
export async function beginRepository(db: Database, { facts, installationId, at }: Identity): Promise<void> {
  await db.query(
    `insert into repository (id, installation_id, owner, name, known_since, named_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do nothing`,
    [facts.id, installationId, facts.owner, facts.name, at, facts.updatedAt ?? at],
  );
}

/** Saves a repository's current name and installation. */
export async function saveIdentity(db: Database, { facts, installationId, at }: Identity): Promise<void> {
  await db.query(
    "update repository set installation_id = $2, owner = $3, name = $4, named_at = $5, displaced_at = null where id = $1",
    [facts.id, installationId, facts.owner, facts.name, facts.updatedAt ?? at],
  );
}

/** Restores the records of a parked repository; its open pull requests are listed again. */
export async function returnRepository(db: Database, id: number, at: Date): Promise<void> {
  await db.query(
    `update repository set removed_at = null, returned_at = $2, is_listing_due = is_active, is_evaluation_due = true
      where id = $1`,
    [id, at],
  );
}

/**
 * Deletes what came from a repository's previous owner: inherited files, permissions, assignees. A new owner must not
 * see it, and is not bound by it.
 */
export async function forgetOwner(db: Database, id: number): Promise<void> {
  await db.query(
    `update repository
        set files = null, files_read_at = null, extended = null, is_evaluation_due = true,
            last_good = jsonb_build_object('own', last_good -> 'own', 'owner', null)
      where id = $1`,
    [id],
  );
  await db.query("delete from permission where repository_id = $1", [id]);
  await db.query("delete from unassignable where repository_id = $1", [id]);
}

/**
 * Displaces other repositories with this name. They have a new name by now, and a call under the old one would reach
 * this repository.
 */
export async function displaceOthers(db: Database, { id, owner, name }: RepositoryFacts, at: Date): Promise<void> {
  await db.query(
    `update repository set displaced_at = $4
      where lower(owner) = lower($2) and lower(name) = lower($3) and id <> $1 and removed_at is null and displaced_at is null`,
    [id, owner, name, at],
  );
}

/** An installation's owner has a new login, and so have its repositories. Returns their ids. */
export async function renameOwner(db: Database, installationId: number, login: string): Promise<readonly number[]> {
  await db.query("update installation set account_login = $2 where id = $1 and account_login <> $2", [
    installationId,
    login,
  ]);
  const rows = await db.query<{ id: number }>(
    "update repository set owner = $2 where installation_id = $1 and owner <> $2 and removed_at is null returning id",
    [installationId, login],
  );
  return rows.map((row) => row.id);
}

/**
 * Parks the records of repositories that an installation no longer reaches, except those that moved to another
 * installation.
 */
export async function parkRepositories(
  db: Database,
  installationId: number,
  { ids, at }: { readonly ids: readonly number[]; readonly at: Date },
): Promise<void> {
  const rows = await db.query<{ id: number }>(
    `update repository set removed_at = $3
      where installation_id = $1 and id = any($2::bigint[]) and removed_at is null returning id`,
    [installationId, ids, at],
  );
  await db.query(
    `delete from work_item
      where split_part(key, '/', 2) = any($1::text[])
        and split_part(key, '/', 1) in ('pull', 'issue', 'outcome', 'commit', 'queue', 'dashboard', 'organization',
                                            'report', 'ledger', 'backfill', 'repository')`,
    [rows.map(({ id }) => String(id))],
  );
}
