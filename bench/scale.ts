import { setTimeout as sleep } from "node:timers/promises";
import { countBlocked } from "../src/store/blocker.ts";
import type { Database, OpenDatabase } from "../src/store/database.ts";
import { countDeliveries, countSetAside, saveDeliveries } from "../src/store/delivery.ts";
import { countDueQuestions, countOutcomes } from "../src/store/outcome-count.ts";
import { findBacklog } from "../src/store/work-item.ts";
import { createLoop } from "../test/support/loop.ts";
import { openShop, type Shop } from "../test/support/shop.ts";
import { aRow, findMedian, inFigures, type Part, type Row } from "./row.ts";
import { cloneRepository, listTables } from "./servers/clones.ts";
import { onDatabase, SERVER } from "./servers/database.ts";

const MERGES = 100;
const REPOSITORIES = 10_000;
const FIRST_COPY = 1_000_000;
const TITLE = "A million outcomes of ten thousand repositories";

/** How the database grows, and what statements take when it is large. */
export async function measureScale(): Promise<Part> {
  if (SERVER === null) return { title: TITLE, rows: [], notes: ["Needs `TEST_DATABASE_URL`."] };
  const server = SERVER;
  return onDatabase(server, async (db) => {
    const recorder = record(db);
    const shop = await openShop(createLoop(recorder.db), { config: CONFIG });
    await live(shop);
    const small = await timeStatements(recorder, shop);
    await copyAll(db);
    const sizes = await measureSizes(db);
    const before = await readScans(db);
    const large = await timeStatements(recorder, shop);
    const slowest = [...large].toSorted(([, one], [, other]) => other - one).slice(0, 8);
    const rows = [
      ...renderSizes(sizes, await measureKept(server)),
      renderScans(before, await readScans(db)),
      ...slowest.map(([text, ms]) => aStatement(text, ms, small.get(text))),
      ...(await timeGauges(db)),
    ];
    return { title: TITLE, rows, notes: NOTES };
  });
}

const NOTES = [
  `One repository lives through ${MERGES} merged pull requests, asked about and answered, with the app itself on a simulated GitHub; then all its rows are copied to ` +
    `${REPOSITORIES.toLocaleString("en")} repositories, those that are deleted after a while to a tenth of them; a tenth of the outcomes waits. Sizes are of tables with their indexes, for each 1,000 merges. Statements are those of a further pull request's ` +
    "life in the midst of all, medians; the baseline is the same with one repository. Gauges are read once for `/metrics`, at most once a second.",
];

const CONFIG = "follow-up: { max-per-day: 1000, max-open-per-person: 1000, weekdays-only: false }\n";

/** All are merged at once, and asked about on the same day. */
async function live(at: Shop, merges = MERGES): Promise<void> {
  await at.install();
  for (let number = 0; number < merges; number++) await at.openPull({ title: `Change number ${number}` }).merge();
  await at.pass({ days: 31 });
  for (const { number } of at.questions()) {
    await at.say("worked: exports went from 0 to 23 a week, by the usage dashboard.", { number });
  }
  await at.pass({ minutes: 10 });
}

async function copyAll(db: OpenDatabase): Promise<void> {
  const [repository] = await db.query<{ id: number }>("select id from repository where name = 'shop'");
  await cloneRepository(db, { id: repository?.id ?? 0, first: FIRST_COPY, count: REPOSITORIES, recent: RECENT });
  await db.query(
    `update work_item set run_at = run_at + interval '10 years' where split_part(key, '/', 2)::bigint >= $1`,
    [FIRST_COPY],
  );
  const waiting = await db.query<{ number: number }>(
    "select number from outcome where repository_id = $1 order by number limit $2",
    [FIRST_COPY, MERGES / 10],
  );
  for (const { number } of waiting) {
    await db.query(
      `update outcome set state = 'waiting', ended_at = null, due_at = due_at + interval '10 years'
        where repository_id >= $1 and number = $2`,
      [FIRST_COPY, number],
    );
  }
  await db.execute("vacuum analyze");
}

type Sizes = ReadonlyMap<string, number>;

async function measureSizes(db: Database): Promise<Sizes> {
  const sizes = new Map<string, number>();
  for (const table of await listTables(db)) {
    const [row] = await db.query<{ bytes: number }>("select pg_total_relation_size($1::regclass) as bytes", [table]);
    sizes.set(table, row?.bytes ?? 0);
  }
  return sizes;
}

/** The share of each table's rows that is still there after everything that is deleted has been. */
async function measureKept(server: string): Promise<ReadonlyMap<string, number>> {
  return onDatabase(server, async (db) => {
    const at = await openShop(createLoop(db), { config: CONFIG });
    await live(at, 10);
    return listKept(db, at);
  });
}

async function listKept(db: Database, at: Shop): Promise<ReadonlyMap<string, number>> {
  const [repository] = await db.query<{ id: number }>("select id from repository where name = 'shop'");
  const count = async (table: string) => {
    const isOfIt = ["work_item", "delivery"].includes(table)
      ? "split_part(key, '/', 2) = $1"
      : "repository_id::text = $1";
    const [row] = await db.query<{ count: number }>(`select count(*) as count from ${table} where ${isOfIt}`, [
      String(repository?.id),
    ]);
    return row?.count ?? 0;
  };
  const before = new Map<string, number>();
  for (const table of LARGE) before.set(table, await count(table));
  await at.begin();
  for (let month = 0; month < 8; month++) await at.pass({ days: 30 });
  const kept = new Map<string, number>();
  for (const table of LARGE) kept.set(table, (await count(table)) / Math.max(1, before.get(table) ?? 1));
  return kept;
}

