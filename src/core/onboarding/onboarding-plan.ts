import type { Field } from "../../description/field.ts";
import type { Template } from "../../description/template.ts";
import { CONFIG_PATH, type RepositoryFiles } from "../repository/repository-files.ts";
import { ONBOARDING_CONFIG } from "./onboarding-config.ts";
import { type Adding, addFields } from "./onboarding-template.ts";
import { AGENTS_PATH, type RepositoryStart } from "./repository-start.ts";

/** What is proposed to a repository. */
export interface OnboardingPlan {
  readonly templates: readonly PlannedTemplate[];
  readonly addsConfig: boolean;
  /**
   * Templates that lack a field but stay as they are: they could not be read completely, or have no safe place to add
   * it.
   */
  readonly untouched: number;
  /** What `AGENTS.md` is to say; null where there is none, or it says so already. */
  readonly agents: PlannedAgents | null;
}

/** An existing `AGENTS.md` with a section more. */
export interface PlannedAgents {
  /** The complete text. */
  readonly text: string;
  /** The added part of it. */
  readonly added: string;
}

export interface PlannedTemplate {
  readonly path: string;
  /** `copied`: from the owner's template, which no longer applies once the repository has one of its own. */
  readonly kind: "extended" | "copied" | "new";
  readonly fields: readonly Field[];
  /** The complete text. */
  readonly text: string;
  /** The added part of it. */
  readonly added: string;
}

export interface PlanInput extends Adding {
  readonly files: RepositoryFiles;
  readonly start: RepositoryStart;
  /** The template for a repository that has none. */
  readonly newTemplate: string;
  /** The section for coding agents. */
  readonly agentSection: string;
}

const NEW_PATH = ".github/pull_request_template.md";

/**
 * Plans what is proposed. Every template that lacks a field gets it, since any of them may be the one an author sees.
 */
export function planOnboarding(input: PlanInput): OnboardingPlan {
  const { files, start } = input;
  const own = start.templates.flatMap((template) => plan(template, "extended", input));
  const isNew = files.templates.length === 0 && start.templates.length === 0;
  const asking = start.templates.length - own.length;
  return {
    templates: isNew ? [planNew(input)] : own,
    addsConfig: files.config === null,
    untouched: Math.max(0, asking, files.templates.length - own.length),
    agents: start.agents === null ? null : addSection(start.agents, input.agentSection),
  };
}

/** The files of a plan, by path. */
export function listPlannedFiles({ templates, addsConfig, agents }: OnboardingPlan): Readonly<Record<string, string>> {
  const texts = templates.map(({ path, text }) => [path, text] as const);
  return Object.fromEntries([
    ...texts,
    ...(addsConfig ? [[CONFIG_PATH, ONBOARDING_CONFIG] as const] : []),
    ...(agents ? [[AGENTS_PATH, agents.text] as const] : []),
  ]);
}

/** Adds a section at the end, with the file's own line breaks; none where the file names the app already. */
function addSection(text: string, section: string): PlannedAgents | null {
  if (/did-this-work/i.test(text)) return null;
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const added = section.replaceAll("\n", lineBreak);
  const gap = text === "" ? "" : text.endsWith("\n") ? lineBreak : lineBreak.repeat(2);
  return { text: `${text}${gap}${added}`, added: added.trim() };
}

function plan(template: Template, kind: PlannedTemplate["kind"], adding: Adding): readonly PlannedTemplate[] {
  const added = addFields(template, adding);
  if (!added) return [];
  const { body: text, fields, block } = added;
  return [{ path: template.path, kind, fields, text, added: text.slice(block.start, block.end).trim() }];
}

/**
 * A first template for the repository. If the owner has a public one, its text is copied, but only from the single
 * template that GitHub shows by default.
 */
function planNew(input: PlanInput): PlannedTemplate {
  const { owner } = input.files;
  const inherited = owner?.visibility === "public" ? owner.templates.find(isSingle) : undefined;
  const [copied] = inherited ? plan({ path: NEW_PATH, body: inherited.body }, "copied", input) : [];
  const text = input.newTemplate;
  return copied ?? { path: NEW_PATH, kind: "new", fields: ["problem", "measure"], text, added: text };
}

function isSingle({ path }: Template): boolean {
  return /^pull_request_template(?:\.|$)/i.test(path.slice(path.lastIndexOf("/") + 1));
}
