import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConfigFile } from "../../../src/core/config/config-file.ts";

/** Problems as "line:column severity key message". */
function listProblems(text: string): readonly string[] {
  return parseConfigFile(text).problems.map(
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
    ["skip:\n  labels: [a, 1]\n", "2:15 error skip.labels.1 Expected text."],
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
