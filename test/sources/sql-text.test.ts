import { expect, test } from "vitest";
import { withoutEnd } from "../../src/sources/sql-text.ts";

test.each([
  "select 1",
  "select ';--'",
  "select 'it''s; --'",
  "select E'\\';--'",
  "select e'\\\\'",
  'select 1 as ";--"',
  "select $$;--$$",
  "select $a$ $$ ;-- $b$ $a$",
  "select a$b, '--' as c$b",
  "select /* ; */ 1",
  "select 1 -- one\n, 2",
  "select 1 where day >= $1 and day < $2",
  "select 3 - -1",
  "select 8 / 2 * 3",
  "select 'é' as été",
])("of a query its end is left out, and nothing else: %s", (query) => {
  const ends = [
    "",
    ";",
    " ; ;\n",
    "; -- note",
    " -- note; more",
    "-- it's\n;",
    "/* a /* ' */ ; */",
    ";\n--",
    "; /* open",
  ];

  for (const end of ends) expect(withoutEnd(query + end), end).toBe(query);
});

test.each([
  "select 1; select 2",
  "select 1; drop table a",
  "select 'open; --",
  "select $a$ open; --",
  'select "open; --',
])("what the database has to refuse stays: %s", (query) => {
  expect(withoutEnd(query)).toBe(query);
});

test.each(["", ";", "-- nothing", "/* nothing"])("there may be nothing: %s", (query) => {
  expect(withoutEnd(query)).toBe("");
});
