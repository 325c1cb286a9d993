import { setTimeout as sleep } from "node:timers/promises";
import { NOT_IN_LOGIN } from "../core/login.ts";
import type { Database } from "./database.ts";

/** Whose names and words to erase: one person's everywhere, or everyone's in one repository. */
export interface Forgotten {
  readonly userId: number | null;
  readonly repositoryId: number | null;
}

/** GitHub's stand-in for deleted accounts. */
const GHOST = JSON.stringify({ id: 10_137, login: "ghost", type: "User" });
const GHOST_ID = 10_137;
const ERASED = "(erased)";

/** In every statement $1 is the person, null for everyone; $2 is the repository, null for all. */
const isThem = (person: string) =>
  `(${person} is not null and ($1::bigint is null or (${person} ->> 'id')::bigint = $1))`;
const HERE = "($2::bigint is null or repository_id = $2)";
const asGhost = (person: string) => `case when ${isThem(person)} then '${GHOST}'::jsonb else ${person} end`;

/** Replaces the texts of a JSON object by "(erased)". Nulls stay, because counts depend on them. */
const eraseParts = (json: string) =>
  `(select jsonb_object_agg(key, case when value = 'null' then value else to_jsonb('${ERASED}'::text) end) from jsonb_each(${json}))`;
const mapList = (list: string, one: string) =>
  `(select coalesce(jsonb_agg(${one} order by n), '[]') from jsonb_array_elements(${list}) with ordinality as list (item, n))`;

const mapAnswers = (answers: string) =>
  `(select coalesce(jsonb_agg(case when ${isThem("a -> 'by'")} then a || '{"by": ${GHOST}, "evidence": null}'::jsonb else a end order by m), '[]')
      from jsonb_array_elements(${answers}) with ordinality as given (a, m))`;

const IS_AUTHOR = isThem("author");
const IS_THEIR_REASON = "(reason_by is not null and ($1::bigint is null or reason_by = $1))";
const IS_THEIR_DOUBT = "($1::bigint is null or (item -> 'doubt' ->> 'by')::bigint = $1)";
/** Who a question went to, who answered it with what, and who was asked what was meant. */
const QUESTIONS = mapList(
  "questions",
  `(case when ${IS_THEIR_DOUBT} then item - 'doubt' else item end)
     || jsonb_build_object('assignee', ${asGhost("item -> 'assignee'")}, 'answers', ${mapAnswers("item -> 'answers'")})`,
);
const NAMED_BY = mapList(
  "named_by",
  `case when $1::bigint is null or (item ->> 'by')::bigint = $1
        then item || '{"title": "${ERASED}", "by": ${GHOST_ID}}'::jsonb else item end`,
);
const IS_THEIR_PULL = `${HERE} and ${isThem("snapshot -> 'author'")}`;
const STATEMENTS: readonly string[] = [
  `delete from told_trait t using outcome
    where outcome.repository_id = t.repository_id and outcome.number = t.number
      and ($2::bigint is null or t.repository_id = $2) and ${isThem("outcome.author")}`,
  `update outcome
      set title = case when ${IS_AUTHOR} then '${ERASED}' else title end,
          statement = case when ${IS_AUTHOR} then ${eraseParts("statement")} else statement end,
          reason = case when ${IS_THEIR_REASON} then '${ERASED}' else reason end,
          reason_by = case when ${IS_THEIR_REASON} then ${GHOST_ID} else reason_by end,
          author = ${asGhost("author")}, merger = ${asGhost("merger")}, assignee = ${asGhost("assignee")},
          questions = ${QUESTIONS}, named_by = ${NAMED_BY}
    where ${HERE} and ($1::bigint is null or ${IS_AUTHOR} or ${isThem("merger")} or ${isThem("assignee")} or reason_by = $1
       or jsonb_path_exists(questions, '$[*].answers[*].by ? (@.id == $id)', jsonb_build_object('id', $1))
       or jsonb_path_exists(questions, '$[*].assignee ? (@.id == $id)', jsonb_build_object('id', $1))
       or jsonb_path_exists(questions, '$[*].doubt ? (@.by == $id)', jsonb_build_object('id', $1))
       or named_by @> jsonb_build_array(jsonb_build_object('by', $1)))`,
  `delete from branch_config b
    where ($2::bigint is null or b.repository_id = $2)
      and ($1::bigint is null or exists (select from pull_request p where p.repository_id = b.repository_id
                                           and p.snapshot ->> 'headRef' = b.ref and ${isThem("p.snapshot -> 'author'")}))`,
  `delete from pull_request where ${IS_THEIR_PULL} and not is_merge_unrecorded`,
  `update revert set title = '${ERASED}', author_id = ${GHOST_ID}
    where ${HERE} and author_id is not null and ($1::bigint is null or author_id = $1)`,
  `update pull_request set snapshot = jsonb_set(snapshot, '{mergedBy}', '${GHOST}')
    where ${HERE} and jsonb_typeof(snapshot -> 'mergedBy') = 'object' and ${isThem("snapshot -> 'mergedBy'")}`,
  `update pull_request set skipped_by = '{"by": ${GHOST}, "reason": null}' where ${HERE} and ${isThem("skipped_by -> 'by'")}`,
  `delete from user_action where ${HERE} and taken_at is null and ${isThem("action -> 'by'")}`,
  `update user_action set response = null, responded_at = taken_at
    where ${HERE} and responded_at is null and taken_at is not null and ${isThem("action -> 'by'")}`,
  `update user_action set action = jsonb_set(action, '{by}', '${GHOST}') where ${HERE} and ${isThem("action -> 'by'")}`,
  `update user_action set action = jsonb_set(action, '{assignee}', '${GHOST}') where ${HERE} and ${isThem("action -> 'assignee'")}`,
  `delete from permission where ${HERE} and ($1::bigint is null or person_id = $1)`,
];

