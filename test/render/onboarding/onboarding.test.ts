import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ONBOARDING_CONFIG } from "../../../src/core/onboarding/onboarding-config.ts";
import {
  type OnboardingView,
  renderOnboardingIssue,
  renderOnboardingPull,
} from "../../../src/render/onboarding/onboarding.ts";
import { hostileText, KEY } from "../../support/hostile.ts";
import { findUnbalancedTags, readPage } from "../../support/page.ts";
import { A_PREVIEW, A_VIEW, aPlan } from "../onboarding-texts.ts";

const HEADINGS = ["What happens then", "What doesn't happen", "How it looks today", "Not for you?"];

/** Names of files and branches have at most 255 characters. */
const hostileName = hostileText.map((text) => text.slice(0, 200));

const hostileView: fc.Arbitrary<OnboardingView> = fc
  .record({ title: hostileText, path: hostileName, branch: hostileName, body: hostileText, isOwners: fc.boolean() })
  .map(({ title, path, branch, body, isOwners }) => {
    const template = { path: `docs/${path}.md`, body };
    const owners = { path: "pull_request_template.md", body };
    const [example] = A_PREVIEW.examples;
    return {
      ...A_VIEW,
      plan: isOwners ? aPlan([], [owners]) : aPlan([template]),
      preview: { ...A_PREVIEW, examples: example ? [{ ...example, title }] : [] },
      defaultBranch: branch,
    };
  });

describe("the text of the onboarding", () => {
  it.each([
    ["pull request", renderOnboardingPull, ["What this changes", ...HEADINGS]],
    ["issue", renderOnboardingIssue, HEADINGS],
  ] as const)("(%s) cannot be broken out of by names of files, branches or titles", (_, render, headings) => {
    fc.assert(
      fc.property(hostileView, (view) => {
        const body = render(view, KEY);

        const page = readPage(body);
        expect(page.headings).toEqual(headings);
        expect(page.html).toEqual([`<!-- did-this-work:${KEY} -->`, "<sub>", "</sub>"]);
        expect(findUnbalancedTags(page)).toEqual([]);
        expect(page.boxes).toEqual([]);
        expect(page.tables).toEqual([[2, 2, 2, 2]]);
        const ours = [`${A_VIEW.home}/`, `${A_VIEW.base}/`, A_VIEW.about];
        expect(page.links.filter((link) => !ours.some((start) => link.startsWith(start)))).toEqual([]);
        expect(page.text).not.toMatch(/(?:^|[^\w`])@[\w-]|#\d/);
        expect(body.length).toBeLessThan(60_000);
      }),
      { numRuns: 150 },
    );
  });

  it("contains a new file in its link, complete", () => {
    const { links } = readPage(renderOnboardingIssue({ ...A_VIEW, defaultBranch: "release/2.0 (next)" }, KEY));

    const [create = ""] = links;
    const url = new URL(create);
    expect(url.pathname).toBe("/acme/shop/new/release/2.0%20%28next%29");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      filename: ".github/outcomes.yml",
      value: ONBOARDING_CONFIG,
    });
    expect(create.length).toBeLessThan(7_000);
  });

  it("shows a file instead of a link that would be too long", () => {
    const body = `## Rules of acme\n\n${"Say it in one sentence, please.\n".repeat(250)}`;
    const plan = aPlan([], [{ path: "pull_request_template.md", body }]);

    const issue = renderOnboardingIssue({ ...A_VIEW, plan }, KEY);

    const page = readPage(issue);
    expect(page.links[1]).toBe(`${A_VIEW.home}/new/main?filename=.github/pull_request_template.md`);
    expect(page.fences[0]?.text).toBe(plan.templates[0]?.text.trimEnd());
  });

  it("is correct for every enforcement", () => {
    const say = (enforcement: "off" | "require") =>
      renderOnboardingPull({ ...A_VIEW, config: { ...A_VIEW.config, enforcement } }, KEY);

    expect(say("off")).toContain("Nothing appears on pull requests.");
    expect(say("off")).not.toMatch(/\bcheck\b/);
    expect(say("require")).toContain("failing check");
  });

  it("is short: under 350 words", () => {
    const words = renderOnboardingPull(A_VIEW, KEY)
      .split(/\s+/)
      .filter((word) => /\w/.test(word));

    expect(words.length).toBeLessThan(350);
  });
});
