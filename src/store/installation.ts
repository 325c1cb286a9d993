import type { Database } from "./database.ts";

/** Keeps an installation. One that was removed stays so: an app that is installed again gets a new one. */
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

/** Remembers since when an installation is suspended; null when it is not any more. */
export async function suspendInstallation(db: Database, id: number, suspendedAt: Date | null): Promise<void> {
  await db.query("update installation set suspended_at = $2 where id = $1", [id, suspendedAt]);
}

/** Remembers when an installation was removed, also where that is heard of first. */
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
