import type { Database } from "./database.ts";

/** The target database already has records. */
export class NotEmpty extends Error {
  override readonly name = "NotEmpty";
}

/** Rows per batch. */
const PAGE = 500;

export interface Move {
  readonly from: Database;
  readonly to: Database;
  /** Called after each batch with the number of copied rows. */
  readonly onRows?: (count: number) => void;
}

/**
 * Copies all records into an empty database, all or nothing: rows and sequence values. Both have the same migrations.
 */
export async function moveRecords({ from, to, onRows = () => {} }: Move): Promise<number> {
  return from.transaction((source) =>
    to.transaction(async (target) => {
      const tables = await listTables(source);
      // Other writers wait for the lock, and are refused once the move is done.
      for (const { name } of tables) await target.query(`lock table ${name} in access exclusive mode`);
      await demandEmpty(target, tables);
      let moved = 0;
      for (const table of tables) {
        await copyTable(source, target, { table, onRows });
        moved += await verify(source, target, table);
      }
      await copySequences(source, target);
      return moved;
    }),
  );
}

/** Counts the rows to move. */
export async function countRecords(db: Database): Promise<number> {
  let rows = 0;
  for (const { name } of await listTables(db)) rows += await countRows(db, name);
  return rows;
}

interface Table {
  /** Quoted if necessary. */
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** All our tables, in any order: no table references another. */
async function listTables(db: Database): Promise<readonly Table[]> {
  return db.query<Table>(
    `select quote_ident(c.relname) as name,
            json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod))
                     order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                                          and a.attgenerated = ''
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'migration'
      group by c.relname order by c.relname`,
  );
}

async function demandEmpty(db: Database, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) {
    const rows = await countRows(db, name);
    if (rows > 0) throw new NotEmpty(`the database is not empty: ${name} has ${rows} ${rows === 1 ? "row" : "rows"}`);
  }
}

/** Copies values as text, so that none loses precision: times keep their microseconds, numbers all their digits. */
async function copyTable(
  source: Database,
  target: Database,
  { table, onRows }: { readonly table: Table; readonly onRows: (count: number) => void },
): Promise<void> {
  const { name, columns } = table;
  const asText = columns.map((column) => `${column.name}::text`).join(", ");
  await source.execute(`declare page no scroll cursor for select array[${asText}] as values from ${name}`);
  for (let count = PAGE; count === PAGE; ) {
    const rows = await source.query<{ values: readonly (string | null)[] }>(`fetch ${PAGE} from page`);
    count = rows.length;
    if (count === 0) break;
    await target.query(
      renderInsert(table),
      columns.map((_, index) => rows.map(({ values }) => values[index] ?? null)),
    );
    onRows(count);
  }
  await source.execute("close page");
}

function renderInsert({ name, columns }: Table): string {
  const names = columns.map((column) => column.name).join(", ");
  const typed = columns.map((column, index) => `v${index}::${column.type}`).join(", ");
  const lists = columns.map((_, index) => `$${index + 1}::text[]`).join(", ");
  const aliases = columns.map((_, index) => `v${index}`).join(", ");
  return `insert into ${name} (${names}) overriding system value select ${typed} from unnest(${lists}) as rows (${aliases})`;
}

async function verify(source: Database, target: Database, { name }: Table): Promise<number> {
  const [before, after] = [await countRows(source, name), await countRows(target, name)];
  if (before !== after) throw new Error(`of ${before} rows of ${name} ${after} arrived`);
  return after;
}

async function countRows(db: Database, table: string): Promise<number> {
  const [row] = await db.query<{ count: number }>(`select count(*) as count from ${table}`);
  return row?.count ?? 0;
}

/** New ids continue after the highest ever used. */
async function copySequences(source: Database, target: Database): Promise<void> {
  const sequences = await source.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of sequences) {
    const [at] = await source.query<{ value: string; used: boolean }>(
      `select last_value::text as value, is_called as used from ${name}`,
    );
    if (at) await target.query("select setval($1::regclass, $2::bigint, $3)", [name, at.value, at.used]);
  }
}
