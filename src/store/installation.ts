import type { Database } from "./database.ts";

/** Keeps an installation; one that comes back goes on where it was. */
export async function saveInstallation(
  db: Database,
  { id, accountId, accountLogin }: { readonly id: number; readonly accountId: number; readonly accountLogin: string },
): Promise<void> {
  await db.query(
    `insert into installation (id, account_id, account_login) values ($1, $2, $3)
     on conflict (id) do update
       set account_id = excluded.account_id, account_login = excluded.account_login, removed_at = null`,
    [id, accountId, accountLogin],
  );
}

/** Remembers since when an installation is suspended; null when it is not any more. */
export async function suspendInstallation(db: Database, id: number, suspendedAt: Date | null): Promise<void> {
  await db.query("update installation set suspended_at = $2 where id = $1", [id, suspendedAt]);
}

/** Remembers when an installation was removed. */
export async function removeInstallation(db: Database, id: number, removedAt: Date): Promise<void> {
  await db.query("update installation set removed_at = $2 where id = $1", [id, removedAt]);
}
