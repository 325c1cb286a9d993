import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../../src/core/config/config.ts";
import { type AddedFields, addFields } from "../../../src/core/onboarding/onboarding-template.ts";
import { parseTemplateFields } from "../../../src/description/template.ts";
import { FIELD_HEADINGS, FIELD_HINTS } from "../../../src/render/words.ts";

const { fields } = DEFAULT_CONFIG;
const questions = {
  problem: { heading: FIELD_HEADINGS.problem, hint: FIELD_HINTS.problem },
  measure: { heading: FIELD_HEADINGS.measure, hint: FIELD_HINTS.measure },
  "check-back": { heading: FIELD_HEADINGS["check-back"], hint: FIELD_HINTS["check-back"] },
};

function add(body: string): AddedFields | null {
  return addFields({ path: ".github/pull_request_template.md", body }, { fields, questions });
}

/** The result, with the added texts abbreviated. */
function addTo(body: string): string {
  const added = add(body)?.body ?? "(nothing)";
  return added
    .replace(FIELD_HEADINGS.problem, "PROBLEM")
    .replace(FIELD_HEADINGS.measure, "MEASURE")
    .replaceAll(/<!-- (?:Who|A number|Where)[\s\S]*? -->/g, "<!-- hint -->");
}

describe("the two fields in a template", () => {
  it("are added after the description, at its level", () => {
    const body = "### Description\n\nWhat changed.\n\n### Testing\n\n### Checklist\n\n- [ ] Docs\n";

    expect(addTo(body)).toMatchInlineSnapshot(`
      "### Description

      What changed.

      ### PROBLEM

      <!-- hint -->

      ### MEASURE

      <!-- hint -->

      ### Testing

      ### Checklist

      - [ ] Docs
      "
    `);
  });

  it("come first when the first section is no description, below the title and a greeting", () => {
    const body = "# Pull request\n\nThanks for your work!\n\n## Ticket\n\nFixes #\n\n## Screenshots\n";

    expect(addTo(body)).toMatchInlineSnapshot(`
      "# Pull request

      Thanks for your work!

      ## PROBLEM

      <!-- hint -->

      ## MEASURE

      <!-- hint -->

      ## Ticket

      Fixes #

      ## Screenshots
      "
    `);
  });

  it("are added only where they are missing: the measure right after an existing problem", () => {
    expect(addTo("## What\n\n## Why\n\nSay why.\n\n### Background\n\n## How tested\n")).toMatchInlineSnapshot(`
      "## What

      ## Why

      Say why.

      ### Background

      ## MEASURE

      <!-- hint -->

      ## How tested
      "
    `);
    expect(addTo("## Ticket\n\n## Expected impact\n")).toMatchInlineSnapshot(`
      "## PROBLEM

      <!-- hint -->

      ## Ticket

      ## Expected impact
      "
    `);
    expect(add("## Why\n\n## How will we know it worked?\n")).toBeNull();
  });

  it("use the heading style of the template", () => {
    expect(addTo("Summary\n=======\n\nWords.\n\nTesting\n=======\n")).toContain(
      "\n\nWhat problem does this solve?\n=============================\n\n".replace(FIELD_HEADINGS.problem, "PROBLEM"),
    );
    expect(addTo("## Summary ##\n\n## Testing ##\n")).toContain("\n## PROBLEM ##\n");
    expect(addTo("## **Summary**\n\n## **Testing**\n")).toContain("\n## **PROBLEM**\n");
    expect(addTo("**Summary**\n\n**Testing:**\n")).toContain("\n**PROBLEM**\n\n<!-- hint -->\n\n**MEASURE**\n");
    expect(addTo("<h3>Summary</h3>\n\n<h3>Testing</h3>\n")).toContain("\n<h3>PROBLEM</h3>\n");
    expect(addTo("## Summary\n<!-- What. -->\n\n## Testing\n<!-- How. -->\n")).toContain(
      "\n## PROBLEM\n<!-- hint -->\n",
    );
  });

  it("are never inside a fence, a comment, a table or a collapsed section", () => {
    const bodies = [
      "```\n## Summary\n```\n\n## Testing\n",
      "<!--\n## Summary\n\n## Testing\n-->\n\nWords.\n",
      "<details>\n<summary>More</summary>\n\n## Summary\n\n## Testing\n\n</details>\n\n## Ticket\n",
      "| A | B |\n| --- | --- |\n| 1 | 2 |\n",
      "- **Summary**: words\n- **Testing**: words\n",
      "## Summary\n\n~~~\nnever closed\n\n## Testing\n",
      "Words.\n\n<!-- never closed\n\n## Testing\n",
    ];

    for (const body of bodies) expect(outsideOfBlocks(add(body))).toBe(true);
  });

  it("stay below front matter and a byte order mark", () => {
    expect(addTo("---\nname: Default\nlabels: x\n---\n## Ticket\n")).toBe(
      "---\nname: Default\nlabels: x\n---\n\n## PROBLEM\n\n<!-- hint -->\n\n## MEASURE\n\n<!-- hint -->\n\n## Ticket\n",
    );
    expect(add("\uFEFF## Ticket\n")?.body.startsWith("\uFEFF## What problem")).toBe(true);
    expect(add("---\nname: Default\n---\n")?.body.startsWith("---\nname: Default\n---\n\n## What problem")).toBe(true);
  });

  it("use the line endings of the template, and a blank line after text without one", () => {
    const crlf = add("## Ticket\r\n\r\nFixes #\r\n")?.body ?? "";
    expect(crlf.replaceAll("\r\n", "")).not.toContain("\n");

    expect(addTo("Please describe your change.")).toBe(
      "Please describe your change.\n\n## PROBLEM\n\n<!-- hint -->\n\n## MEASURE\n\n<!-- hint -->\n",
    );
    expect(addTo("")).toBe("## PROBLEM\n\n<!-- hint -->\n\n## MEASURE\n\n<!-- hint -->\n");
  });

  it("are not put between a heading and the comment above it", () => {
    const body = "## Description\n\nWords.\n\n<!-- Steps, please. -->\n## Testing\n";

    expect(addTo(body)).toContain("<!-- hint -->\n\n<!-- Steps, please. -->\n## Testing\n");
  });

  it("leave a title its rank, below which a question stands on a line of its own", () => {
    expect(addTo("# Pull request\n\nHow will we know it worked?\n")).toBe(
      "# Pull request\n\nMEASURE\n\n## PROBLEM\n\n<!-- hint -->\n",
    );
  });

  it("omit the problem where the configuration does not require it", () => {
    const config = { ...fields, problem: { ...fields.problem, required: false } };
    const template = { path: "pull_request_template.md", body: "## Ticket\n" };

    expect(addFields(template, { fields: config, questions })?.fields).toEqual(["measure"]);
  });

  it("remove nothing from any template, and are recognized in all of them", () => {
    fc.assert(
      fc.property(aTemplate, (body) => {
        const before = parseTemplateFields({ path: "t.md", body }, fields);

        const added = add(body);

        if (!added) return before.problem !== null && before.measure !== null;
        const after = parseTemplateFields({ path: "t.md", body: added.body }, fields);
        expect(added.body.slice(0, added.block.start) + added.body.slice(added.block.end)).toBe(body);
        expect([after.problem, after.measure]).not.toContain(null);
        expect(after.problem?.heading).toBe(before.problem?.heading ?? FIELD_HEADINGS.problem);
        expect(after.measure?.heading).toBe(before.measure?.heading ?? FIELD_HEADINGS.measure);
        return true;
      }),
      { numRuns: Number(process.env.RUNS ?? 300) },
    );
  });
});

