import type { Database } from "./database.ts";

/** A person's permission as GitHub last gave it; undefined when that was before `since`. */
export async function findPermission(
  db: Database,
  { repositoryId, personId, since }: { readonly repositoryId: number; readonly personId: number; readonly since: Date },
): Promise<string | undefined> {
  const [row] = await db.query<{ permission: string }>(
    "select permission from permission where repository_id = $1 and person_id = $2 and read_at > $3",
    [repositoryId, personId, since],
  );
  return row?.permission;
}

/** Saves the permission GitHub gave for a person. */
export async function savePermission(
  db: Database,
  {
    repositoryId,
    personId,
    permission,
    readAt,
  }: { repositoryId: number; personId: number; permission: string; readAt: Date },
): Promise<void> {
  await db.query(
    `insert into permission (repository_id, person_id, permission, read_at) values ($1, $2, $3, $4)
     on conflict (repository_id, person_id) do update set permission = excluded.permission, read_at = excluded.read_at`,
    [repositoryId, personId, permission, readAt],
  );
}
