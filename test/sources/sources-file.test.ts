import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseSourcesFile, readSourcesFile } from "../../src/sources/sources-file.ts";
import { ROOT } from "../support/source.ts";
import { aMetric, SHOP, sourcesOf } from "../support/sources.ts";

const SECRET = "s3cr3t-t0ken";
const TOKEN = put("SOURCE_TOKEN");
const VARIABLES = { SOURCE_TOKEN: SECRET, SOURCE_BREAK: "two\nlines", SOURCE_NESTED: TOKEN };

/** A variable as a file names it. */
function put(name: string): string {
  return `\${${name}}`;
}

const QUERIES = "queries: { exports: sum(x) }";

/** A file with one Prometheus; these lines say the rest about it. */
function aFile(lines: readonly string[] = [QUERIES], address = "https://prom.test"): string {
  const source = ["kind: prometheus", `address: ${address}`, ...lines];
  return ["sources:", "  prom:", ...source.map((line) => `    ${line}`)].join("\n");
}

function define(text: string) {
  const read = parseSourcesFile(text, VARIABLES);
  if ("problems" in read) throw new Error(read.problems.join("\n"));
  return read.definitions;
}

function problemsOf(text: string): readonly string[] {
  const read = parseSourcesFile(text, VARIABLES);
  return "problems" in read ? read.problems : [];
}

describe("a file of sources", () => {
  test("defines a Prometheus", () => {
    const headers = `headers: { Authorization: 'Bearer ${TOKEN}' }`;
    const file = aFile(
      [headers, "repositories: [acme/shop, 1296269]", "public: true", QUERIES],
      "https://prom.test/tenant/",
    );

    expect(define(file)).toMatchObject([
      {
        kind: "prometheus",
        name: "prom",
        address: "https://prom.test/tenant/api/v1/query_range",
        headers: { authorization: `Bearer ${SECRET}` },
        repositories: ["acme/shop", 1296269],
        isPublic: true,
        queries: { exports: "sum(x)" },
      },
    ]);
  });

  test("defines a database", () => {
    const queries = "queries: { signups: 'select day, value from signups' }";
    const file = `sources: { warehouse: { kind: sql, address: 'postgres://ada:${TOKEN}@db.test/w', ${queries} } }`;

    expect(define(file)).toMatchObject([
      {
        kind: "sql",
        name: "warehouse",
        address: `postgres://ada:${SECRET}@db.test/w`,
        repositories: [],
        isPublic: false,
        queries: { signups: "select day, value from signups" },
      },
    ]);
  });

  test.each([
    ["nothing", ""],
    ["no sources", "sources: {}"],
    ["sources that are commented out", "sources:\n#  prom:"],
  ])("may define %s", (_, text) => {
    expect(define(text)).toEqual([]);
  });

  test("keeps parameters of the address, and sends its name and password as a header", () => {
    const [found] = define(aFile([QUERIES], "https://ada:p%40ss@prom.test?partial_response=false"));
    const authorization = `Basic ${Buffer.from("ada:p@ss").toString("base64")}`;

    expect(found).toMatchObject({
      address: "https://prom.test/api/v1/query_range?partial_response=false",
      headers: { authorization },
    });
  });

  test("has its variables put in once, in address and headers only", () => {
    const query = `x{a="${TOKEN}"}`;
    const [found] = define(
      aFile([`headers: { X-Key: '${put("SOURCE_NESTED")}' }`, `queries: { exports: '${query}' }`]),
    );

    expect(found).toMatchObject({ headers: { "x-key": TOKEN }, queries: { exports: query } });
  });

  test("is shown on the page about numbers without a problem", () => {
    const page = readFileSync(join(ROOT, "docs/numbers.md"), "utf8");
    const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
    const files = examples.filter((text) => /^sources:/m.test(text));
    const variables = { SOURCE_PROM_TOKEN: "token", SOURCE_WAREHOUSE: "postgres://h/d" };

    expect(files.map((text) => parseSourcesFile(text, variables))).toMatchObject([
      { definitions: [{ name: "prom" }] },
      { definitions: [{ name: "warehouse" }] },
    ]);
  });

  test("is read from the disk, also with a byte order mark", () => {
    const path = join(mkdtempSync(join(tmpdir(), "sources-")), "sources.yml");
    writeFileSync(path, `\uFEFF${aFile()}`);

    expect(readSourcesFile(path, {})).toMatchObject({ definitions: [{ name: "prom" }] });
    expect(readSourcesFile("/no/such/file", {})).toEqual({
      problems: ["SOURCES_FILE names a file that cannot be read (ENOENT)"],
    });
  });
});

