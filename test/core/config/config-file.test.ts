import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConfigFile } from "../../../src/core/config/config-file.ts";
import type { ConfigSource } from "../../../src/core/config/config-problem.ts";

/** Problems as "line:column severity key message". */
function listProblems(text: string, source: ConfigSource = "own"): readonly string[] {
  return parseConfigFile(text, source).problems.map(
    ({ line, column, severity, key, message }) => `${line}:${column} ${severity} ${key} ${message}`,
  );
}

describe("a valid file", () => {
  test("is parsed without defaults", () => {
    const { config, problems } = parseConfigFile("time-zone: Europe/Berlin\nfollow-up:\n  after: 2 weeks\n");

    expect(config).toEqual({ "time-zone": "Europe/Berlin", "follow-up": { after: "2 weeks" } });
    expect(problems).toEqual([]);
  });

  test.each(["", "# nothing yet\n", "skip:\n  # labels: [x]\n", "~\n"])("may be empty: %j", (text) => {
    expect(parseConfigFile(text)).toEqual({ config: expect.any(Object), problems: [] });
  });

  test("may use anchors", () => {
    const { config } = parseConfigFile("dashboard: &quiet\n  enabled: false\nreport: *quiet\n");

    expect(config).toEqual({ dashboard: { enabled: false }, report: { enabled: false } });
  });
});

describe("an unknown key", () => {
  test.each([
    ["enforcment: off\n", '1:1 warning enforcment Unknown key. Did you mean "enforcement"?'],
    [
      "follow-up:\n  nudgeAfter: 3 days\n",
      '2:3 warning follow-up.nudgeAfter Unknown key. Did you mean "follow-up.nudge-after"?',
    ],
    ["after: 3 days\n", '1:1 warning after Unknown key. Did you mean "follow-up.after"?'],
    ["timezone: UTC\n", '1:1 warning timezone Unknown key. Did you mean "time-zone"?'],
    ["colour: red\n", "1:1 warning colour Unknown key."],
  ])("%j is reported, with the likely intended key", (text, problem) => {
    expect(listProblems(text)).toEqual([problem]);
  });

  test("does not affect the rest of the file", () => {
    expect(parseConfigFile("colour: red\nactive: always\n").config).toEqual({ active: "always" });
  });
});

describe("an invalid value", () => {
  test.each([
    ["enforcement: sometimes\n", "1:14 error enforcement Expected one of: off, remind, require."],
    ["comment: maybe\n", "1:10 error comment Expected true or false."],
    ["skip:\n  labels: wip\n", "2:11 error skip.labels Expected a list."],
    [
      "skip:\n  labels: [a, 1]\n",
      '2:15 error skip.labels.1 Expected text. Put the entry in quotes, such as "{feat,fix}/*" or "1.0".',
    ],
    ["follow-up: { max-per-day: -1 }\n", "1:27 error follow-up.max-per-day Must be at least 0."],
    [
      "follow-up:\n  after: soon\n",
      '2:10 error follow-up.after Expected a duration such as "30 days", "2 weeks" or "1 month".',
    ],
    ["follow-up:\n  after: 2 years\n", "2:10 error follow-up.after Must not be longer than a year."],
    ["time-zone: Mars/Olympus\n", '1:12 error time-zone Expected an IANA time zone such as "Europe/Berlin" or "UTC".'],
    ["_extends: https://example.org\n", "1:11 error _extends Expected a repository as owner/repo."],
    [
      "ledger: { path: ../secrets }\n",
      "1:17 error ledger.path Expected a folder inside the repository, such as outcomes.",
    ],
    ["- a\n", "1:1 error  Expected a map of keys and values."],
    ["follow-up: { max-per-day: 99999999999 }\n", "1:27 error follow-up.max-per-day Must be at most 10000."],
    [
      "ledger: { path: a/.GIT. }\n",
      "1:17 error ledger.path Expected a folder inside the repository, such as outcomes.",
    ],
  ])("%j makes the file invalid, and is reported with its position", (text, problem) => {
    expect(listProblems(text)).toEqual([problem]);
    expect(parseConfigFile(text).config).toBeNull();
  });

  test("is never quoted, since the file may be private", () => {
    const words = listProblems(
      "time-zone: secret-a\nfollow-up: { after: secret-b }\nactive: secret-c\nx: &a [*secret-d]\n",
    );

    expect(words.join(" ")).not.toContain("secret-");
  });
});

