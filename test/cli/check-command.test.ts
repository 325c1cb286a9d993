import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { runCheck } from "../../src/cli/check-command.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { measureProcessorTime } from "../support/processor-time.ts";
import { aFolder, aTerminal, runCommand } from "./stage.ts";

/** In no checkout. */
const NOWHERE = tmpdir();

const COMPLETE = `## What problem does this solve?

People ask twice a week how to reset a password.

## How will we know it worked?

Fewer than two such questions a month in #help.
`;
const INCOMPLETE = COMPLETE.replace("Fewer than two such questions a month in #help.", "TBD");
const EXEMPT = COMPLETE.replace("Fewer than two such questions a month in #help.", "N/A: only a typo");

describe("the check command", () => {
  test("prints the parsed fields of a complete description", async () => {
    const { path } = aFolder({ "a.md": COMPLETE });
    const { terminal, text } = aTerminal();

    const code = await runCheck([path("a.md")], {}, { terminal, cwd: NOWHERE });

    expect(code).toBe(0);
    expect(text().replace(path("a.md"), "a.md")).toMatchInlineSnapshot(`
      "a.md: complete
        problem  filled  People ask twice a week how to reset a password.
        measure  filled  Fewer than two such questions a month in #help.
      Tip: name a number, a date or a dashboard, and the measure will be easy to check later."
    `);
  });

  test("names missing fields, and the reason", async () => {
    const { path } = aFolder({ "a.md": INCOMPLETE });
    const { terminal, text } = aTerminal();

    const code = await runCheck([path("a.md")], {}, { terminal, cwd: NOWHERE });

    expect(code).toBe(1);
    expect(text()).toContain("missing: how we'll know it worked");
    expect(text()).toMatch(/measure +MISSING +“TBD” is a placeholder/);
  });

  test("accepts a measure that does not apply, with its reason", async () => {
    const { path } = aFolder({ "a.md": EXEMPT });
    const { terminal, json } = aTerminal();

    const code = await runCheck([path("a.md")], { json: true }, { terminal, cwd: NOWHERE });

    expect(code).toBe(0);
    expect(json().evaluation).toEqual({ kind: "exempt", reason: "only a typo" });
    expect(json().fields.measure).toMatchObject({ state: "not-applicable", text: "only a typo", why: null });
  });

  test("prints an object for one file", async () => {
    const { path } = aFolder({ "a.md": INCOMPLETE });
    const { terminal, json } = aTerminal();

    await runCheck([path("a.md")], { json: true }, { terminal, cwd: NOWHERE });

    expect({ ...json(), file: "a.md" }).toMatchInlineSnapshot(`
      {
        "advice": [
          {
            "field": "measure",
            "heading": "How will we know it worked?",
            "isNew": false,
            "mayNotApply": true,
            "write": "a number, a date or a place to look, such as “weekly exports go from 0 to 20”",
          },
        ],
        "evaluation": {
          "kind": "incomplete",
          "missing": [
            "measure",
          ],
        },
        "fields": {
          "checkBack": {
            "heading": null,
            "state": "missing",
            "text": null,
            "why": "no-heading",
          },
          "measure": {
            "heading": "How will we know it worked?",
            "state": "missing",
            "text": null,
            "why": "non-answer",
          },
          "problem": {
            "heading": "What problem does this solve?",
            "state": "filled",
            "text": "People ask twice a week how to reset a password.",
            "why": null,
          },
        },
        "file": "a.md",
        "template": null,
        "tip": null,
      }
    `);
  });

  test("prints a list for several files, and 1 when one of them is incomplete", async () => {
    const { path } = aFolder({ "a.md": COMPLETE, "b.md": INCOMPLETE });
    const { terminal, json } = aTerminal();

    const code = await runCheck([path("a.md"), path("b.md")], { json: true }, { terminal, cwd: NOWHERE });

    expect(code).toBe(1);
    expect(json().map((one: { evaluation: object }) => one.evaluation)).toEqual([
      { kind: "complete" },
      { kind: "incomplete", missing: ["measure"] },
    ]);
  });

  test("sums up several files for people", async () => {
    const { path } = aFolder({ "a.md": COMPLETE, "b.md": INCOMPLETE });
    const { terminal, text } = aTerminal();

    await runCheck([path("a.md"), path("b.md")], {}, { terminal, cwd: NOWHERE });

    expect(text()).toMatch(/\n\n1 of 2 complete\.$/);
  });

  test("does not accept a template's own text as an answer", async () => {
    const template = "## Reason\n<!-- outcome: problem -->\nSay why.\n";
    const { path } = aFolder({ "a.md": "## Reason\nSay why.\n", "t.md": template, "other.md": "## Else\n" });
    const { terminal, json } = aTerminal();

    await runCheck(
      [path("a.md")],
      { template: [path("other.md"), path("t.md")], json: true },
      { terminal, cwd: NOWHERE },
    );

    expect(json().template).toBe(path("t.md"));
    expect(json().fields.problem).toMatchObject({ state: "missing", why: "template-text", heading: "Reason" });
  });

  test("applies a configuration", async () => {
    const { path } = aFolder({ "a.md": INCOMPLETE, "outcomes.yml": "fields: { measure: { required: false } }" });
    const { terminal } = aTerminal();

    expect(await runCheck([path("a.md")], { config: path("outcomes.yml") }, { terminal, cwd: NOWHERE })).toBe(0);
  });

  test("refuses a configuration with errors, and prints their position", async () => {
    const { path } = aFolder({ "a.md": COMPLETE, "outcomes.yml": "active: perhaps" });
    const { terminal } = aTerminal();

    const run = runCheck([path("a.md")], { config: path("outcomes.yml") }, { terminal, cwd: NOWHERE });

    await expect(run).rejects.toThrow(UsageError);
    await expect(run).rejects.toThrow(/outcomes\.yml:1:9: Expected one of: auto, always, never\./);
  });

  test("warns about a configuration with an unknown key", async () => {
    const { path } = aFolder({ "a.md": COMPLETE, "outcomes.yml": "enforcment: off" });
    const { terminal, warned } = aTerminal();

    await runCheck([path("a.md")], { config: path("outcomes.yml") }, { terminal, cwd: NOWHERE });

    expect(warned.join()).toContain("outcomes.yml has a problem.");
  });

  test("neutralizes text that would control the terminal", async () => {
    const { path } = aFolder({ "a.md": COMPLETE.replace("People", "\u001B[31mPeople\u202E") });
    const { terminal, text } = aTerminal();

    await runCheck([path("a.md")], {}, { terminal, cwd: NOWHERE });

    expect(text()).not.toContain("\u001B");
    expect(text()).not.toContain("\u202E");
  });

  test("parses a thousand descriptions in seconds of processor time", async () => {
    const { path } = aFolder({ "a.md": COMPLETE.repeat(5), "t.md": COMPLETE });
    const { terminal } = aTerminal();
    const files = Array<string>(1_000).fill(path("a.md"));

    const ms = await measureProcessorTime(
      () => runCheck(files, { template: [path("t.md")], json: true }, { terminal, cwd: NOWHERE }),
      1,
    );

    expect(ms).toBeLessThan(15_000);
  });
});

