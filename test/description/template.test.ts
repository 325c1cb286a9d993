import { describe, expect, test } from "vitest";
import { Config } from "../../src/core/config/config.ts";
import { parseTemplateFields } from "../../src/description/template.ts";

function parse(body: string, fields: object = {}) {
  return parseTemplateFields({ path: "a.md", body }, Config.parse({ fields }).fields);
}

describe("headings that ask for the problem by themselves", () => {
  test.each([
    "## Why",
    "## 🤔 Why?",
    "### 1. Motivation and context",
    "**Motivation:**",
    "Problem:",
    "# PROBLEM STATEMENT (required)",
    "## What problem does this solve?",
    "## The reason for this change",
    "## Warum?",
    "## Pourquoi ?",
    "## ¿Por qué?",
    "## Por quê?",
    "## Perché",
    "## Waarom",
    "## Dlaczego",
    "## Зачем",
    "## Навіщо",
    "## Neden",
    "## なぜ",
    "## 변경 이유",
    "## 为什么",
  ])("%s", (heading) => {
    expect(parse(`${heading}\n\n\n## Notes\n`).problem?.by).toBe("vocabulary");
  });
});

describe("headings that ask for the measure by themselves", () => {
  test.each([
    "## Success criteria",
    "## How will we know it worked?",
    "## How can we measure success?",
    "**Expected outcome**",
    "## 📈 Success metrics",
    "## Post-release monitoring",
    "## Erfolgskriterien",
    "## Critères de succès",
    "## Criterios de éxito",
    "## Critérios de sucesso",
    "## 成功指標",
    "## 成功指标",
  ])("%s", (heading) => {
    expect(parse(`${heading}\n\n\n## Notes\n`).measure?.by).toBe("vocabulary");
  });
});

describe("headings that ask for neither", () => {
  test.each([
    "## How has this been tested?",
    "## Test plan",
    "## How to verify",
    "## Acceptance criteria",
    "## Success criteria for rollback",
    "## Why is it not tested?",
    "## Additional context",
    "## What changed",
    "## Known problems",
    "## Checklist",
    "## Question / hypothesis",
  ])("%s", (heading) => {
    expect(parse(`${heading}\n\n\n## Notes\n`)).toMatchObject({ problem: null, measure: null });
  });
});

describe("a hint below a heading", () => {
  test.each([
    "## Summary\n<!-- What and why -->\n",
    "## Description\n\n> _Décrivez ici le besoin._\n",
    "## What does this change?\n\nPlease include the motivation.\n",
    "## Beschreibung\n<!-- Warum ist das nötig? -->\n",
    "## Descripción\n<!-- Cuál es el motivo del cambio -->\n",
    "## 概要\n<!-- 変更の理由 -->\n",
  ])("asks for the problem: %j", (body) => {
    expect(parse(body).problem?.by).toBe("hint");
  });

  test.each([
    ["in a list", "## Overview\n\n- What changes\n- Why it is needed\n"],
    ["in an alert", "## Overview\n\n> [!NOTE]\n> Explain the problem this solves.\n"],
    ["in a placeholder", "## Overview\n\n[Describe the motivation]\n"],
    ["on the rest of a bold line", "**Overview** _what, and why?_\n\n**Tests** how?\n"],
    ["in a comment above the heading", "## Tests\n\nHow?\n\n<!-- Why is this needed? -->\n## Overview\n\n"],
    ["in a title of an alert", "> [!TIP]\n> **Overview**\n> What it is, and why it is needed\n"],
    ["in another language", "## Overview\n<!-- 何を、なぜ変更したか -->\n"],
    ["under a heading of any name", "## Cleverness\n<!-- Why is this needed? -->\n\n## Tests\n"],
    ["under a bare word", "Overview\n- What\n- Why\n\nTests\n- How\n"],
  ])("asks for the problem %s", (_, body) => {
    expect(parse(body).problem?.by).toBe("hint");
  });

  test("asks for the measure together with a weak word, or strongly by itself", () => {
    expect(parse("## Impact\n<!-- How will you measure it? -->\n").measure?.heading).toBe("Impact");
    expect(parse("## Monitoring\n<!-- What will you watch after the release? -->\n").measure?.heading).toBe(
      "Monitoring",
    );
    expect(parse("## After all\n<!-- How will we know that it worked? -->\n\n## Tests\n").measure?.by).toBe("hint");
  });

  test.each([
    "## Summary\n<!-- What changed -->\n",
    "## Description\n\nIf there are no tests, say why not.\n",
    "## Purpose\n\n- [ ] Bug fix\n- [ ] Feature\n- [ ] Chore\n",
    "## Context\n\nCloses #\n",
    "## Context\n<!-- Link to the ticket -->\n",
    "## Summary\n\n## Notes\n<!-- Why did you do it? -->\n",
  ])("does not ask for the problem: %j", (body) => {
    expect(parse(body).problem).toBeNull();
  });
});