const EMPTY = 'An entry is empty. Put what begins with "!", "#", "&" or "*" in quotes, such as "!src/**".';
const TAG = 'YAML takes "!" at the beginning for a tag. Put the value in quotes, such as "!src/**".';
const ALIAS = 'YAML takes "*" at the beginning for an alias. Put the value in quotes, such as "*wip*".';
const ANCHOR =
  'YAML takes "&" and "*" at the beginning for anchors and aliases. Put the value in quotes, such as "*wip*".';
const UNQUOTED = 'Expected text. Put the entry in quotes, such as "{feat,fix}/*" or "1.0".';
const NOT_SEEN = "Expected one line of text that can be seen.";

describe("an entry that cannot be used is an error where it stands", () => {
  test.each([
    ["titles", '[""]', `2:12 error skip.titles.0 ${EMPTY}`],
    ["labels", '[a, " "]', `2:15 error skip.labels.1 ${EMPTY}`],
    ["authors", "\n    -\n", `3:6 error skip.authors.0 ${EMPTY}`],
    ["branches", "[&main]", `2:19 error skip.branches.0 ${EMPTY}`],
    ["paths", "\n    - a\n    - #docs\n", `4:7 error skip.paths.1 ${EMPTY}`],
    ["paths", '["\u200b"]', `2:11 error skip.paths.0 ${EMPTY}`],
    ["paths", "[!src/**]", `2:11 error  ${TAG}`],
    ["paths", "[!src docs]", `2:11 error  ${TAG}`],
    ["labels", "!wip", `2:11 error  ${TAG}`],
    ["titles", "\n    - ok\n    - *wip*\n", `4:7 error  ${ALIAS}`],
    ["titles", "[*]", `2:12 error  ${ANCHOR}`],
    ["branches", "[{feat,fix}]", `2:14 error skip.branches.0 ${UNQUOTED}`],
    ["titles", "\n    - chore: deps\n", `3:7 error skip.titles.0 ${UNQUOTED}`],
    ["titles", "[1.0]", `2:12 error skip.titles.0 ${UNQUOTED}`],
    ["titles", '["a\\nb"]', `2:12 error skip.titles.0 ${NOT_SEEN}`],
    ["titles", '["\\ud83d"]', `2:12 error skip.titles.0 ${NOT_SEEN}`],
    ["titles", '["\\0"]', `2:12 error skip.titles.0 ${NOT_SEEN}`],
    ["titles", `[${"x".repeat(60_000)}]`, "2:12 error skip.titles.0 Must be at most 500 characters."],
    ["labels", `[${"x".repeat(51)}]`, "2:12 error skip.labels.0 Must be at most 50 characters."],
    ["paths", `[${"x,".repeat(201)}]`, "2:10 error skip.paths A list has at most 200 entries."],
  ])("in skip.%s: case %#", (key, value, problem) => {
    const text = `skip:\n  ${key}: ${value}\n`;

    expect(listProblems(text)).toContain(problem);
    expect(parseConfigFile(text).config).toBeNull();
  });

  test.each([
    ["fields:\n  measure:\n    headings: [a, '']\n", "fields.measure.headings.1"],
    ["follow-up:\n  labels: ['']\n", "follow-up.labels.0"],
    ["follow-up:\n  fallback: [~]\n", "follow-up.fallback.0"],
    ["bases: [default, '']\n", "bases.1"],
    ["report: { labels: [' '] }\n", "report.labels.0"],
  ])("in every list: %j", (text, key) => {
    expect(parseConfigFile(text).problems).toMatchObject([{ severity: "error", key, message: EMPTY }]);
  });
});

