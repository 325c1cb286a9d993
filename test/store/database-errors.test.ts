import { inspect } from "node:util";
import { expect, test } from "vitest";
import { useDatabase } from "../support/database.ts";

const getDb = useDatabase();

test.each<[string, string, unknown[]]>([
  ["a value of the wrong type", "select $1::text::int as n", ["hush-hush"]],
  ["a value that is no JSON", "select $1::text::jsonb as n", ["hush-hush"]],
  [
    "a row that breaks a rule",
    "insert into delivery (guid, event, key, body) values ($1, null, $1, $1)",
    ["hush-hush"],
  ],
  ["a row that is there", "insert into migration (name, ran_at) values ($1, now()), ($1, now())", ["hush-hush"]],
])("an error of %s repeats nothing of the values", async (_, sql, values) => {
  const error = await getDb()
    .query(sql, values)
    .catch((caught: unknown) => caught);

  expect(error).toBeInstanceOf(Error);
  expect(inspect(error, { depth: 5, showHidden: true })).not.toContain("hush-hush");
  expect(error).toHaveProperty("code");
});