describe("the precedence of headings", () => {
  test("is an annotation, then the configuration, then the vocabulary, then a hint", () => {
    const hint = "## Summary\n<!-- why -->\n\n";
    const vocabulary = `${hint}## Motivation\n\n`;
    const config = `${vocabulary}## Doel\n\n`;
    const annotation = `${config}## Voor wie <!-- outcome: problem -->\n`;
    const fields = { problem: { headings: ["doel"] } };

    expect(parse(hint, fields).problem).toEqual({ heading: "Summary", by: "hint" });
    expect(parse(vocabulary, fields).problem).toEqual({ heading: "Motivation", by: "vocabulary" });
    expect(parse(config, fields).problem).toEqual({ heading: "Doel", by: "config" });
    expect(parse(annotation, fields).problem).toEqual({ heading: "Voor wie", by: "annotation" });
  });

  test("is a strong word before a weak one, wherever they are", () => {
    expect(parse("## Context\n\n## Motivation\n").problem?.heading).toBe("Motivation");
    expect(parse("## Context\n").problem?.heading).toBe("Context");
  });

  test("keeps a heading annotated as one field from counting as another", () => {
    const body = "## Why\n<!-- outcome: measure -->\n";

    expect(parse(body)).toMatchObject({ problem: null, measure: { heading: "Why", by: "annotation" } });
  });
});

describe("a weak word", () => {
  test.each([
    ["in a table", "| Why | Impact |\n| --- | --- |\n| | |\n"],
    ["in a column of a table", "| What | |\n| --- | --- |\n| Metrics | |\n| Purpose | |\n"],
    ["in a list without a hint", "- Why:\n- Impact:\n- Metrics:\n"],
    ["above numbers before and after", "## Metrics\n\n| Metric | Before | After |\n| --- | --- | --- |\n| | | |\n"],
    ["above numbers of a benchmark", "## Impact\n<!-- Benchmark and bundle size -->\n"],
    ["about a review", "## Success criteria\n\n- [ ] Tests pass\n- [ ] Ready for merge\n"],
    ["under tests", "## Test plan\n\n### Success criteria\n"],
    ["in steps to reproduce", "## Steps to reproduce\n\n### Expected result\n\n### Actual result\n"],
    ["about the approach", "## Solution\n<!-- Why did you choose this approach? -->\n"],
    ["about alternatives", "## Alternatives\n<!-- And why not those? -->\n"],
    ["alone", "## Monitoring\n\n## Impact\n\n## Metrics\n\n## Results\n"],
  ])("asks for nothing %s", (_, body) => {
    expect(parse(body)).toMatchObject({ problem: null, measure: null });
  });

  test.each([
    ["a hint", "- Why: <!-- the reason -->\n- What:\n", "Why"],
    ["a section about releases", "## Deployment\n\n### Monitoring\n\nWho?\n", "Monitoring"],
    ["a section about releases, as a box with a colon", "## Rollout\n\n- [ ] Flag:\n- [ ] Monitoring:\n", "Monitoring"],
  ])("asks in the company of %s", (_, body, heading) => {
    const { problem, measure } = parse(body);

    expect((problem ?? measure)?.heading).toBe(heading);
  });
});

describe("the best heading of the whole template", () => {
  test.each([
    ["Problem", "## Why this solution\n<!-- Why not another? -->\n\n## Problem\n"],
    [
      "Context",
      "## Context\n<!-- Why is this needed? -->\n\n## Why these changes\n<!-- Why did you choose this approach? -->\n",
    ],
    ["Summary", "## Context\n\nTicket:\n\n## Summary\n\nWhat was changed and why\n"],
    ["Motivation", "## Summary\n<!-- What and why -->\n\n## Motivation\n"],
    [
      "Description",
      "# Description\n\nPlease include a summary and which issue is fixed. Please also include relevant motivation.\n",
    ],
    ["Problem", "## Solution\n\n### Why\n\n## Problem\n"],
  ])("wins: %s", (heading, body) => {
    expect(parse(body).problem?.heading).toBe(heading);
  });

  test("says best how one will know", () => {
    expect(parse("## Expected impact\n\n## How will we measure success?\n").measure?.heading).toBe(
      "How will we measure success?",
    );
  });
});

describe("invisible text", () => {
  test.each([
    ["a template inside of one comment", "<!--\n## Why\n\n## Success criteria\n-->\n"],
    ["headings in a fence", "```\n## Why\n```\n"],
    ["front matter", "---\nwhy: because\nsuccess criteria: none\n---\n\nHello\n"],
    ["nothing", ""],
  ])("has no fields: %s", (_, body) => {
    expect(parse(body)).toEqual({ problem: null, measure: null, "check-back": null });
  });
});

test("Windows line endings make no difference", () => {
  const body = "## Summary\n<!-- why -->\n\n**Success criteria**\n\n- **Check back:**\n";

  expect(parse(body.replaceAll("\n", "\r\n"))).toEqual(parse(body));
  expect(parse(body)["check-back"]?.heading).toMatch(/^Check back/);
});
