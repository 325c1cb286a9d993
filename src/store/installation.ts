import type { Database } from "./database.ts";

/** Saves an installation. A removed installation stays removed: installing the app again creates a new one. */
export async function saveInstallation(
  db: Database,
  { id, accountId, accountLogin }: { readonly id: number; readonly accountId: number; readonly accountLogin: string },
): Promise<void> {
  await db.query(
    `insert into installation (id, account_id, account_login) values ($1, $2, $3)
     on conflict (id) do update
       set account_id = excluded.account_id, account_login = excluded.account_login`,
    [id, accountId, accountLogin],
  );
}

/** Saves since when an installation is suspended; null when it no longer is. */
export async function suspendInstallation(db: Database, id: number, suspendedAt: Date | null): Promise<void> {
  await db.query("update installation set suspended_at = $2 where id = $1", [id, suspendedAt]);
}

/** Saves when an installation was removed, even when that is the first event about it. */
export async function removeInstallation(
  db: Database,
  { id, accountId, accountLogin }: { readonly id: number; readonly accountId: number; readonly accountLogin: string },
  removedAt: Date,
): Promise<void> {
  await db.query(
    `insert into installation (id, account_id, account_login, removed_at) values ($1, $2, $3, $4)
     on conflict (id) do update set removed_at = coalesce(installation.removed_at, excluded.removed_at)`,
    [id, accountId, accountLogin, removedAt],
  );
}