const and = (line: string) => aFile([QUERIES, line]);
const at = (address: string) => aFile([QUERIES], address);

const aDatabase = (lines: string, address = "postgres://h/d") =>
  `sources: { db: { kind: sql, address: "${address}", ${lines} } }`;

describe("a problem of the file is one clear line", () => {
  const [promtheus, github] = ["prom: { kind: promtheus", "github: { kind: prometheus"];
  const ids = "sources.prom.repositories.0: ";
  const headers = "sources.prom.headers: ";
  test.each<[string, string, string]>([
    ["broken YAML", "sources: [", "SOURCES_FILE line 1: "],
    ["a key of the file", "source: {}", 'line 1, source: Unknown key. Did you mean "sources"?'],
    ["a key of a source", and("adress: x"), 'line 6, sources.prom.adress: Unknown key. Did you mean "address"?'],
    [
      "a kind",
      `sources: { ${promtheus}, address: x, queries: any } }`,
      "sources.prom.kind: Expected one of: prometheus",
    ],
    [
      "a missing address",
      "sources: { prom: { kind: prometheus, queries: any } }",
      "sources.prom.address: Expected text.",
    ],
    ["missing queries", aFile([]), 'sources.prom.queries: Expected a map of queries by name, or "any".'],
    ["all queries", aFile(["queries: all"]), 'sources.prom.queries: Expected a map of queries by name, or "any".'],
    ["an empty query", aFile(["queries: { exports: ' ' }"]), "sources.prom.queries.exports: Must not be empty."],
    ["the name of a query", aFile(["queries: { 'a b': x }"]), "sources.prom.queries.a b: Expected a name"],
    ["the name github", `sources: { ${github}, address: 'http://x', queries: any } }`, "The name github belongs"],
    ["an owner in a pattern", and("repositories: ['*/shop']"), `${ids}Expected owner/name`],
    ["a turned pattern", and("repositories: ['acme/!x']"), `${ids}Expected owner/name`],
    ["an owner alone", and("repositories: [acme]"), `${ids}Expected owner/name`],
    ["an id that is none", and("repositories: [-1]"), `${ids}Must be at least 1.`],
    ["text for public", and('public: "yes"'), "sources.prom.public: Expected true or false."],
    ["another protocol", at("ftp://prom.test"), "sources.prom.address: Expected an address"],
    ["no address at all", at(SECRET), "sources.prom.address: Expected an address"],
    ["a variable that is not set", at(`'${put("SOURCE_NONE")}'`), "The variable SOURCE_NONE is not set."],
    ["a variable of the app's own", at(`'${put("PRIVATE_KEY")}'`), "Only variables named SOURCE_…"],
    ["a variable that is not closed", at(`'http://${TOKEN.slice(0, -1)}'`), "Only variables named SOURCE_…"],
    [
      "two headers that are one",
      and("headers: { X-Key: a, x-key: b }"),
      `${headers}Two headers differ only in capitals`,
    ],
    [
      "a source called __proto__",
      `sources: { __proto__: { kind: sql, address: x } }`,
      "sources.__proto__: Nothing can",
    ],
    ["a query called __proto__", aFile(["queries: { __proto__: x }"]), "sources.prom.queries.__proto__: Nothing can"],
    ["a header called __proto__", and("headers: { __proto__: x }"), `${headers}Nothing can`],
    ["a key called __proto__", "__proto__: x", "__proto__: Unknown key."],
    ["a key of a source called __proto__", and("__proto__: x"), "sources.prom.__proto__: Unknown key."],
    ["an empty entry", and("repositories: ['']"), `${ids}Expected owner/name`],
    ["two lines in a header", and(`headers: { X: '${put("SOURCE_BREAK")}' }`), `${headers}A header has`],
    ["the name of a header", and(`headers: { 'X ${SECRET}': y }`), `${headers}A header has`],
    ["a header of the connection", and("headers: { Content-Length: '1' }"), `${headers}A header has`],
    ["a header that is no text", and(`headers: { ${SECRET}: [1] }`), `${headers}Expected text.`],
    [
      "two ways to log in",
      aFile([QUERIES, "headers: { Authorization: x }"], "http://ada:pass@prom.test"),
      "Only one of them can be sent.",
    ],
    ["any query of a database", aDatabase("queries: any"), "sources.db.queries: Expected a map of keys and values."],
    ["headers of a database", aDatabase("queries: {}, headers: {}"), "sources.db.headers: Unknown key."],
    ["a database that is a page", aDatabase("queries: {}", "https://db.test"), "begins with postgres://"],
    ["a password with a special character", aDatabase("queries: {}", `postgres://a:#${SECRET}@h/d`), "written as %23"],
    ["a certificate", aDatabase("queries: {}", "postgres://h/d?sslrootcert=/no/such"), "cannot be read (ENOENT)"],
  ])("%s", (_, text, line) => {
    const problems = problemsOf(text);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(line);
    expect(problems[0]).not.toContain("\n");
    expect(problems[0]).not.toContain(SECRET);
  });

  test("all are said at once, of the schema and of what it cannot see", () => {
    const file = [
      aFile(["queries: { a: '' }", "repositories: ['*/*', acme/shop, 'acme']"]),
      "  github: { kind: sql, address: postgres://h/d, queries: {} }",
      `  other: { kind: prometheus, address: '${put("SOURCE_NONE")}', queries: any }`,
    ];

    expect(problemsOf(file.join("\n")).map((line) => line.replace(/^SOURCES_FILE line \d+, sources\./, ""))).toEqual([
      expect.stringContaining("prom.repositories.0: Expected owner/name"),
      expect.stringContaining("prom.repositories.2: Expected owner/name"),
      expect.stringContaining("prom.queries.a: Must not be empty."),
      expect.stringContaining("github: The name github"),
      expect.stringContaining("other.address: The variable SOURCE_NONE is not set."),
    ]);
  });

  test("each has its own", () => {
    expect(problemsOf(aFile(["queries: { a: '', b: x }", "public: 1", "x: 1"]))).toHaveLength(3);
  });
});

