import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenDatabase, openPostgres } from "../../src/store/database.ts";
import { anEmptyDatabase, SERVER } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { aMetric, NO_ISSUES, SHOP, sourceErrorOf, sourceOf, sourcesOf } from "../support/sources.ts";

const NOW = new Date("2026-11-21T09:00:00Z");
const SPAN = { from: "2026-11-17", to: "2026-11-21" };
const PASSWORD = "p@ss-w0rd-of-the-role";
const BY_DAY = "select day, value from signups where day >= $1 and day < $2";

describe.skipIf(SERVER === undefined)("a real Postgres (with TEST_DATABASE_URL)", () => {
  const role = `reader_${randomBytes(4).toString("hex")}`;
  let admin: OpenDatabase;
  let address = "";
  let drop = async () => {};

  beforeAll(async () => {
    const created = await anEmptyDatabase();
    admin = openPostgres(created.url);
    await admin.execute(`
      create role ${role} login password '${PASSWORD}';
      create table signups (day date, value numeric);
      insert into signups values ('2026-11-20', 20.5), ('2026-11-16', 16), ('2026-11-17', 17), ('2026-11-18', null),
        ('2026-11-21', 21);
      grant select on signups to ${role};
      create table written (at timestamptz default now());
      grant insert, select on written to ${role};
      create function write_all() returns integer language sql as 'insert into written default values; select 1';
    `);
    const url = new URL(created.url);
    url.username = role;
    url.password = PASSWORD;
    address = url.href;
    drop = created.drop;
  });
  afterAll(async () => {
    await admin.execute(`drop owned by ${role}; drop role ${role}`);
    await admin.close();
    await drop();
  });

  function open(at = address, withinMs = 5_000) {
    const variables = { SOURCE_WAREHOUSE: at };
    const variable = "SOURCE_WAREHOUSE";
    return (query: string, span = SPAN) => {
      const queries = JSON.stringify({ exports: query });
      const source = `{ kind: sql, address: "\${${variable}}", repositories: [acme/shop], queries: ${queries} }`;
      const sources = sourcesOf(`sources: { prom: ${source} }`, { variables, withinMs });
      const metric = aMetric();
      return sourceOf(sources, metric).read({
        query: metric.query,
        span,
        repository: SHOP,
        github: NO_ISSUES,
        now: NOW,
      });
    };
  }

  const valuesOf = async (query: string) => (await open()(query)).map(({ value }) => value);

  test("gives the days that it has; null and a missing row are no data, and today is not over", async () => {
    expect(await open()(BY_DAY)).toEqual([
      { day: "2026-11-17", value: 17 },
      { day: "2026-11-18", value: null },
      { day: "2026-11-19", value: null },
      { day: "2026-11-20", value: 20.5 },
      { day: "2026-11-21", value: null },
    ]);
  });

  test("is told the first day, and the day after the last that is over", async () => {
    expect(await valuesOf("select $1 as day, $2 - date '2026-11-01' as value")).toEqual([20, null, null, null, null]);
    expect(await valuesOf("select $1 as day, extract(day from $1) as value")).toEqual([17, null, null, null, null]);
  });

  test("is not asked about days that are not over", async () => {
    const read = open("postgres://nobody@127.0.0.1:9/none");

    expect(await read(BY_DAY, { from: "2026-11-21", to: "2026-11-21" })).toEqual([{ day: "2026-11-21", value: null }]);
  });

  test.each([
    ["a moment, by its day in UTC", "select timestamptz '2026-11-18 01:30:00+02' as day, 3 as value"],
    ["a moment without a zone", "select timestamp '2026-11-17 23:59:59' as day, 3 as value"],
    ["a text", "select '2026-11-17' as day, '3' as value"],
    ["a whole number", "select date '2026-11-17' as day, 3::bigint as value"],
    ["a query without parameters, with a comment and a semicolon", "select date '2026-11-17' as day, 3 as value;\n; "],
    ["a query that ends in a comment", "select date '2026-11-17' as day, 3 as value -- by day"],
    ["a query with a comment behind its semicolon", "select date '2026-11-17' as day, 3 as value; -- by day"],
    ["a query with two of them", "select date '2026-11-17' as day, 3 as value; /* a; /* b */ c */ ; -- d\n-- e"],
    ["a query with signs in its texts", "select date '2026-11-17' as day, length('a;--') - 1 as value, E'\\';--' -- x"],
    ["a query of parts", "with a as (select date '2026-11-17' as day, 3 as value) select * from a order by 1"],
    ["more columns", "select 1 as other, 3 as value, date '2026-11-17' as day"],
  ])("may give %s", async (_, query) => {
    expect(await valuesOf(query)).toEqual([3, null, null, null, null]);
  });

  test("may say that a day without a row is zero", async () => {
    const query = `select day, count(s.at) as value
      from generate_series($1, $2 - 1, interval '1 day') as day
      left join (select day as at from signups) s on s.at >= day and s.at < day + interval '1 day'
      group by day`;

    expect(await valuesOf(query)).toEqual([1, 1, 0, 1, null]);
  });

  test.each(["'NaN'::float8", "'Infinity'::float8", "'-Infinity'::float8", "'NaN'::numeric", "null::int"])(
    "has no data on a day of %s",
    async (value) => {
      expect(await valuesOf(`select date '2026-11-17' as day, ${value} as value`)).toEqual(Array(5).fill(null));
    },
  );

  test.each([
    ["two rows for a day", "select date '2026-11-17' as day, 3 as value from generate_series(1, 2)", "not-understood"],
    ["a row without a day", "select null::date as day, 3 as value", "not-understood"],
    ["a day that is none", "select 'yesterday-ish' as day, 3 as value", "not-understood"],
    ["a value that is no number", "select date '2026-11-17' as day, 'many' as value", "not-understood"],
    ["a value that is true", "select date '2026-11-17' as day, true as value", "not-understood"],
    ["a number that is too large", "select date '2026-11-17' as day, 1e400 as value", "not-understood"],
    ["too many rows", "select current_date + n as day, 1 as value from generate_series(1, 1001) as n", "too-large"],
    ["a column of another name", "select day, value as number from signups", "refused"],
    ["a table it may not read", "select day, value from pg_authid", "refused"],
    ["a mistake", "select day, from", "refused"],
    ["a way out of the brackets", "select day, value from signups) as x; drop table signups; --", "refused"],
  ])("refuses %s", async (_, query, kind) => {
    expect(await sourceErrorOf(open()(query))).toMatchObject({ kind, status: null });
  });

  test("takes no cell that fills the memory", async () => {
    const wide = "select date '2026-11-17' as day, repeat('9', 50000000) as value";

    expect(await sourceErrorOf(open()(wide))).toMatchObject({ kind: "not-understood" });
  });

  test.each([
    "with a as (insert into written default values returning 1) select date '2026-11-17' as day, 1 as value from a",
    "select date '2026-11-17' as day, write_all() as value",
    "select set_config('transaction_read_only', 'off', true)::date as day, write_all() as value",
  ])("writes nothing: %s", async (query) => {
    expect(await sourceErrorOf(open()(query))).toMatchObject({ kind: "refused" });
    expect(await admin.query("select * from written")).toEqual([]);
  });

  test("ends a query that takes a minute, here and on the server", async () => {
    const slow = "select date '2026-11-17' as day, 1 as value from (select pg_sleep(60)) as x";

    const error = await sourceErrorOf(open(address, 300)(slow));

    expect(error).toMatchObject({ kind: "timeout" });
    await eventually(async () => {
      const sessions = await admin.query("select 1 from pg_stat_activity where usename = $1", [role]);
      expect(sessions).toEqual([]);
    });
  });

  test("keeps no connection open", async () => {
    await open()(BY_DAY);

    await eventually(async () => {
      const sessions = await admin.query("select 1 from pg_stat_activity where usename = $1", [role]);
      expect(sessions).toEqual([]);
    });
  });

  test("refuses a database and a role that are not there, and tells no password", async () => {
    for (const wrong of [address.replace(/test_\w+$/, "no_such"), address.replace(role, "no_such_role")]) {
      const error = await sourceErrorOf(open(wrong)(BY_DAY));

      expect(error).toMatchObject({ kind: "refused", message: "the source refuses the query" });
      const shown = JSON.stringify({ ...error, stack: error.stack, detail: error.detail });
      expect(shown).not.toContain(PASSWORD);
      expect(shown).not.toContain(encodeURIComponent(PASSWORD));
      expect(error.cause).toBeUndefined();
    }
  });

  test("tells nothing of what a query says", async () => {
    const leaking = `select date '2026-11-17' as day, ('${PASSWORD}' || day)::int as value from signups`;

    const error = await sourceErrorOf(open()(leaking));

    expect(error.kind).toBe("not-understood");
    expect(`${error.message} ${error.stack} ${error.detail} ${Object.values(error)}`).not.toContain(PASSWORD);
    expect(error.detail).toContain("[secret]");
  });
});
