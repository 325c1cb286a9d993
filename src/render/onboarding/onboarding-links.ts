import { ONBOARDING_CONFIG } from "../../core/onboarding/onboarding-config.ts";
import type { OnboardingPlan, PlannedAgents, PlannedTemplate } from "../../core/onboarding/onboarding-plan.ts";
import { AGENTS_PATH } from "../../core/onboarding/repository-start.ts";
import { CONFIG_PATH } from "../../core/repository/repository-files.ts";
import { quoteCode } from "../code.ts";

/** In characters. Servers refuse longer addresses (414); this leaves room for the host. */
const LONGEST_LINK = 7_000;
/** In characters. A template that does not fit into a link is shown in full, unless it is longer than this. */
const LONGEST_TEXT = 10_000;

interface Steps {
  readonly plan: OnboardingPlan;
  readonly defaultBranch: string;
  /** The address of the repository's page. */
  readonly home: string;
}

/** Lists the steps for people where the app may not propose files, with links that fill in everything. */
export function listHandSteps({ plan, defaultBranch, home }: Steps): readonly string[] {
  const files = [
    ...(plan.addsConfig ? [createFile({ path: CONFIG_PATH, text: ONBOARDING_CONFIG, defaultBranch, home })] : []),
    ...plan.templates.map((template) => changeTemplate(template, { defaultBranch, home })),
    ...(plan.agents ? [addToAgents(plan.agents, { defaultBranch, home })] : []),
  ];
  return files.map((text, index) => `${index + 1}. ${text}`);
}

interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly defaultBranch: string;
  readonly home: string;
}

/** Links to GitHub's editor, which takes a new file's name and text from its address. */
function createFile({ path, text, defaultBranch, home }: NewFile): string {
  const name = `${home}/new/${encode(defaultBranch)}?filename=${encode(path)}`;
  const whole = `${name}&value=${encode(text).replaceAll("/", "%2F")}`;
  if (whole.length <= LONGEST_LINK) return `[Add ${quoteCode(path)}](${whole}) – the link fills it in for you.`;
  return `[Add ${quoteCode(path)}](${name})${text.length > LONGEST_TEXT ? "." : ` with this text:\n\n${fence(text)}`}`;
}

type Place = Pick<NewFile, "defaultBranch" | "home">;

/** Links to an existing file, for which the editor takes no text from its address. */
function changeTemplate({ path, kind, text, added }: PlannedTemplate, { defaultBranch, home }: Place): string {
  if (kind !== "extended") return createFile({ path, text, defaultBranch, home });
  const address = `${home}/edit/${encode(defaultBranch)}/${encode(path)}`;
  return `[Edit ${quoteCode(path)}](${address}) and add, where authors look first:\n\n${fence(added)}`;
}

function addToAgents({ added }: PlannedAgents, { defaultBranch, home }: Place): string {
  const address = `${home}/edit/${encode(defaultBranch)}/${encode(AGENTS_PATH)}`;
  return `[Edit ${quoteCode(AGENTS_PATH)}](${address}) and add at its end, for coding agents:\n\n${fence(added)}`;
}

/** Encodes a part of a link; a parenthesis would end it. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll("%2F", "/")
    .replace(/[()'!*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Fences a text, indented to fit its list item; the fence is longer than any inside the text. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  return [`${mark}markdown`, ...text.trimEnd().split(/\r\n|\n|\r/), mark]
    .map((line) => (line === "" ? "" : `   ${line}`))
    .join("\n");
}