describe("people who cannot be assigned", () => {
  test.each([
    ["@acme/core", "A team cannot be assigned to an issue. Name people, such as octocat."],
    ["acme-release[bot]", "A bot cannot answer. Name people, such as octocat."],
    ["ada@example.com", "Expected the login of a person, such as octocat."],
    ["ada-*", "Expected the login of a person, such as octocat."],
  ])("%s is an error in follow-up.fallback", (login, message) => {
    expect(listProblems(`follow-up: { fallback: ["${login}"] }\n`)).toEqual([
      `1:25 error follow-up.fallback.0 ${message}`,
    ]);
  });

  test.each(["octocat", "@octocat", "ada_acme", "old-"])("%s is a login", (login) => {
    expect(listProblems(`follow-up: { fallback: ["${login}"] }\n`)).toEqual([]);
  });
});

describe("YAML that says something else than it seems to", () => {
  const SECOND = "A second document begins here, and only the first would count. Remove this line.";

  test.each([
    ['comment: true\n---\nskip:\n  titles: ["chore*"]\n', `2:1 error  ${SECOND}`],
    ["---\ncomment: true\n---\n", `3:1 error  ${SECOND}`],
    ["comment: true\n...\n# x\n---\n", `4:1 error  ${SECOND}`],
    ["authors: [@bob]\n", '1:11 error  No value begins with "@", "`" or "%". Put it in quotes, such as "@octocat".'],
    ["comment: !!bool maybe\n", `1:10 error  ${TAG}`],
    ["skip: !!map [x]\n", `1:7 error  ${TAG}`],
    ["[a]: b\n", "1:1 error  A key must be a short text on one line, followed by a colon."],
    ['active: "\\d"\n', "1:10 error  YAML knows no such backslash escape. Put the value in single quotes."],
    ["active: a: b\n", "1:9 error  A value with a colon and a space after it must be in quotes."],
    ["\tactive: auto\n", "1:1 error  Tabs cannot indent YAML; use spaces."],
    ["bases: &a [*a]\n", "1:12 error  The file uses aliases in a way that cannot be read."],
    ["bases: [*later]\nx: &later y\n", `1:9 error  ${ALIAS}`],
  ])("%j", (text, problem) => {
    expect(listProblems(text)).toContain(problem);
    expect(parseConfigFile(text).config).toBeNull();
  });

  test("a directive is a warning only", () => {
    expect(listProblems("%FOO bar\n---\ncomment: false\n")).toEqual([
      '1:1 warning  A line that begins with "%" says nothing here.',
    ]);
    expect(parseConfigFile("%FOO bar\n---\ncomment: false\n").config).toEqual({ comment: false });
  });
});

