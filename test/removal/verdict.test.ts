import { describe, expect, it } from "vitest";
import { judge, type Run, selectTitles } from "./verdict.ts";

const TEST = { testFile: "test/loop.test.ts", title: "is asked once" };

/** A run of one file, with titles and what became of them. */
function aRun(tests: Readonly<Record<string, string>>, message = ""): Run {
  const assertionResults = Object.entries(tests).map(([title, status]) => ({ title, status }));
  return { testResults: [{ name: "/copy/test/loop.test.ts", message, assertionResults }] };
}

describe("a test that ran", () => {
  it("has passed or failed, whatever became of the others", () => {
    expect(judge(aRun({ "is asked once": "passed", "is asked twice": "failed" }), TEST)).toEqual({ kind: "passed" });
    expect(judge(aRun({ "is asked once": "failed", "is asked twice": "passed" }), TEST)).toEqual({ kind: "failed" });
  });

  it("with cases has failed when all of them have", () => {
    const test = { ...TEST, title: "%s is asked (once)" };

    expect(judge(aRun({ "one is asked (once)": "failed", "two is asked (once)": "failed" }), test).kind).toBe("failed");
    expect(judge(aRun({ "one is asked (once)": "failed", "two is asked (once)": "passed" }), test)).toEqual({
      kind: "unclear",
      problem: "of 2 such tests 1 passed and 1 failed",
    });
  });
});

describe("a test that did not run has not failed", () => {
  it.each<[string, Run, string]>([
    ["the run was given up", { problem: "vitest did not end within 120 s" }, "vitest did not end within 120 s"],
    [
      "its file does not load",
      aRun({}, "Expected ';', got '}'\n  at loop.ts"),
      "the test file could not be run: Expected ';', got '}'",
    ],
    ["there is none", aRun({ "is asked once more": "failed" }), "there is no such test"],
    ["its file is not there", { testResults: [] }, "the test file was not found"],
    ["it was skipped", aRun({ "is asked once": "skipped" }), "the test was skipped: it may need a Postgres server"],
  ])("where %s", (_, run, problem) => {
    expect(judge(run, TEST)).toEqual({ kind: "unclear", problem });
  });
});

it("titles are asked for as they are, with any text for the values of a case", () => {
  const pattern = new RegExp(selectTitles(["costs 1.5 calls (at most)?", "a delivery %s is refused", "saves %j"]));

  expect('the form saves {"a":1}').toMatch(pattern);

  expect("a merge costs 1.5 calls (at most)?").toMatch(pattern);
  expect("a delivery without a signature is refused").toMatch(pattern);
  expect("a merge costs 1x5 calls (at most)?").not.toMatch(pattern);
  expect("a delivery without a signature is refused twice").not.toMatch(pattern);
});