/** A checkout with these files; the template asks in German. */
function aCheckout(files: Readonly<Record<string, string>> = {}) {
  const { folder, path } = aFolder();
  mkdirSync(path(".git"));
  mkdirSync(path("src/deep"), { recursive: true });
  const template = "## Warum?\n\n<!-- outcome: measure -->\n## Woran merken wir es?\n";
  for (const [name, text] of Object.entries({ "docs/Pull_Request_Template.md": template, ...files })) {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  }
  return { folder, path };
}

describe("the check command in a checkout", () => {
  test("says under which heading to write what, by the checkout's own template", async () => {
    const { path } = aCheckout({ "d.md": "## Warum?\n\nDie Suche ist langsam.\n" });
    const { terminal, text } = aTerminal();

    const code = await runCheck([path("d.md")], {}, { terminal, cwd: path("src/deep") });

    expect(code).toBe(1);
    expect(text().replace(path("d.md"), "d.md")).toMatchInlineSnapshot(`
      "d.md: missing: how we'll know it worked
        problem  filled   Die Suche ist langsam.
        measure  MISSING  the description has no such heading
      Add “## Woran merken wir es?” and under it, write a number, a date or a place to look, such as “weekly exports go from 0 to 20”. If it doesn't apply, “N/A” and why."
    `);
  });

  test("gives the same as JSON", async () => {
    const { folder, path } = aCheckout({ "d.md": "## Warum?\n\nSo.\n\n## Woran merken wir es?\n\nTBD\n" });
    const { terminal, json } = aTerminal();

    await runCheck([path("d.md")], { json: true }, { terminal, cwd: folder });

    expect(json()).toMatchObject({
      template: "docs/Pull_Request_Template.md",
      advice: [
        { field: "measure", heading: "Woran merken wir es?", isNew: false, write: expect.stringContaining("a number") },
      ],
      tip: null,
    });
  });

  test.each([
    ".github/pull_request_template.md",
    "PULL_REQUEST_TEMPLATE.txt",
    "docs/PULL_REQUEST_TEMPLATE/bug.md",
    ".github/pull_request_template/feature.md",
    "pull_request_template/any.md",
  ])("finds a template at %s", async (place) => {
    const { folder, path } = aCheckout({
      [place]: "## Das Ziel\n\n<!-- outcome: measure -->\n",
      "d.md": "## Das Ziel\n\n20 %.\n",
    });
    const { terminal, json } = aTerminal();

    await runCheck([path("d.md")], { json: true }, { terminal, cwd: folder });

    expect(json()).toMatchObject({ template: place, fields: { measure: { state: "filled", text: "20 %." } } });
  });

  test("reads its configuration, and refuses one with errors", async () => {
    const lenient = aCheckout({ ".github/outcomes.yml": "fields: { measure: { required: false } }\n" });
    const broken = aCheckout({ ".github/outcomes.yml": "fields: 12\n", "d.md": "So." });
    const description = "## Warum?\n\nDie Suche ist langsam.\n";

    expect(runCommand(["check"], { cwd: lenient.folder, input: description })).toMatchObject({ status: 0, stderr: "" });
    expect(runCommand(["check", "-"], { cwd: broken.path("src"), input: description })).toMatchObject({ status: 2 });
  });

  test("gives one tip about a measure that is hard to check, and is content", async () => {
    const { folder, path } = aCheckout({ "d.md": "## Warum?\n\nSo.\n\n## Woran merken wir es?\n\nAlle sind froh.\n" });
    const { terminal, text } = aTerminal();

    expect(await runCheck([path("d.md")], {}, { terminal, cwd: folder })).toBe(0);
    expect(text()).toContain("Tip: name a number, a date or a dashboard");
  });
});
