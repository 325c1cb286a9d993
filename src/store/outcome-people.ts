import type { Person } from "../core/person.ts";
import type { Database } from "./database.ts";

/** Outcomes link to where their pull requests are now: under an old name somebody else's may stand one day. */
export async function renameUrls(db: Database, repositoryIds: readonly number[]): Promise<void> {
  await db.query(
    `update outcome o
        set url = regexp_replace(o.url, '^(https?://[^/]+)/[^/]+/[^/]+/', '\\1/' || r.owner || '/' || r.name || '/')
       from repository r where r.id = o.repository_id and r.id = any($1::bigint[])`,
    [repositoryIds],
  );
}

/** Keeps the newest login of somebody in the outcomes that name this id: who has a new name can still be asked. */
export async function renamePerson(db: Database, repositoryId: number, { id, login }: Person): Promise<void> {
  const hasOldName = (column: string) => `((${column} ->> 'id')::bigint = $2 and ${column} ->> 'login' <> $3)`;
  const renamed = (column: string) =>
    `${column} = case when ${hasOldName(column)} then jsonb_set(${column}, '{login}', to_jsonb($3::text)) else ${column} end`;
  const columns = ["author", "merger", "owner"];
  await db.query(
    `update outcome set ${columns.map(renamed).join(", ")}
      where repository_id = $1 and (${columns.map(hasOldName).join(" or ")})`,
    [repositoryId, id, login],
  );
}
