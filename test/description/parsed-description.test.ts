import { describe, expect, test } from "vitest";
import { Config } from "../../src/core/config/config.ts";
import { type ParsedField, parseDescription } from "../../src/description/parsed-description.ts";

const TEMPLATE = [
  "<!-- Thanks for your work! -->",
  "## Why is this needed?",
  "<!-- What hurts today, and whom? -->",
  "",
  "## What changed",
  "",
  "## How will we know it worked?",
  "Name the number you expect to move, and say where on which dashboard it can be seen.",
  "",
  "- [ ] Not applicable",
  "",
  "## Checklist",
  "- [ ] I ran it",
].join("\n");

interface Given {
  readonly templates?: readonly string[];
  readonly fields?: object;
}

function read(body: string, { templates = [], fields = {} }: Given = {}) {
  return parseDescription({
    body,
    templates: templates.map((text, index) => ({ path: `${index}.md`, body: text })),
    fields: Config.parse({ fields }).fields,
  });
}

function readMeasure(body: string, given: Given = {}): ParsedField {
  return read(body, given).fields.measure;
}

/** The template above with an author's text under its headings. */
function fillIn({ why = "", measure = "" }: { readonly why?: string; readonly measure?: string }): string {
  return TEMPLATE.replace("today, and whom? -->\n", (all) => `${all}\n${why}\n`).replace(
    "be seen.\n",
    (all) => `${all}\n${measure}\n`,
  );
}

/** Each way to introduce a field, as a function of the text that follows. */
const INTRODUCTIONS: Readonly<Record<string, (text: string) => string>> = {
  "a heading": (text) => `## Success criteria\n\n${text}\n`,
  "a heading of level 6": (text) => `###### Success criteria\n\n${text}\n`,
  "a heading with an emoji and a number": (text) => `## 🎯 2. Success criteria (required)\n\n${text}\n`,
  "an underlined heading": (text) => `Success criteria\n----------------\n\n${text}\n`,
  "a bold line": (text) => `**Success criteria**\n\n${text}\n`,
  "a bold line with a colon inside": (text) => `**Success criteria:**\n\n${text}\n`,
  "a bold label": (text) => `**Success criteria**: ${text}\n`,
  "a bold label with its colon inside": (text) => `**Success criteria:** ${text}\n`,
  "a plain label": (text) => `Success criteria: ${text}\n`,
  "a list item": (text) => `- **Success criteria**: ${text}\n- **Ticket**: none\n`,
  "a heading in HTML": (text) => `<h2>Success criteria</h2>\n\n${text}\n`,
  "a summary": (text) => `<details>\n<summary>Success criteria</summary>\n\n${text}\n\n</details>\n`,
  "a row of a table": (text) => `| Question | Answer |\n| --- | --- |\n| Success criteria | ${text} |\n`,
  "an annotated heading in any words": (text) => `<!-- outcome: measure -->\n## Sanity\n\n${text}\n`,
  "a heading with its annotation on the next line": (text) => `## Sanity\n<!-- outcome: measure -->\n\n${text}\n`,
  "a heading with its annotation beside it": (text) => `## Sanity <!-- outcome: measure -->\n\n${text}\n`,
};

describe.each(Object.entries(INTRODUCTIONS))("%s", (_, write) => {
  test("introduces the author's text", () => {
    expect(readMeasure(write("Fewer tickets by half."))).toMatchObject({
      state: "filled",
      text: "Fewer tickets by half.",
    });
  });

  test("introduces nothing when it is empty", () => {
    expect(readMeasure(write(""))).toMatchObject({ state: "missing" });
  });

  test("introduces the reason why a field does not apply", () => {
    expect(readMeasure(write("N/A - a typo in a comment."))).toMatchObject({
      state: "not-applicable",
      reason: "a typo in a comment.",
    });
  });
});

describe("text that is no heading of a field", () => {
  test.each([
    ["in a fence", "```\n## Success criteria\n\nHalf.\n```\n"],
    ["in a comment", "<!--\n## Success criteria\n\nHalf.\n-->\n"],
    ["in a quote", "> ## Success criteria\n>\n> Half.\n"],
    ["in indented code", "    ## Success criteria\n\nHalf.\n"],
    ["in a sentence", "We talked about success criteria and agreed.\n"],
    ["as the label of a box", "- [ ] Success criteria\n"],
    ["asking for tests", "## How has this been tested?\n\nBy hand.\n"],
    ["asking for a test plan", "## Test plan\n\nBy hand.\n"],
    ["asking how to verify", "## How to verify\n\nBy hand.\n"],
    ["about roll-back", "## Success criteria for rollback\n\nErrors.\n"],
  ])("%s", (_, body) => {
    expect(readMeasure(body)).toEqual({ state: "missing", why: "no-heading", found: null, heading: null });
  });

  test("an annotation in code", () => {
    expect(readMeasure("`<!-- outcome: measure -->`\n## Sanity\n\nHalf.\n")).toMatchObject({ state: "missing" });
  });
});