describe("a source is found", () => {
  const repositories = "repositories: [acme/shop, 'acme/w{a,e}b*', 77]";
  const file = aFile([repositories, QUERIES]);
  const find = (repository: object, query = "exports", text = file) =>
    sourcesOf(text).find(aMetric({ query: { kind: "query", query } }), { ...SHOP, ...repository }).kind;

  test.each<[string, object, string]>([
    ["by name", {}, "source"],
    ["by name, whatever its case", { owner: "ACME", name: "Shop" }, "source"],
    ["by a pattern", { name: "web-app" }, "source"],
    ["by id, after a rename", { id: 77, owner: "other", name: "thing" }, "source"],
    ["not for another name", { name: "shop2" }, "not-open"],
    ["not for another owner", { owner: "acme2" }, "not-open"],
    ["not for an owner that holds the pattern's", { owner: "notacme", name: "web" }, "not-open"],
  ])("%s", (_, repository, kind) => {
    expect(find(repository)).toBe(kind);
  });

  test.each<[string, string, string, string]>([
    ["a query it does not have", "imports", file, "no-such-query"],
    ["a name every object has", "constructor", file, "no-such-query"],
    ["a query in its language", "sum(y)", file, "query-not-allowed"],
    ["any query where the operator says so", "sum(y)", aFile([repositories, "queries: any"]), "source"],
  ])("or not, for %s", (_, query, text, kind) => {
    expect(find({}, query, text)).toBe(kind);
  });

  test("for no repository without a list, and never under a name it does not have", () => {
    expect(find({}, "exports", aFile())).toBe("not-open");
    expect(sourcesOf(file).find(aMetric({ source: "other" }), SHOP)).toEqual({ kind: "unknown" });
  });
});
