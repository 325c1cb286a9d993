import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Config, DEFAULT_CONFIG } from "../../src/core/config/config.ts";
import type { Field } from "../../src/description/field.ts";
import { parseDescription } from "../../src/description/parsed-description.ts";
import { parseTemplate, parseTemplateFields, type Template } from "../../src/description/template.ts";
import { renderComment } from "../../src/render/pull-request/comment.ts";
import { aPullRequest } from "../support/builders.ts";

const HEADINGS = { problem: "Why is this needed?", measure: "How will we know it worked?", "check-back": "Check back" };
const HINTS = { problem: "<!-- What hurts? -->", measure: "<!-- A number that moves -->", "check-back": "" };
const OTHERS = ["What changed", "Screenshots", "Checklist"];
const FIELDS = ["problem", "measure", "check-back"] as const;

interface Section {
  readonly heading: string;
  readonly hint: string;
  readonly text: string;
}

function build(sections: readonly Section[]): string {
  return sections.map(({ heading, hint, text }) => `## ${heading}\n${hint}\n\n${text}\n`).join("\n");
}

function listSections(texts: Readonly<Record<Field, string>>): readonly Section[] {
  const fields = FIELDS.map((field) => ({ heading: HEADINGS[field], hint: HINTS[field], text: texts[field] }));
  return [...fields, ...OTHERS.map((heading) => ({ heading, hint: "", text: "Some words." }))];
}

const EMPTY = { problem: "", measure: "", "check-back": "" };
const TEMPLATE: Template = {
  path: "a.md",
  body: build(listSections(EMPTY).map((section) => ({ ...section, text: "" }))),
};

function read(body: string) {
  return parseDescription({ body, templates: [TEMPLATE], fields: DEFAULT_CONFIG.fields });
}

/** Words of an answer, with common Markdown marks. */
const word = fc.constantFrom(
  "tickets",
  "*half*",
  "`p99`",
  "fewer",
  "[link](https://example.org)",
  "50%",
  "été",
  "数字",
  "#12",
  "a_b",
);
const sentence = fc.array(word, { minLength: 2, maxLength: 9 }).map((words) => `People see ${words.join(" ")}.`);
const answer = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((sentences) => sentences.join("\n\n"));
const answers = fc.record({ problem: answer, measure: answer, "check-back": answer });

