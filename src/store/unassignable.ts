import type { Database } from "./database.ts";

/** The logins, in lower case, that GitHub recently refused to assign in a repository. */
export async function listUnassignable(db: Database, repositoryId: number, now: Date): Promise<readonly string[]> {
  const rows = await db.query<{ login: string }>(
    "select login from unassignable where repository_id = $1 and until > $2",
    [repositoryId, now],
  );
  return rows.map((row) => row.login);
}

/** Records that GitHub refused to assign a person. */
export async function saveUnassignable(
  db: Database,
  { repositoryId, login, until }: { readonly repositoryId: number; readonly login: string; readonly until: Date },
): Promise<void> {
  await db.query(
    `insert into unassignable (repository_id, login, until) values ($1, lower($2), $3)
     on conflict (repository_id, login) do update set until = excluded.until`,
    [repositoryId, login, until],
  );
}