describe("a field is missing when", () => {
  const heading = "How will we know it worked?";
  const given = { templates: [TEMPLATE] };

  test("the description has no such heading; the template's is named", () => {
    const found = readMeasure("Just a fix.", given);

    expect(found).toEqual({ state: "missing", why: "no-heading", found: null, heading });
  });

  test.each([
    ["empty", `## ${heading}\n\n-\n\n***\n`],
    ["only-a-comment", `## ${heading}\n<!-- what moves? -->\n`],
    ["only-a-comment", `## ${heading}\n<!-- what moves? --->\n`],
    [
      "template-text",
      `## ${heading}\nName the number you expect to move, and say where on which dashboard it can be seen.\n`,
    ],
    [
      "template-text",
      `## ${heading}\nName the number you expect to move, and say where on which dashboard it\ncan be seen.\n`,
    ],
    ["untouched-boxes", `## ${heading}\n- [ ] Not applicable\n`],
  ])("%s: %j", (why, body) => {
    expect(readMeasure(body, given)).toEqual({ state: "missing", why, found: null, heading });
  });

  test.each(["TBD", "todo", "?", "...", "…", "-?-", "**TBD**", "To be determined."])(
    "its text is the placeholder %s",
    (words) => {
      expect(readMeasure(fillIn({ measure: words }), given)).toMatchObject({ state: "missing", why: "non-answer" });
    },
  );

  test("an unclosed comment hides it, as on GitHub", () => {
    expect(readMeasure(`## ${heading}\n<!-- what moves?\n\nHalf.\n`)).toMatchObject({ state: "missing" });
  });
});

describe("a field that does not apply", () => {
  const body = (words: string) => `## Success criteria\n\n${words}\n`;
  const rule = (name: string) => ({ fields: { measure: { "not-applicable": name } } });

  test.each(["N/A", "n/a", "NA", "none", "Not applicable.", "_N/A_", "- N/A", "Nicht zutreffend", "なし"])(
    "has no reason when its text is only %s",
    (words) => {
      expect(readMeasure(body(words))).toMatchObject({ state: "missing", why: "no-reason" });
      expect(readMeasure(body(words), rule("allowed"))).toMatchObject({ state: "not-applicable", reason: null });
      expect(readMeasure(body(words), rule("forbidden"))).toMatchObject({ state: "missing", why: "not-allowed" });
    },
  );

  test.each([
    ["N/A: only a comment changed", "only a comment changed"],
    ["N/A because nothing changes for users", "because nothing changes for users"],
    ["Not applicable (refactoring)", "refactoring"],
    ["N/A\n\nOnly the build changes.", "Only the build changes."],
  ])("has a reason in %j", (words, reason) => {
    expect(readMeasure(body(words))).toMatchObject({ state: "not-applicable", reason });
    expect(readMeasure(body(words), rule("forbidden"))).toMatchObject({ state: "missing", why: "not-allowed" });
  });

  test("is marked by a ticked box, not by an empty one", () => {
    const given = { templates: [TEMPLATE], ...rule("allowed") };
    const ticked = TEMPLATE.replace("[ ] Not applicable", "[x] Not applicable");

    expect(readMeasure(ticked, given)).toMatchObject({ state: "not-applicable" });
    expect(readMeasure(TEMPLATE, given)).toMatchObject({ state: "missing" });
  });

  test("is not found in a sentence that begins with such a word", () => {
    expect(readMeasure(body("None of the users should see the old page."))).toMatchObject({ state: "filled" });
  });
});