/** Erases names and words but keeps every count the same. Running it twice changes nothing more. */
export async function forget(db: Database, forgotten: Forgotten): Promise<void> {
  await db.transaction(async (tx) => {
    const logins = forgotten.userId === null ? [] : await listLogins(tx, forgotten.userId);
    for (const statement of STATEMENTS) await tx.query(statement, [forgotten.userId, forgotten.repositoryId]);
    for (const login of logins) await forgetLogin(tx, login);
    if (forgotten.repositoryId !== null) await forgetFiles(tx, forgotten.repositoryId);
  });
}

/** Every login a person has in the records. */
export async function listLogins(db: Database, userId: number): Promise<readonly string[]> {
  const people = [
    "select author as p from outcome union select merger from outcome union select assignee from outcome",
    "select jsonb_path_query(questions, '$[*].answers[*].by') from outcome",
    "select snapshot -> 'author' from pull_request union select snapshot -> 'mergedBy' from pull_request",
    "select skipped_by -> 'by' from pull_request",
    "select action -> 'by' from user_action union select action -> 'assignee' from user_action",
  ];
  const rows = await db.query<{ login: string }>(
    `select distinct p ->> 'login' as login from (${people.join(" union ")}) people
      where jsonb_typeof(p) = 'object' and (p ->> 'id')::bigint = $1 order by 1`,
    [userId],
  );
  return rows.map((row) => row.login);
}

/** Columns that hold people's words, where other people may have mentioned the person. */
const TEXTS: readonly { readonly table: string; readonly column: string; readonly type: "text" | "jsonb" }[] = [
  { table: "outcome", column: "title", type: "text" },
  { table: "outcome", column: "statement", type: "jsonb" },
  { table: "outcome", column: "reason", type: "text" },
  { table: "outcome", column: "questions", type: "jsonb" },
  { table: "outcome", column: "named_by", type: "jsonb" },
  { table: "pull_request", column: "snapshot", type: "jsonb" },
  { table: "revert", column: "title", type: "text" },
  { table: "pull_request", column: "skipped_by", type: "jsonb" },
  { table: "user_action", column: "action", type: "jsonb" },
  { table: "user_action", column: "response", type: "jsonb" },
];

