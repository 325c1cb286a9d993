import { describe, expect, test } from "vitest";
import { runTemplate } from "../../src/cli/template-command.ts";
import { aFolder, aTerminal } from "./stage.ts";

const TEMPLATE = "## Problem\n\n## Worum geht's?\n<!-- outcome: measure -->\n";

describe("the template command", () => {
  test("prints which heading asks for which field, and why", async () => {
    const { path } = aFolder({ "t.md": TEMPLATE });
    const { terminal, text } = aTerminal();

    const code = await runTemplate([path("t.md")], {}, terminal);

    expect(code).toBe(0);
    expect(text().replace(path("t.md"), "t.md")).toMatchInlineSnapshot(`
      "t.md: asks every required question
        problem     Problem        by its words
        measure     Worum geht's?  by its annotation
        check-back  not asked"
    `);
  });

  test("prints null for a field that a template does not ask for, and exits with 1 when it is required", async () => {
    const { path } = aFolder({ "t.md": "## Problem\n" });
    const { terminal, json } = aTerminal();

    const code = await runTemplate([path("t.md")], { json: true }, terminal);

    expect(code).toBe(1);
    expect(json()).toEqual({
      file: path("t.md"),
      fields: {
        problem: { heading: "Problem", by: "vocabulary", score: 85, runnersUp: [] },
        measure: null,
        checkBack: null,
      },
    });
  });

  test("prints the other headings that may ask for a field, with their scores", async () => {
    const { path } = aFolder({ "t.md": "## Summary\n<!-- What and why -->\n\n## Motivation\n\n## Context\n" });
    const { terminal, json } = aTerminal();

    await runTemplate([path("t.md")], { json: true }, terminal);

    expect(json().fields.problem).toEqual({
      heading: "Motivation",
      by: "vocabulary",
      score: 85,
      runnersUp: [
        { heading: "Summary", by: "hint", score: 65 },
        { heading: "Context", by: "vocabulary", score: 35 },
      ],
    });
  });

  test("requires the measure even where the configuration does not", async () => {
    const { path } = aFolder({ "t.md": "## Problem\n", "outcomes.yml": "fields: { measure: { required: false } }" });
    const { terminal } = aTerminal();

    expect(await runTemplate([path("t.md")], { config: path("outcomes.yml") }, terminal)).toBe(1);
  });

  test("accepts the headings that the configuration names", async () => {
    const { path } = aFolder({ "t.md": "## Nutzen\n", "outcomes.yml": "fields: { measure: { headings: [Nutzen] } }" });
    const { terminal, json } = aTerminal();

    await runTemplate([path("t.md")], { config: path("outcomes.yml"), json: true }, terminal);

    expect(json().fields.measure).toMatchObject({ heading: "Nutzen", by: "config" });
  });

  test("prints a list for several templates", async () => {
    const { path } = aFolder({ "a.md": TEMPLATE, "b.md": "## Notes\n" });
    const { terminal, json } = aTerminal();

    const code = await runTemplate([path("a.md"), path("b.md")], { json: true }, terminal);

    expect(code).toBe(1);
    expect(json().map((one: { file: string }) => one.file)).toEqual([path("a.md"), path("b.md")]);
  });
});