describe("an answer", () => {
  test("includes its sub-headings, lists, quotes and code, unchanged", () => {
    const answer =
      "Two things:\n\n### First\n\n- half the tickets\n\n> said Ann\n\n```sql\nselect 1 -- <!-- kept -->\n```";

    expect(readMeasure(`## Success criteria\n\n${answer}\n\n## Notes\n\nNone.\n`)).toMatchObject({ text: answer });
  });

  test.each(["![a chart](https://example.org/chart.png)", "https://example.org/dashboard", "- [x] the dashboard"])(
    "may consist of %s",
    (words) => {
      expect(readMeasure(`## Success criteria\n\n${words}\n`)).toMatchObject({ state: "filled" });
    },
  );

  test("to a weak heading without a template counts when it says what is watched after the release", () => {
    expect(readMeasure("## Monitoring\n\nWe watch the error rate after the deploy.\n")).toMatchObject({
      state: "filled",
    });
    expect(readMeasure("## Monitoring\n\nAdds two logs.\n")).toMatchObject({ state: "missing" });
  });

  test("is not ended by a sentence that begins in bold", () => {
    const answer = "Two things:\n\n**Fast** pages, and\n**few** tickets.";

    expect(readMeasure(`**Success criteria**: ${answer}\n\n**Notes**: none\n`)).toMatchObject({ text: answer });
  });

  test("ends at the other field, whatever its level", () => {
    const body = "# Success criteria\n\nHalf.\n\n### Motivation\n\nIt hurts.\n";

    expect(read(body).fields).toMatchObject({ measure: { text: "Half." }, problem: { text: "It hurts." } });
  });

  test("is taken from the one of two headings that has text", () => {
    expect(read("## Why\n\n## Motivation\n\nIt hurts.\n").fields.problem).toMatchObject({ text: "It hurts." });
  });
});

describe("the template of a description", () => {
  test("is the one most similar to it", () => {
    const other = "## Incident\n\n## Cause\n\n## Learnings\n";

    expect(read(fillIn({ why: "It hurts." }), { templates: [other, TEMPLATE] }).template).toBe("1.md");
    expect(read("## Incident\n\n## Learnings\n", { templates: [TEMPLATE, other] }).template).toBe("1.md");
    expect(read("").template).toBeNull();
  });

  test.each([
    ["asks for both", { "a/bug.md": "## Bug\n\n## Cause\n", "a/feature.md": TEMPLATE }, "a/feature.md"],
    [
      "asks for both, by default",
      { "a/feature.md": TEMPLATE, ".github/pull_request_template.md": `${TEMPLATE}\n\n## Notes\n` },
      ".github/pull_request_template.md",
    ],
    [
      "is the default one",
      { "a/bug.md": "## Bug\n", "PULL_REQUEST_TEMPLATE.md": "## A\n\n## B\n" },
      "PULL_REQUEST_TEMPLATE.md",
    ],
    ["comes first", { "a/one.md": "## A\n\n## B\n", "a/two.md": "## C\n" }, "a/one.md"],
  ])("is the one that %s when none is similar", (_, files, path) => {
    const templates = Object.entries(files).map(([name, body]) => ({ path: name, body }));

    expect(parseDescription({ body: "Fixes the login", templates, fields: Config.parse({}).fields }).template).toBe(
      path,
    );
  });

  test("asks for the problem when only the hint of a general heading does", () => {
    const given = { templates: ["## Summary\n<!-- Tell us why this is needed. -->\n\n## Notes\n"] };

    expect(read("## Summary\n\nIt hurts.\n\n## Notes\n", given).fields.problem).toMatchObject({ text: "It hurts." });
    expect(read("## Summary\n\nIt hurts.\n").fields.problem).toMatchObject({ state: "missing" });
  });

  test("does not take a section known by its hint for the answer where a heading asks", () => {
    const given = { templates: ["## Summary\n<!-- What and why -->\n\n## Motivation\n"] };

    expect(read("## Summary\n\nIt is new.\n\n## Motivation\n", given).fields.problem).toMatchObject({
      state: "missing",
    });
  });

  test("may use the headings of the configuration", () => {
    const fields = { measure: { headings: ["Bewijs"] }, problem: { headings: ["Ons doel"] } };

    expect(read("## Ons doel\n\nEen.\n\n**Bewijs:** twee.\n", { fields }).fields).toMatchObject({
      problem: { text: "Een." },
      measure: { text: "twee." },
    });
  });

  test("may have front matter", () => {
    const template = `---\nname: Feature\nabout: why\n---\n\n${TEMPLATE}`;

    expect(read(fillIn({ why: "It hurts." }), { templates: [template] }).fields.problem).toMatchObject({
      text: "It hurts.",
    });
  });
});