async function forgetLogin(db: Database, login: string): Promise<void> {
  // Matches "@ana" and "github.com/ana", but not "@ana-maria" nor "@ana_acme".
  const pattern = `(@|github\\.com/)${login.replace(/[^a-z0-9]/gi, "\\$&")}${NOT_IN_LOGIN}`;
  for (const { table, column, type } of TEXTS) {
    await db.query(
      `update ${table} set ${column} = regexp_replace(${column}::text, $1, '\\1ghost', 'gi')::${type}
        where position(lower($2) in lower(${column}::text)) > 0`,
      [pattern, login],
    );
  }
  await db.query("delete from unassignable where login = lower($1)", [login]);
  await db.query(
    `update delivery set body = null, error = $2
      where set_aside_at is not null and body is not null and position(lower($1) in lower(body)) > 0`,
    [login, ERASED],
  );
}

/** The name is erased only where the app was removed: elsewhere it is needed, and the files are read again. */
async function forgetFiles(db: Database, id: number): Promise<void> {
  await db.query(
    `update repository
        set files = null, last_good = null, extended = null, is_evaluation_due = false,
            owner = case when removed_at is null then owner else $2 end,
            name = case when removed_at is null then name else $2 end
      where id = $1`,
    [id, ERASED],
  );
  await db.query(
    "update outcome set labels = '[]', url = regexp_replace(url, '^(https?://[^/]+)/.*/', '\\1/.../') where repository_id = $1 and exists (select from repository r where r.id = $1 and r.removed_at is not null)",
    [id],
  );
  await db.query("delete from unassignable where repository_id = $1", [id]);
  await db.query("delete from delivery where set_aside_at is not null and split_part(key, '/', 2) = $1::text", [
    String(id),
  ]);
}

/** What is known of the person or repository to forget. */
export interface Findings {
  readonly outcomes: number;
  readonly answers: number;
  readonly pullRequests: number;
  /** User actions and merges that are not applied yet; they may bring a name back. */
  readonly underWay: number;
  /** Repositories whose owner is this person, or whose configuration names them. */
  readonly namedIn: number;
}

/** Counts what there is to erase. */
export async function findForgotten(db: Database, { userId, repositoryId }: Forgotten): Promise<Findings> {
  const logins = userId === null ? [] : await listLogins(db, userId);
  const [row] = await db.query<Findings>(
    `select
       (select count(*) from outcome where ${HERE} and (${IS_AUTHOR} or ${isThem("merger")} or ${isThem("assignee")}
          or jsonb_path_exists(questions, '$[*].answers[*].by ? (@.id == $id)', jsonb_build_object('id', $1))
       or jsonb_path_exists(questions, '$[*].assignee ? (@.id == $id)', jsonb_build_object('id', $1)))) as outcomes,
       (select count(*) from outcome, jsonb_path_query(questions, '$[*].answers[*]') a where ${HERE} and ${isThem("a -> 'by'")}) as answers,
       (select count(*) from pull_request where ${IS_THEIR_PULL}) as "pullRequests",
       (select count(*) from pull_request where ${IS_THEIR_PULL} and is_merge_unrecorded)
         + (select count(*) from delivery where done_at is null and set_aside_at is null and body is not null
              and (split_part(key, '/', 2) = $2::text
                or exists (select from unnest($3::text[]) l where position(lower(l) in lower(body)) > 0))) as "underWay",
       (select count(*) from repository where lower(owner) = any($4::text[])
          or exists (select from unnest($3::text[]) l where position(lower(l) in lower(coalesce(files::text, ''))) > 0))
         as "namedIn"`,
    [userId, repositoryId, logins, logins.map((login) => login.toLowerCase())],
  );
  if (!row) throw new Error("an aggregate gave no row");
  return row;
}

const POLL_MS = 250;

/**
 * Waits until the reconciles running now have ended, in all processes: they may have read names before the erasure and
 * write them back. Returns false when they take longer than the limit.
 */
export async function waitForReconciles(db: Database, withinMs: number): Promise<boolean> {
  const begun = await listReconciles(db);
  for (let waited = 0; waited < withinMs; waited += POLL_MS) {
    const now = await listReconciles(db);
    if (!begun.some((look) => now.includes(look))) return true;
    await sleep(POLL_MS);
  }
  return false;
}

/** Every reconcile holds an advisory lock (key-lock.ts). */
async function listReconciles(db: Database): Promise<readonly string[]> {
  const rows = await db.query<{ look: string }>(
    `select classid || '/' || objid || '/' || pid as look from pg_locks
      where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows.map((row) => row.look);
}
