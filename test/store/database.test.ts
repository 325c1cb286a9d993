import { expect, it } from "vitest";
import { useDatabase } from "../support/database.ts";

const db = useDatabase();

it("takes and gives back values of more than a megabyte", async () => {
  const text = "“½” 👍 ".repeat(150_000);

  const [row] = await db().query<{ text: string; list: string[] }>(
    "select $1::text as text, array_agg($1::text) as list from generate_series(1, 2)",
    [text],
  );

  expect(row?.text === text && row.list.every((one) => one === text)).toBe(true);
});

it("gives numbers for large integers, text for dates of the calendar, and moments", async () => {
  const rows = await db().query(
    "select 9007199254740991::bigint as n, '2026-12-21'::date as day, '2026-12-21T10:00:00Z'::timestamptz as at",
  );

  expect(rows).toEqual([{ n: 9_007_199_254_740_991, day: "2026-12-21", at: new Date("2026-12-21T10:00:00Z") }]);
  await expect(db().query("select 9007199254740993::bigint as n")).rejects.toThrow("no number can hold exactly");
});

it("goes on after a statement that failed, alone and within a transaction", async () => {
  await expect(db().query("select 1 / $1::int as n", [0])).rejects.toThrow("division by zero");
  await expect(db().execute("select 1; select 1 / 0")).rejects.toThrow("division by zero");
  const failing = db().transaction(async (tx) => {
    await tx.query("insert into migration (name, ran_at) values ('9999-none.sql', now())");
    await tx.query("select 1 / $1::int as n", [0]);
  });
  await expect(failing).rejects.toThrow("division by zero");

  expect(await db().query("select 1 / $1::int as n", [1])).toEqual([{ n: 1 }]);
  expect(await db().query("select name from migration where name = '9999-none.sql'")).toEqual([]);
});

it("lets nothing into a transaction that is not its own", async () => {
  const count = async () => (await db().query<{ n: number }>("select count(*) as n from migration"))[0]?.n ?? 0;
  const before = await count();
  let outside: Promise<number> | undefined;

  await db().transaction(async (tx) => {
    await tx.query("insert into migration (name, ran_at) values ('9999-none.sql', now())");
    outside = count();
    await tx.query("delete from migration where name = '9999-none.sql'");
  });

  expect(await outside).toBe(before);
});
