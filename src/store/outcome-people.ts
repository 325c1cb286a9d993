import type { Person } from "../core/person.ts";
import type { Database } from "./database.ts";

/** Updates the links of outcomes to the repository's current name: another repository may take the old name one day. */
export async function renameUrls(db: Database, repositoryIds: readonly number[]): Promise<void> {
  await db.query(
    `update outcome o
        set url = regexp_replace(o.url, '^(https?://[^/]+)/[^/]+/[^/]+/', '\\1/' || r.owner || '/' || r.name || '/')
       from repository r where r.id = o.repository_id and r.id = any($1::bigint[])`,
    [repositoryIds],
  );
}

/** Keeps the newest logins of people in the outcomes that name their ids: who has a new name can still be asked. */
export async function renamePeople(db: Database, repositoryId: number, people: readonly Person[]): Promise<void> {
  const columns = ["author", "merger", "assignee"];
  const newLogin = (person: string) =>
    `(select p.login from unnest($2::bigint[], $3::text[]) as p (id, login)
       where p.id = (${person} ->> 'id')::bigint and p.login <> ${person} ->> 'login')`;
  const renamed = (person: string) =>
    `coalesce(jsonb_set(${person}, '{login}', to_jsonb(${newLogin(person)})), ${person})`;
  const isTheirs = (column: string) =>
    `((o.${column} ->> 'id')::bigint = any($2::bigint[]) and ${newLogin(`o.${column}`)} is not null)`;
  await db.query(
    `update outcome o
        set ${columns.map((column) => `${column} = ${renamed(`o.${column}`)}`).join(", ")},
            questions = case when o.assignee is null then o.questions
              else jsonb_set(o.questions, '{-1,assignee}', ${renamed("o.assignee")}) end
      where o.repository_id = $1 and (${columns.map(isTheirs).join(" or ")})`,
    [repositoryId, people.map(({ id }) => id), people.map(({ login }) => login)],
  );
}
