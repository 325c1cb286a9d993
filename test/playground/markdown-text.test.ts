import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { renderText } from "../../src/playground/markdown-text.ts";

const render = (markdown: string, width = 40) => stripVTControlCharacters(renderText(markdown, width));

describe("Markdown in a terminal", () => {
  it("has wrapped paragraphs, and no comments", () => {
    const text = render("<!-- marker -->\nOne **two** three `four` five six seven eight nine ten.\n");

    expect(text).toBe("One two three four five six seven eight\nnine ten.");
  });

  it("has boxes and quotes", () => {
    const text = render("- [ ] <!-- key --> **Worked**\n- [x] Missed\n\n> It did\n> not.\n");

    expect(text).toBe("[ ] Worked\n[x] Missed\n\n│ It did not.");
  });

  it("has tables in columns, with the last one wrapped", () => {
    const text = render("| Field | Found |\n| --- | --- |\n| Why | because it was slow and nobody knew |\n");

    expect(text).toBe("Field  Found\nWhy    because it was slow and nobody\n       knew");
  });
});