describe("whatever people write", () => {
  const mark = fc.constantFrom(
    "## Why\n",
    "-->",
    "```",
    "- [x] ",
    "> ",
    "|",
    "\r\n",
    "---\n",
    "**",
    ":",
    "N/A",
    "\0",
    "\uFEFF",
    "<details>",
    "<summary>",
  );
  const anything = fc
    .array(fc.oneof(mark, fc.string({ unit: "binary" })), { maxLength: 40 })
    .map((parts) => parts.join(""));

  test("is parsed, and so is any template", () => {
    fc.assert(
      fc.property(anything, anything, (body, template) => {
        const templates = [{ path: "a.md", body: template }];

        const { fields } = parseDescription({ body, templates, fields: DEFAULT_CONFIG.fields });

        expect(Object.keys(fields)).toEqual([...FIELDS]);
        expect(Object.keys(parseTemplateFields({ path: "a.md", body: template }, DEFAULT_CONFIG.fields))).toEqual([
          ...FIELDS,
        ]);
      }),
      { numRuns: 400 },
    );
  });

  test("gives no answer when it is an unfilled template", () => {
    const line = fc.oneof(
      fc.constantFrom("## Why", "**Success criteria:**", "## Summary", "<!-- why -->", "why?", "-->", "- [ ] a"),
      fc.constantFrom("", "", "- ", "```", "---", "> hint", "| Why | |", "| --- | --- |", "1.", "Why:", "\u3000"),
      fc.lorem({ maxCount: 6 }),
    );
    const template = fc.tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n", "\n\n"));

    fc.assert(
      fc.property(template, ([lines, end]) => {
        const body = lines.join(end);

        const { fields } = parseDescription({
          body,
          templates: [{ path: "a.md", body }],
          fields: DEFAULT_CONFIG.fields,
        });

        expect(Object.values(fields).filter(({ state }) => state === "filled")).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a text under a heading of the template", () => {
  test("is returned unchanged", () => {
    fc.assert(
      fc.property(answers, (texts) => {
        const { fields } = read(build(listSections(texts)));

        for (const field of FIELDS) expect(fields[field]).toMatchObject({ state: "filled", text: texts[field] });
      }),
      { numRuns: 150 },
    );
  });

  test("is missing once it is removed, without affecting others", () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(...FIELDS), (texts, gone) => {
        const { fields } = read(build(listSections({ ...texts, [gone]: "" })));

        for (const field of FIELDS) expect(fields[field].state).toBe(field === gone ? "missing" : "filled");
      }),
      { numRuns: 150 },
    );
  });

  test("is found with any order of sections, any line endings and any surrounding white space", () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });

    fc.assert(
      fc.property(
        answers,
        order,
        fc.constantFrom("\n", "\r\n"),
        fc.constantFrom("", " ", "\n\n"),
        (texts, at, end, space) => {
          const sections = listSections(texts);
          const shuffled = at.flatMap((index) => sections.slice(index, index + 1));
          const body = `${space}${build(shuffled)}${space}`.replaceAll("\n", end);

          const { fields } = read(body);

          for (const field of FIELDS) {
            expect(fields[field]).toMatchObject({ state: "filled", text: texts[field] });
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("the headings of a template", () => {
  const asking = fc.constantFrom(
    "Why is this needed?",
    "Problem",
    "Motivation",
    "How will we know it worked?",
    "Success criteria",
    "Warum?",
    "成功指標",
    "변경 이유",
    "Критерии успеха",
    "Context",
  );
  const unrelated = fc.constantFrom(
    "## Screenshots\n",
    "## Test plan\n<!-- How did you test it? -->\n",
    "## Summary\n<!-- What, and why? -->\n",
    "## Context\n<!-- Link the ticket -->\n",
    "## Monitoring\n",
    "## Solution\n<!-- Why did you choose this approach? -->\n",
    "- [ ] Impact:\n",
    "| Why | Metrics |\n| --- | --- |\n| | |\n",
  );
  const readTemplate = (body: string, fields: object = {}) =>
    parseTemplate({ path: "a.md", body }, Config.parse({ fields }).fields);

  test("score the same whatever their case, emoji and numbering", () => {
    const decorate = fc.constantFrom<(heading: string) => string>(
      (heading) => heading.toUpperCase(),
      (heading) => heading.toLowerCase(),
      (heading) => `🎯 ${heading}`,
      (heading) => `:dart: ${heading}`,
      (heading) => `2. ${heading}`,
      (heading) => `III) ${heading}`,
      (heading) => `**${heading}**`,
      (heading) => `${heading} (required)`,
    );
    const scoreOf = (heading: string) => {
      const { candidates } = readTemplate(`## ${heading}\n\n## Notes\n`);
      return FIELDS.map((field) => candidates[field].map(({ score }) => score));
    };

    fc.assert(
      fc.property(asking, decorate, decorate, (heading, one, other) => {
        expect(scoreOf(one(other(heading)))).toEqual(scoreOf(heading));
      }),
    );
  });

  test("that ask strongly keep their field, whatever other sections come before and after", () => {
    const strong = fc.constantFrom("Why is this needed?", "Problem", "How will we know it worked?", "Success criteria");

    fc.assert(
      fc.property(
        strong,
        fc.array(unrelated, { maxLength: 4 }),
        fc.array(unrelated, { maxLength: 4 }),
        (heading, before, after) => {
          const body = [...before, `## ${heading}\n\n`, ...after].join("\n");

          const { problem, measure } = readTemplate(body).fields;

          expect([problem?.heading, measure?.heading]).toContain(heading);
        },
      ),
    );
  });

  test("lose to an annotation and to the configuration, whatever they say", () => {
    const field = fc.constantFrom(...FIELDS);

    fc.assert(
      fc.property(
        fc.array(asking, { maxLength: 4 }),
        field,
        fc.array(unrelated, { maxLength: 3 }),
        (headings, name, others) => {
          const sections = [...headings.map((heading) => `## ${heading}\n\n`), ...others];
          const annotated = [...sections, `## Sanity\n<!-- outcome: ${name} -->\n`].join("\n");
          const configured = [...sections, "## Sanity\n"].join("\n");

          expect(readTemplate(annotated).fields[name]).toEqual({ heading: "Sanity", by: "annotation" });
          expect(readTemplate(configured, { [name]: { headings: ["sanity"] } }).fields[name]).toEqual({
            heading: "Sanity",
            by: "config",
          });
        },
      ),
    );
  });
});

test("the app's own comment, pasted as a description, gives no answer", () => {
  const parsed = read("");
  const plan = { kind: "asks", missing: ["problem", "measure"] } as const;
  const comment = renderComment({ plan, pull: aPullRequest(), parsed, config: DEFAULT_CONFIG, about: "" }, "abc123");

  const { fields } = read(comment);

  expect(Object.values(fields).filter(({ state }) => state === "filled")).toEqual([]);
});

test("the block that the comment offers, pasted unchanged, gives no answer", () => {
  const parsed = read("");
  const plan = { kind: "asks", missing: ["problem", "measure"] } as const;
  const comment = renderComment({ plan, pull: aPullRequest(), parsed, config: DEFAULT_CONFIG, about: "" }, "abc123");
  const [, block = ""] = /```markdown\n([\s\S]*?)\n```/.exec(comment) ?? [];

  const { fields } = read(block);

  expect(block).toContain(HEADINGS.measure);
  expect(Object.values(fields).map(({ state }) => state)).toEqual(["missing", "missing", "missing"]);
});
