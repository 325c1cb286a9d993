import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../../src/core/config/config.ts";
import { type PreviewContext, previewMerged } from "../../../src/core/onboarding/onboarding-preview.ts";
import { aPerson, aPullRequest } from "../../support/builders.ts";

const context: PreviewContext = {
  templates: [{ path: "t.md", body: "## Summary\n\n<!-- What? -->\n\n## Why\n\n<!-- The reason. -->\n" }],
  config: DEFAULT_CONFIG,
  defaultBranch: "main",
  ownLogin: "did-this-work[bot]",
};
const mergedAt = "2026-11-01T12:00:00Z";
const nothing = aPullRequest({
  number: 1,
  mergedAt,
  body: "## Summary\n\nFaster.\n\n## Why\n\n<!-- The reason. -->\n",
});
const why = aPullRequest({ number: 2, mergedAt, body: "## Why\n\nThe export takes four hours.\n" });
const both = aPullRequest({ number: 3, mergedAt, body: `${why.body}\n## How will we know?\n\nIt takes one.\n` });
const none = aPullRequest({ number: 4, mergedAt, body: `${why.body}\n## How will we know?\n\nN/A: a typo.\n` });

describe("the preview of merged pull requests", () => {
  it("counts filled fields by the current templates", () => {
    const preview = previewMerged([nothing, why, both, none], context);

    expect(preview).toMatchObject({ merged: 4, evaluated: 4, problem: 3, measure: 1, exempt: 1 });
  });

  it("counts skipped ones by reason, and adds up", () => {
    const bot = aPullRequest({ number: 5, mergedAt, author: aPerson("dependabot[bot]", "Bot") });
    const own = aPullRequest({ number: 6, mergedAt, author: aPerson("did-this-work[bot]", "Bot") });
    const other = aPullRequest({ number: 7, mergedAt, baseRef: "next" });

    const preview = previewMerged([bot, own, other, why], context);

    expect(Object.fromEntries(preview.skipped)).toEqual({ bot: 2, base: 1 });
    expect(preview).toMatchObject({ merged: 4, evaluated: 1, problem: 1, measure: 0 });
  });

  it("shows up to three that differ as much as possible, in their order", () => {
    const many = [nothing, { ...nothing, number: 11 }, { ...nothing, number: 12 }, why, both];

    expect(previewMerged(many, context).examples.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(previewMerged(many.slice(0, 2), context).examples.map(({ number }) => number)).toEqual([1, 11]);
  });
});