/** Is no fence, comment or `<details>` open before the added block? */
function outsideOfBlocks(added: AddedFields | null): boolean {
  if (!added) return false;
  const before = added.body.slice(0, added.block.start);
  const isBalanced = (open: RegExp, close: RegExp) =>
    (before.match(open) ?? []).length === (before.match(close) ?? []).length;
  const fences = (before.match(/^(?:```|~~~)/gm) ?? []).length;
  return fences % 2 === 0 && isBalanced(/<!--/g, /-->/g) && isBalanced(/<details>/g, /<\/details>/g);
}

const PIECES = [
  "# Pull request",
  "## Summary",
  "### Details",
  "## Why",
  "## Testing",
  "#### Checklist",
  "Ticket\n------",
  "Overview\n========",
  "**Description**",
  "**Motivation:**",
  "__Screenshots__",
  "<h2>Notes</h2>",
  "Thanks for your help! Please read CONTRIBUTING.md.",
  "<!-- Describe the change. -->",
  "<!-- Two\n\nparagraphs. -->",
  "<!-- outcome: measure -->\n## Erfolg",
  "- [ ] Tests\n- [ ] Docs",
  "- **Risk**: low\n- **Owner**: me",
  "1. One\n2. Two",
  "| Q | A |\n| --- | --- |\n| Risk | low |",
  "```sh\n# a comment\nnpm test\n```",
  "<details>\n<summary>More</summary>\n\n## Inside\n\nWords.\n\n</details>",
  "<details>",
  "</details>",
  "> A quote with\n> ## a heading",
  "---",
  "***",
  "Fixes #",
  "[link]: https://example.com",
  "How will we know it worked?",
  "    indented code",
];

const aTemplate = fc
  .record({
    front: fc.constantFrom("", "", "", "---\nname: Default\n---\n", "\uFEFF"),
    pieces: fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }),
    gap: fc.constantFrom("\n\n", "\n\n", "\n", "\n\n\n"),
    end: fc.constantFrom("\n", "\n", "", "\n\n"),
    isWindows: fc.boolean(),
  })
  .map(({ front, pieces, gap, end, isWindows }) => {
    const text = front + pieces.join(gap) + end;
    return isWindows ? text.replaceAll("\n", "\r\n") : text;
  });
