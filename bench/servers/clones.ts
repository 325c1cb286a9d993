import type { Database } from "../../src/store/database.ts";

/** Which repository is copied, and as which ids. */
export interface Cloning {
  readonly id: number;
  readonly first: number;
  readonly count: number;
  /** The rows of these tables are kept for weeks or months only: just a tenth of the copies have them. */
  readonly recent: readonly string[];
}

/** Where rows are about a repository only through their key. */
const BY_KEY = ["work_item", "delivery"];
/** Tables of the app as a whole. */
const SINGLE = ["migration", "missed_search", "missed_delivery", "installation", "rate_limit", "blocker"];

/** Copies everything known of one repository to many others, so that each row is one that the app itself wrote. */
export async function cloneRepository(db: Database, cloning: Cloning): Promise<void> {
  for (const table of await listTables(db)) {
    const count = cloning.recent.includes(table) ? cloning.count / 10 : cloning.count;
    if (!SINGLE.includes(table)) await cloneTable(db, table, { ...cloning, count });
  }
  await db.execute("analyze");
}

/** The tables of the app. */
export async function listTables(db: Database): Promise<readonly string[]> {
  const rows = await db.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  return rows.map(({ name }) => name);
}

async function cloneTable(db: Database, table: string, { id, first, count }: Omit<Cloning, "recent">): Promise<void> {
  const columns = await db.query<{ name: string }>(
    `select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO'
      order by ordinal_position`,
    [table],
  );
  const values = columns.map(({ name }) => copyOf(table, name));
  const isOfIt = BY_KEY.includes(table)
    ? `split_part(key, '/', 2) = '${id}'`
    : `${table === "repository" ? "id" : "repository_id"} = ${id}`;
  // In parts: a statement has a time limit.
  for (let from = first; from < first + count; from += 100) {
    const to = Math.min(from + 99, first + count - 1);
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    await db.execute(
      `insert into ${table} (${names}) select ${values.join(", ")} from ${table}, generate_series(${from}, ${to}) as copy where ${isOfIt}`,
    );
  }
}

/** What identifies a row is another one in each copy, of the same length. */
function copyOf(table: string, column: string): string {
  if (column === "repository_id" || (table === "repository" && column === "id")) return "copy";
  if (column === "key") return `regexp_replace(key, '^([a-z-]+)/\\d+', '\\1/' || copy)`;
  if (column === "guid") return `left(md5(guid || copy) || guid, length(guid))`;
  if (column === "idempotency_key")
    return `left(md5(idempotency_key || copy) || md5(idempotency_key), length(idempotency_key))`;
  return `"${column}"`;
}
