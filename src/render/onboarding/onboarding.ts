import type { Config } from "../../core/config/config.ts";
import { renderMarker } from "../../core/marker.ts";
import type { OnboardingPlan, PlannedTemplate } from "../../core/onboarding/onboarding-plan.ts";
import type { Preview } from "../../core/onboarding/onboarding-preview.ts";
import { AGENTS_PATH } from "../../core/onboarding/repository-start.ts";
import { CONFIG_PATH } from "../../core/repository/repository-files.ts";
import { quoteCode } from "../code.ts";
import { cutBody } from "../cut.ts";
import { renderFooter } from "../footer.ts";
import { renderWait } from "../wait.ts";
import { capitalise, FIELD_HEADINGS } from "../words.ts";
import { listHandSteps } from "./onboarding-links.ts";
import { renderPreview } from "./onboarding-preview.ts";

/** The data of the proposal that asks a repository to start. */
export interface OnboardingView {
  readonly plan: OnboardingPlan;
  readonly preview: Preview;
  /** The configuration that will apply. */
  readonly config: Config;
  readonly defaultBranch: string;
  /** What links to the repository's pull requests begin with. */
  readonly base: string;
  /** The address of the repository's page. */
  readonly home: string;
  /** Address of the page that says what the app is. */
  readonly about: string;
}

/** The title of the pull request. */
export const ONBOARDING_TITLE = "Set up Did this work?";
/** The title of the issue when no pull request may be opened: it asks people to do it themselves. */
export const ONBOARDING_ISSUE_TITLE = "Set up Did this work? by hand";

/** Renders the description of the pull request. */
export function renderOnboardingPull(view: OnboardingView, key: string): string {
  const { plan } = view;
  return join(key, [
    renderOpening(
      view,
      "**Merge this pull request to turn it on.** Nothing happens until you do; close it and you won't be asked again.",
    ),
    "## What this changes",
    renderChanges(plan),
    "Reword it as you like – your commits to this branch are never overwritten.",
    ...renderRest(view),
    "## Not for you?",
    `Close this pull request. If you change your mind, reopen it, or add a \`${CONFIG_PATH}\`. ${TURN_OFF}`,
    renderFooter(["Posted by *Did this work?*"], view.about),
  ]);
}

/** Renders the issue that says the same when the app may not propose files. */
export function renderOnboardingIssue(view: OnboardingView, key: string): string {
  const opening = `**It starts as soon as \`${CONFIG_PATH}\` is on ${quoteCode(view.defaultBranch)}.** Nothing happens until then; close this issue and you won't be asked again.`;
  return join(key, [
    renderOpening(view, opening),
    "The app can't open pull requests here, so please do this by hand (about a minute):",
    ...listHandSteps(view),
    ...renderRest(view),
    "## Not for you?",
    `Close this issue. ${TURN_OFF}`,
    renderFooter(["Posted by *Did this work?*"], view.about),
  ]);
}

const TURN_OFF =
  "To turn this off for all repositories, owners set `onboarding: false` in `.github/outcomes.yml` of their `.github` repository.";

/** Renders what remains once the repository has started in another way. */
export function renderOnboardingDone(key: string): string {
  return join(key, ["**No longer needed** – *Did this work?* is already active here."]);
}

function join(key: string, parts: readonly string[]): string {
  return cutBody(`${renderMarker(key)}\n${parts.filter((part) => part !== "").join("\n\n")}\n`);
}

function renderOpening({ plan, config }: OnboardingView, start: string): string {
  const missing = new Set(plan.templates.flatMap(({ fields }) => fields));
  const questions = missing.size === 1 ? "one question" : "two questions";
  const asks = config["follow-up"].enabled
    ? `It adds ${questions} to your pull request template and, ${renderWait(config, "a")}, opens an issue asking whether the change worked – one click to answer`
    : `It adds ${questions} to your pull request template, so that each change says what it is for and how we'll know it worked`;
  return `**Did this work?** is installed on this repository. ${asks}. ${start}`;
}

function renderChanges({ templates, addsConfig, untouched, agents }: OnboardingPlan): string {
  const lines = templates.map((template) => `- ${renderTemplate(template)}`);
  if (addsConfig) lines.push(`- Adds \`${CONFIG_PATH}\` with every setting commented out at its default.`);
  if (agents) lines.push(`- ${quoteCode(AGENTS_PATH)} gains three lines for coding agents, at its end.`);
  if (untouched > 0) {
    const which = untouched === 1 ? "One template" : `${untouched} templates`;
    lines.push(`- ${which} couldn't be changed safely. Please add the questions by hand.`);
  }
  return lines.join("\n");
}

function renderTemplate({ path, kind, fields }: PlannedTemplate): string {
  const questions = fields.map((field) => `*${FIELD_HEADINGS[field]}*`).join(" and ");
  const file = quoteCode(path);
  switch (kind) {
    case "extended":
      return `${file} gains ${fields.length === 1 ? "one question" : "two questions"}: ${questions} Nothing else in it changes.`;
    case "copied":
      return `${file} is a copy of the template this repository inherits now, with ${fields.length === 1 ? "one more question" : "two more questions"}: ${questions} From then on the repository has its own template.`;
    case "new":
      return `Adds ${file}, a short template with two questions: ${questions}`;
  }
}

function renderRest(view: OnboardingView): readonly string[] {
  return [
    "## What happens then",
    listWhatHappens(view.config)
      .map((line) => `- ${line}`)
      .join("\n"),
    "## What doesn't happen",
    listWhatNeverHappens(view.config)
      .map((line) => `- ${line}`)
      .join("\n"),
    renderPreview(view.preview, view.base),
  ];
}

function listWhatHappens(config: Config): readonly string[] {
  const { "follow-up": followUp, dashboard, report } = config;
  const lines = [renderOnPullRequests(config)];
  if (followUp.enabled) {
    lines.push(
      `${capitalise(renderWait(config, "a"))}, an issue quotes the success measure and asks the author: *did this work?* Answer with a checkbox, a comment or an email reply.`,
    );
  }
  if (dashboard.enabled && report.enabled) {
    lines.push("A dashboard issue shows the overview; a monthly issue sums up what you learned.");
  } else if (dashboard.enabled) lines.push("A dashboard issue shows the overview.");
  else if (report.enabled) lines.push("A monthly issue sums up what you learned.");
  return lines;
}

function renderOnPullRequests({ enforcement, comment }: Config): string {
  const and = comment ? " and one comment. Both clear once it's answered" : "";
  switch (enforcement) {
    case "off":
      return "Nothing appears on pull requests.";
    case "remind":
      return `If a new pull request leaves a question blank, it gets a neutral check${and}. Nothing blocks merging.`;
    case "require":
      return `If a new pull request leaves a question blank, it gets a failing check${and}.`;
  }
}

function listWhatNeverHappens({ enforcement }: Config): readonly string[] {
  const open = enforcement === "off" ? "" : " Pull requests that are open now get the check, but no comment.";
  return [
    `No questions about what was merged before.${open}`,
    "It never edits descriptions and never ranks people: a miss is a finding.",
  ];
}
