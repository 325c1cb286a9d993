import { inspect } from "node:util";
import { afterEach, expect, it, vi } from "vitest";
import { useDatabase } from "./support/database.ts";
import { findFreePort } from "./support/free-port.ts";
import { createLoop, type Loop, quietLog } from "./support/loop.ts";
import { openShop } from "./support/shop.ts";
import { startSource } from "./support/source-server.ts";
import { sourcesOf } from "./support/sources.ts";
import { aDescription } from "./support/template.ts";

const getDb = useDatabase();
afterEach(() => {
  vi.restoreAllMocks();
});

const TOKEN = "the-token-of-prometheus";
const PASSWORD = "the-password-of-the-address";
const WAREHOUSE = "the-password-of-the-warehouse";
const QUERY = "sum(a_query_that_tells_too_much)";
const UPSTREAM = "words-of-the-source-itself";

const CONFIG = [
  "metrics:",
  "  exports: { source: prom, query: exports }",
  "  imports: { source: prom, query: imports }",
  "  signups: { source: warehouse, query: signups }",
].join("\n");
const NAMED = aDescription({ measure: "`exports` to 20, `imports` to 20 and `signups` to 5 a week." });

/** What is logged from now on. */
function listen(): () => string {
  const spies = (["debug", "info", "warn", "error"] as const).map((level) => vi.spyOn(quietLog, level));
  return () =>
    inspect(
      spies.map(({ mock }) => mock.calls),
      { depth: Infinity, maxStringLength: Infinity, showHidden: true },
    );
}

async function readTables({ db }: Pick<Loop, "db">): Promise<string> {
  const tables = await db.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  );
  const rows = await Promise.all(tables.map(({ name }) => db.query(`select * from ${name}`)));
  return JSON.stringify(rows);
}

it("secrets of sources, their addresses, queries and answers are in no log, table, call or page", async () => {
  const logged = listen();
  const port = await findFreePort();
  const answers = [401, 500, 200, 302];
  const { address, asked } = await startSource((response, { headers, form }) => {
    const status = answers[(asked.length - 1) % answers.length] ?? 500;
    response.writeHead(status, { location: `http://${TOKEN}.test/`, "x-echo": TOKEN });
    response.end(`<p>${UPSTREAM} ${JSON.stringify(headers)} ${form}</p>`);
  });
  const file = [
    "sources:",
    `  prom: { kind: prometheus, address: "${address.replace("//", `//ada:${PASSWORD}@`)}", repositories: [acme/*],`,
    `          headers: { X-Token: ${TOKEN} }, queries: { exports: "${QUERY}", imports: "${QUERY} + 1" } }`,
    `  warehouse: { kind: sql, address: "postgres://ada:${WAREHOUSE}@127.0.0.1:${port}/w", repositories: [acme/*],`,
    `               queries: { signups: "${QUERY}" } }`,
  ];
  const at = await openShop(createLoop(getDb(), undefined, sourcesOf(file.join("\n"))), {
    config: CONFIG,
    private: true,
  });

  await at.install().openPull({ body: NAMED }).merge();
  for (let day = 0; day < 32; day++) await at.pass({ days: 1 });
  await at.tick("worked").pass({ minutes: 2 });

  const seen = [logged(), await readTables(at), JSON.stringify(at.gh.calls), at.question().body, at.dashboard().body];
  expect(asked.length).toBeGreaterThan(answers.length);
  expect(asked[0]?.headers).toMatchObject({ "x-token": TOKEN });
  expect(at.question().body).toContain("`exports`: its source");
  expect(logged()).toContain("a source gave no days");
  const basic = Buffer.from(`ada:${PASSWORD}`).toString("base64");
  for (const secret of [
    TOKEN,
    PASSWORD,
    basic,
    WAREHOUSE,
    QUERY,
    UPSTREAM,
    new URL(address).host,
    `127.0.0.1:${port}`,
  ]) {
    for (const text of [...seen, at.pull().check?.summary ?? ""]) expect(text).not.toContain(secret);
  }
});
