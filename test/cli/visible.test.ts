import { styleText } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeVisible } from "../../src/cli/visible.ts";
import { aFolder, runCommand } from "./stage.ts";

const OBEYED = /(?![\t\n])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;
const COLOURS = new RegExp(`${"\u001B"}\\[(?:1|2|22|32|33|39)m`, "g");
const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "\u001b]0;title\u0007",
    "\u001b[2J",
    "\u009b31m",
    "\u202eabc",
    "\u001b[8m",
    "\r",
    "\ud83d",
    "\u{E0041}",
  ),
);

describe("what people wrote", () => {
  test("cannot move the cursor, name the window or reorder a line", () => {
    fc.assert(
      fc.property(fc.array(hostile), (parts) => {
        const shown = makeVisible(parts.join(""));

        expect(shown.replace(COLOURS, "")).not.toMatch(OBEYED);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });

  test("is the same JSON as before", () => {
    fc.assert(
      fc.property(fc.jsonValue(), hostile, (value, text) => {
        const json = JSON.stringify({ value, text }, null, 2);

        expect(JSON.parse(makeVisible(json))).toEqual(JSON.parse(json));
      }),
    );
  });

  test("stays as it is otherwise, in colour too", () => {
    const plain = "é 漢 👩‍💻\n\tcolumn";
    const painted = styleText("green", plain, { validateStream: false });

    expect([makeVisible(plain), makeVisible(painted)]).toEqual([plain, painted]);
  });

  test.each([["--json"], []])("in a key of a configuration is written out (%s)", (...options) => {
    const { path } = aFolder({ "outcomes.yml": '"\\e]0;x\\a\\u009b31m\\u202e": 1\n' });

    const { stdout } = runCommand(["config", path("outcomes.yml"), ...options]);

    expect(stdout).toContain("\\u001b]0;x");
    expect(stdout).not.toMatch(OBEYED);
  });

  test("in the name of a file that is not there is written out", () => {
    const { stderr, status } = runCommand(["config", "a\u001b[2J.yml"]);

    expect(status).toBe(2);
    expect(stderr).not.toMatch(OBEYED);
  });
});
