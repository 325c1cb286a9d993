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