describe("a glob that can never match is named", () => {
  test.each([
    ["paths", "docs\\\\api"],
    ["paths", "../docs"],
    ["paths", "/"],
    ["paths", "^docs/.*"],
    ["paths", "(docs|test)/**"],
    ["titles", "^chore.*"],
    ["titles", "chore.*"],
    ["titles", "chore$"],
    ["titles", "/^chore/i"],
    ["titles", "(chore|docs)*"],
    ["branches", "release/[0-9]*"],
    ["branches", "feat ure"],
    ["branches", "acme:main"],
    ["branches", "release/.*"],
    ["authors", "@acme/core"],
    ["authors", "Ada Lovelace"],
    ["authors", "ada@example.com"],
    ["labels", "wip*"],
  ])("skip.%s: %s", (key, glob) => {
    const { config, problems } = parseConfigFile(`skip:\n  ${key}: ["${glob}"]\n`);

    expect(problems).toMatchObject([{ severity: "warning", key: `skip.${key}.0`, line: 2, column: 6 + key.length }]);
    expect(config).not.toBeNull();
  });

  test("in bases too", () => {
    expect(parseConfigFile("bases: ['^main$']\n").problems).toMatchObject([{ severity: "warning", key: "bases.0" }]);
  });

  test.each([
    [
      "paths",
      "['docs/**', docs, docs/, /docs, ./docs/, '*.md', .github/, README.*, '.*', 'a{b,c}', 'My Docs/**', 'x+y/**']",
    ],
    ["titles", "['chore(deps)*', '[WIP]*', 'v1.*', '*: bump *', '1.x', '/ slash', 'a|b', 'ends.']"],
    ["branches", "['release/*', 'release/', refs/heads/main, 'v1.*', 'feat/(x)', '{feat,fix}/*', 'a.b']"],
    ["authors", "[octocat, '@octocat', 'ci-*', 'acme[bot]', '*[bot]', ada_acme, '{ada,bob}']"],
    ["labels", "[wip, 'needs: review', 'C++']"],
  ])("but not in skip.%s: %s", (key, globs) => {
    expect(listProblems(`skip:\n  ${key}: ${globs}\n`)).toEqual([]);
  });
});

test("a reminder after the end is only a warning", () => {
  const { config, problems } = parseConfigFile("follow-up: { nudge-after: 30 days }\n");

  expect(config).not.toBeNull();
  expect(problems).toMatchObject([{ severity: "warning", key: "follow-up.nudge-after" }]);
});

test("a key of the owner's file is a warning elsewhere", () => {
  expect(listProblems("onboarding: false\n")).toEqual([
    "1:1 warning onboarding This key counts only in the file of the owner's .github repository.",
  ]);
  expect(parseConfigFile("onboarding: false\n", "owner").problems).toEqual([]);
});

test.each([
  ["onboarding: 3\n", ["1:13 error onboarding Expected true or false, or a map of keys and values."]],
  ["onboarding: { per-day: 0 }\n", ["1:24 error onboarding.per-day Must be at least 1."]],
  ["onboarding: { per-day: many }\n", ["1:24 error onboarding.per-day Expected a number."]],
  [
    "onboarding: { perday: many, open: x }\n",
    [
      '1:15 warning onboarding.perday Unknown key. Did you mean "onboarding.per-day"?',
      "1:35 error onboarding.open Expected a number.",
    ],
  ],
  ["onboarding: { per-day: 5 }\n", []],
  ["onboarding: {}\n", []],
])("a key that takes two types of values is judged by the one that is written: %j", (text, problems) => {
  expect(listProblems(text, "owner")).toEqual(problems);
});

test("multiplying aliases, endless brackets and long files are refused quickly", () => {
  const list = (name: string, of: string) => `${name}: &${name} [${Array(10).fill(of).join(",")}]\n`;
  const laughs = `${list("a", "1")}${list("b", "*a")}${list("c", "*b")}${list("d", "*c")}`;

  for (const text of [laughs, "[".repeat(60_000), `active: always\n${"#".repeat(70_000)}`]) {
    expect(parseConfigFile(text).config).toBeNull();
    expect(parseConfigFile(text).problems.length).toBeLessThanOrEqual(30);
  }
});

test("any text is parsed without an exception, and every problem has a position", () => {
  const key = fc.constantFrom("active", "skip", "labels", "follow-up", "after", "x", "__proto__", "constructor");
  const line = fc.tuple(
    fc.constantFrom("", "  ", "\t", "- "),
    key,
    fc.constantFrom(": ", ":", " "),
    fc.string({ maxLength: 8 }),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(line.map((parts) => parts.join(""))).map((lines) => lines.join("\n")),
  );

  fc.assert(
    fc.property(text, (written) => {
      const { config, problems } = parseConfigFile(written);

      expect(config === null).toBe(problems.some(({ severity }) => severity === "error"));
      for (const { line: at, column } of problems) expect(Math.min(at, column)).toBeGreaterThanOrEqual(1);
    }),
  );
});
