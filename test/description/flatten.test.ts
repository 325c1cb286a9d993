import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../src/core/config/config.ts";
import { flattenMarkup } from "../../src/description/flatten.ts";
import { parseDescription } from "../../src/description/parsed-description.ts";
import { measureProcessorTime } from "../support/processor-time.ts";

const MARKS = [
  "> ",
  "- ",
  "1. ",
  "*a ",
  "**a*b_c__",
  "[",
  "a\n=\n",
  "> a\nb\n",
  "```\n",
  "|a",
  "# a\n",
  "\r",
  "a: b\n",
  "x",
  " ",
];

describe("text flattened for the parser", () => {
  test("stays unchanged when it is ordinary", () => {
    const body =
      "## Why\r\n\r\n> The list *jumps*.\n\n- [ ] a\n  - b\n\n| a | b |\n| - | - |\n| c | d |\n\n```\n# no heading\n```\n";

    expect(flattenMarkup(body)).toBe(body);
  });

  test("keeps every character at its offset, and every line", () => {
    const texts = fc.array(fc.tuple(fc.constantFrom(...MARKS), fc.integer({ min: 1, max: 1_500 })), { maxLength: 5 });

    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.map(([mark, times]) => mark.repeat(times)).join("\n");

        expect(flattenMarkup(text)).toHaveLength(text.length);
      }),
      { numRuns: 60 },
    );
  });

  test("keeps its offsets after a byte order mark", () => {
    const body = "\uFEFF## Why\n\nIt is slow.\n";

    const parsed = parseDescription({ body, templates: [], fields: DEFAULT_CONFIG.fields });

    expect(parsed.fields.problem).toEqual({ state: "filled", text: "It is slow.", heading: "Why" });
  });

  test("keeps a heading after an unfenced log of thousands of lines", () => {
    const body = `## Why\n\nIt crashes:\n\n${"at run\n".repeat(3_000)}\n## How will we know it worked?\n\nNo crash for a week.\n`;

    const parsed = parseDescription({ body, templates: [], fields: DEFAULT_CONFIG.fields });

    expect(parsed.fields.measure).toMatchObject({ state: "filled", text: "No crash for a week." });
    expect(parsed.fields.problem).toMatchObject({
      state: "filled",
      text: expect.stringMatching(/^It crashes:\n\nat run/),
    });
  });

  test("keeps a heading after a fence of thousands of lines, and none inside it", () => {
    const body = `\`\`\`\n${"# Why\n".repeat(3_000)}\`\`\`\n\n## Motivation\n\nIt is slow.\n`;

    const parsed = parseDescription({ body, templates: [], fields: DEFAULT_CONFIG.fields });

    expect(parsed.fields.problem).toMatchObject({ state: "filled", text: "It is slow.", heading: "Motivation" });
  });

  test.each([...MARKS, "<a", "`a"])(
    "is parsed in less than a second of processor time: 65,536 characters of %j",
    async (mark) => {
      const body = `## Why\n${mark.repeat(Math.ceil(65_536 / mark.length))}`.slice(0, 65_536);
      const read = () => parseDescription({ body, templates: [{ path: "a", body }], fields: DEFAULT_CONFIG.fields });

      // It takes less than a quarter of a second. The rest is for slower machines.
      expect(await measureProcessorTime(read, 2)).toBeLessThan(1_000);
    },
  );

  test("is marked as such, and an ordinary description is not flattened", () => {
    const read = (body: string) => parseDescription({ body, templates: [], fields: DEFAULT_CONFIG.fields }).isFlattened;

    expect(read("## Why\n\nIt is slow, see **here** and `there`.\n")).toBe(false);
    expect(read(`## Why\n\n${"> ".repeat(5_000)}slow\n`)).toBe(true);
  });
});