/** What was read of each table without an index. */
async function readScans(db: Database): Promise<ReadonlyMap<string, number>> {
  // The server writes its statistics down once a second.
  await sleep(3_000);
  const rows = await db.query<{ name: string; rows: number }>(
    "select relname as name, seq_tup_read as rows from pg_stat_user_tables",
  );
  return new Map(rows.map(({ name, rows: read }) => [name, read]));
}

function renderScans(before: Sizes, after: Sizes): Row {
  const scanned = LARGE.filter((table) => (after.get(table) ?? 0) - (before.get(table) ?? 0) > 100_000);
  return aRow(
    "Large tables read without an index by those",
    scanned.length === 0 ? "none" : scanned.join(", "),
    "none",
    scanned.length === 0,
  );
}

/** GUIDs for 8 days, what people did for 30, closed pull requests for 90. */
const RECENT = ["delivery", "user_action", "pull_request"];
const LARGE = ["outcome", "pull_request", "managed_resource", "delivery", "user_action", "work_item"];

function renderSizes(sizes: Sizes, kept: ReadonlyMap<string, number>): readonly Row[] {
  const copiesOf = (table: string) => (RECENT.includes(table) ? REPOSITORIES / 10 : REPOSITORIES);
  const perThousand = ([table, bytes]: readonly [string, number]) =>
    (bytes / 1_048_576 / copiesOf(table) / MERGES) * 1_000;
  const largest = [...sizes].toSorted(([, one], [, other]) => other - one);
  const total = largest.reduce((sum, [, bytes]) => sum + bytes, 0);
  return [
    aRow("The whole database", `${inFigures(total / 1_073_741_824)} GiB`),
    aRow("For each 1,000 merges, in the first week", `${inFigures(sumOf(largest.map(perThousand)))} MiB`),
    aRow(
      "For each 1,000 merges, for good",
      `${inFigures(sumOf(largest.map((one) => perThousand(one) * (kept.get(one[0]) ?? 1))))} MiB`,
    ),
    ...largest
      .filter(([name]) => LARGE.includes(name))
      .map(([name, bytes]) => {
        const size = inFigures(perThousand([name, bytes]));
        const share = `${Math.round(100 * (kept.get(name) ?? 0))}% of rows kept after 8 months`;
        return aRow(`For each 1,000 merges, \`${name}\``, `${size} MiB, ${share}`);
      }),
  ];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The database, with the milliseconds of each of its statements. */
function record(db: OpenDatabase) {
  let taken = new Map<string, number[]>();
  const timed = (inner: Database): Database => ({
    execute: (text) => inner.execute(text),
    query: async (text, values) => {
      const startedAt = performance.now();
      const rows = await inner.query<never>(text, values);
      taken.set(text, [...(taken.get(text) ?? []), performance.now() - startedAt]);
      return rows;
    },
    transaction: (work) => inner.transaction((tx) => work(timed(tx))),
  });
  return {
    db: { ...db, ...timed(db) } satisfies OpenDatabase,
    take: () => {
      const found = taken;
      taken = new Map();
      return found;
    },
  };
}

/** The life of one more pull request; the median of each statement. */
async function timeStatements({ take }: ReturnType<typeof record>, at: Shop): Promise<ReadonlyMap<string, number>> {
  take();
  for (let round = 0; round < 3; round++) {
    await at.openPull({ title: `One more ${round}` }).merge();
    await at.pass({ days: 31 });
    await at.tick("worked");
  }
  return new Map([...take()].map(([text, times]) => [text, findMedian(times)]));
}

function aStatement(text: string, ms: number, before: number | undefined): Row {
  const baseline = before === undefined ? "" : `${inFigures(before)} ms`;
  const ratio = before === undefined ? "" : inFigures(ms / before);
  const what = text.replace(/\s+/g, " ").replaceAll("|", "\\|").slice(0, 70);
  return { what: `\`${what}…\``, ours: `${inFigures(ms)} ms`, baseline, ratio, goal: "", isMet: null };
}

async function timeGauges(db: OpenDatabase): Promise<readonly Row[]> {
  const now = new Date();
  const delivery = (index: number) => ({
    guid: `bench-${index}`,
    event: "push",
    key: "repository/1",
    installationId: 1,
    body: "{}",
  });
  const asked: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      "Storing 100 deliveries at once",
      () =>
        saveDeliveries(
          db,
          Array.from({ length: 100 }, (_, i) => delivery(i)),
          now,
        ),
    ],
    ["Gauge of outcomes by state", () => countOutcomes(db)],
    ["Gauge of questions due", () => countDueQuestions(db, now)],
    ["Gauge of work due", () => findBacklog(db, now)],
    ["Gauge of blocked work", () => countBlocked(db)],
    ["Gauges of the inbox", () => Promise.all([countDeliveries(db), countSetAside(db)])],
  ];
  const rows: Row[] = [];
  for (const [what, ask] of asked) {
    const startedAt = performance.now();
    await ask();
    rows.push(aRow(what, `${inFigures(performance.now() - startedAt)} ms`));
  }
  return rows;
}
