import { describe, expect, test } from "vitest";
import { Config } from "../../../src/core/config/config.ts";
import { parseConfigFile } from "../../../src/core/config/config-file.ts";
import { resolveSettings } from "../../../src/core/config/settings.ts";
import { listMetrics } from "../../../src/core/metric/list-metrics.ts";
import type { RepositoryFiles } from "../../../src/core/repository/repository-files.ts";

/** Problems as "line:column severity key message". */
function listProblems(text: string): readonly string[] {
  return parseConfigFile(text).problems.map(
    ({ line, column, severity, key, message }) => `${line}:${column} ${severity} ${key} ${message}`,
  );
}

function resolve(own: string, owner: string | null = null) {
  const files: RepositoryFiles = {
    ...{ defaultBranch: "main", commit: "a", visibility: "private", isFork: false, isArchived: false, hasIssues: true },
    ...{ templates: [], config: own },
    owner: owner === null ? null : { visibility: "private", commit: "b", templates: [], config: owner },
  };
  return resolveSettings(files);
}

const NO_SOURCE =
  "This metric has no source. Write source: github and issues: { labels: [bug] }, or a source of the app's operator and a query.";
const NAME =
  "Expected a name of letters, digits, dots, hyphens and underscores: a letter first, at most 40 characters.";

describe("the metrics of a file", () => {
  test("are listed with what they leave out", () => {
    const { config, problems } = parseConfigFile(
      [
        "metrics:",
        "  bugs: { source: github, issues: { labels: [export-bug] }, better: fewer }",
        "  exports: { source: prom, query: exports, weekly: max, unit: exports }",
        '  conversion.rate: { source: prom, query: rate, unit: "%" }',
      ].join("\n"),
    );

    expect(problems).toEqual([]);
    expect(listMetrics(Config.parse(config))).toEqual([
      {
        name: "bugs",
        source: "github",
        query: { kind: "issues", labels: ["export-bug"] },
        ...{ weekly: "sum", unit: null, better: "fewer" },
      },
      {
        name: "exports",
        source: "prom",
        query: { kind: "query", query: "exports" },
        ...{ weekly: "max", unit: "exports", better: "more" },
      },
      {
        name: "conversion.rate",
        source: "prom",
        query: { kind: "query", query: "rate" },
        ...{ weekly: "average", unit: "%", better: "more" },
      },
    ]);
  });

  test("are none by default", () => {
    expect(listMetrics(Config.parse({}))).toEqual([]);
  });

  test("may be called what objects have", () => {
    const { config } = parseConfigFile("metrics: { constructor: { source: prom, query: a } }\n");

    expect(listMetrics(Config.parse(config)).map(({ name }) => name)).toEqual(["constructor"]);
  });
});

describe("a metric that cannot be read is named, with what to write", () => {
  test.each([
    [
      "{ source: github }",
      "2:16 error metrics.a.source With source: github, say which issues to count: issues: { labels: [bug] }.",
    ],
    [
      "{ source: github, issues: { labels: [] } }",
      "2:16 error metrics.a.source With source: github, say which issues to count: issues: { labels: [bug] }.",
    ],
    [
      "{ source: github, query: x }",
      "2:24 error metrics.a.query source: github has no query. Write issues: { labels: [bug] } instead.",
    ],
    [
      "{ source: prom }",
      "2:16 error metrics.a.source Say what to read there: add query, with the name of a query of this source.",
    ],
    [
      "{ source: prom, issues: { labels: [x] } }",
      "2:22 error metrics.a.issues Only source: github counts issues. Write that source, or a query.",
    ],
    ["{ better: fewer }", `2:3 warning metrics.a ${NO_SOURCE}`],
    ["{ source: prom, query: x, better: less }", "2:40 error metrics.a.better Expected one of: more, fewer."],
    [
      "{ source: prom, query: x, weekly: median }",
      "2:40 error metrics.a.weekly Expected one of: sum, average, last, max.",
    ],
    ["{ source: prom, query: '' }", "2:29 error metrics.a.query Must not be empty."],
    ["exports", "2:6 error metrics.a Expected a map of keys and values."],
    [
      "{ source: github, issues: { labels: ['bug*'] } }",
      "2:43 warning metrics.a.issues.labels.0 Labels are compared as a whole: an asterisk matches only itself.",
    ],
    ["{ source: prom, quary: x }", '2:22 warning metrics.a.quary Unknown key. Did you mean "metrics.a.query"?'],
  ])("%s", (definition, problem) => {
    expect(listProblems(`metrics:\n  a: ${definition}\n`)).toContain(problem);
  });

  test.each(["1st", "a b", "-x", "'a/b'", `${"x".repeat(41)}`, "'ä'"])("a name such as %s", (name) => {
    const text = `metrics:\n  ${name}: { source: prom, query: x }\n`;

    expect(listProblems(text)).toEqual([`2:3 error metrics.${name.replaceAll("'", "")} ${NAME}`]);
  });

  test("more than fifty", () => {
    const lines = Array.from({ length: 51 }, (_, index) => `  m${index}: { source: prom, query: x }\n`);

    expect(listProblems(`metrics:\n${lines.join("")}`)).toEqual(["2:3 error metrics A file has at most 50 metrics."]);
  });

  test("and its query is not quoted", () => {
    expect(listProblems("metrics: { a: { source: github, query: secret } }\n").join("")).not.toContain("secret");
  });
});

describe("the metrics of several files", () => {
  test("are merged key by key, and only the own ones may be suggested", () => {
    const { config, problems, ownMetrics } = resolve(
      "metrics: { exports: { better: fewer }, bugs: { source: github, issues: { labels: [bug] } } }\n",
      "metrics: { exports: { source: prom, query: exports }, signups: { source: prom, query: signups } }\n",
    );

    expect(problems).toEqual([]);
    expect(listMetrics(config)).toMatchObject([
      { name: "exports", source: "prom", better: "fewer" },
      { name: "signups", source: "prom", better: "more" },
      { name: "bugs", source: "github" },
    ]);
    expect(ownMetrics).toEqual(["exports", "bugs"]);
  });

  test("may change the source: what belongs to the other one is left out", () => {
    const { config } = resolve(
      "metrics: { exports: { source: github, issues: { labels: [export] } } }\n",
      "metrics: { exports: { source: prom, query: exports } }\n",
    );

    expect(listMetrics(config)).toMatchObject([{ source: "github", query: { kind: "issues", labels: ["export"] } }]);
  });

  test("without a source in any of them are named and not listed", () => {
    const { config, problems } = resolve("metrics: { exports: { better: fewer } }\n", "metrics: { bugs: {} }\n");

    expect(listMetrics(config)).toEqual([]);
    expect(problems.map(({ source, key }) => `${source} ${key}`)).toEqual([
      "own metrics.exports",
      "owner metrics.bugs",
    ]);
  });
});
