import { PROJECT_PAGE } from "../../src/core/about-page.ts";
import { DEFAULT_CONFIG } from "../../src/core/config/config.ts";
import { type OnboardingPlan, planOnboarding } from "../../src/core/onboarding/onboarding-plan.ts";
import type { Preview } from "../../src/core/onboarding/onboarding-preview.ts";
import type { RepositoryFiles } from "../../src/core/repository/repository-files.ts";
import type { Template } from "../../src/description/template.ts";
import {
  ONBOARDING_ISSUE_TITLE,
  ONBOARDING_TITLE,
  type OnboardingView,
  renderOnboardingDone,
  renderOnboardingIssue,
  renderOnboardingPull,
} from "../../src/render/onboarding/onboarding.ts";
import { QUESTIONS, renderAgentSection, renderNewTemplate } from "../../src/render/onboarding/onboarding-template.ts";

const KEY = "0123456789abcdef01234567";
const { fields } = DEFAULT_CONFIG;
const FILES: RepositoryFiles = {
  defaultBranch: "main",
  commit: "abc",
  visibility: "public",
  isFork: false,
  isArchived: false,
  hasIssues: true,
  templates: [],
  config: null,
  owner: null,
};
const START = {
  isTemplate: false,
  isArchived: false,
  isFork: false,
  isEmpty: false,
  defaultBranch: "main",
  merged: [],
};

/** The plan for a repository with these templates, or with those of its owner. */
export function aPlan(
  templates: readonly Template[],
  ownersTemplates: readonly Template[] = [],
  agents: string | null = null,
): OnboardingPlan {
  const owner = { visibility: "public", commit: "def", templates: ownersTemplates, config: null } as const;
  return planOnboarding({
    files: { ...FILES, templates, owner },
    start: { ...START, templates, agents },
    fields,
    questions: QUESTIONS,
    newTemplate: renderNewTemplate(),
    agentSection: renderAgentSection(),
  });
}

const OWN: Template = {
  path: ".github/pull_request_template.md",
  body: "## Summary\n\n<!-- What? -->\n\n## Testing\n",
};

/** Thirty pull requests of a team that often states the problem, and seldom the measure. */
export const A_PREVIEW: Preview = {
  merged: 30,
  skipped: new Map([
    ["bot", 5],
    ["revert", 1],
  ]),
  evaluated: 24,
  problem: 11,
  measure: 2,
  exempt: 1,
  examples: [
    { number: 88, title: "Add a CSV export", says: { problem: true, measure: true, isExempt: false } },
    { number: 87, title: "Sort by price", says: { problem: true, measure: false, isExempt: false } },
    { number: 85, title: "Bump `left-pad` @ana", says: { problem: false, measure: false, isExempt: false } },
  ],
};
const FEW: Preview = { ...A_PREVIEW, merged: 3, skipped: new Map(), evaluated: 3, problem: 2, measure: 0, exempt: 0 };
const NOTHING: Preview = { ...FEW, merged: 0, evaluated: 0, problem: 0, examples: [] };

export const A_VIEW: OnboardingView = {
  plan: aPlan([OWN]),
  preview: A_PREVIEW,
  config: DEFAULT_CONFIG,
  defaultBranch: "main",
  base: "https://redirect.github.com/acme/shop",
  home: "https://github.com/acme/shop",
  about: PROJECT_PAGE,
};
const withWhy = { ...OWN, body: "## Why\n\n<!-- The reason. -->\n\n## Testing\n" };

/** All texts of the onboarding, for texts.md. */
export const ONBOARDING_TEXTS = {
  "Onboarding, titles": [ONBOARDING_TITLE, ONBOARDING_ISSUE_TITLE].join("\n\n"),
  "Onboarding pull request": renderOnboardingPull(A_VIEW, KEY),
  "Onboarding pull request, one field missing, few merged": renderOnboardingPull(
    { ...A_VIEW, plan: aPlan([withWhy]), preview: FEW },
    KEY,
  ),
  "Onboarding pull request, no template, nothing merged": renderOnboardingPull(
    { ...A_VIEW, plan: aPlan([]), preview: NOTHING },
    KEY,
  ),
  "Onboarding pull request, the owner's template": renderOnboardingPull(
    { ...A_VIEW, plan: aPlan([], [OWN]), preview: NOTHING },
    KEY,
  ),
  "Onboarding pull request, with an AGENTS.md": renderOnboardingPull(
    { ...A_VIEW, plan: aPlan([OWN], [], "# For agents\n"), preview: NOTHING },
    KEY,
  ),
  "Onboarding issue, with an AGENTS.md": renderOnboardingIssue(
    { ...A_VIEW, plan: aPlan([OWN], [], "# For agents\n"), preview: NOTHING },
    KEY,
  ),
  "Onboarding issue": renderOnboardingIssue({ ...A_VIEW, preview: NOTHING }, KEY),
  "Onboarding issue, no template": renderOnboardingIssue({ ...A_VIEW, plan: aPlan([]), preview: NOTHING }, KEY),
  "Onboarding, not needed any more": renderOnboardingDone(KEY),
  "The template of a repository without one": `\`\`\`\`markdown\n${renderNewTemplate()}\`\`\`\``,
};
