import { FIELDS } from "../../description/field.ts";
import { parseTemplateFields, type Template } from "../../description/template.ts";
import type { RepositoryFiles } from "../repository/repository-files.ts";
import { Config, type ConfigInput } from "./config.ts";
import { type ConfigFile, parseConfigFile, salvageConfigFile } from "./config-file.ts";
import { isOfOneFile, isRepositoryName } from "./config-meaning.ts";
import { isCompletedElsewhere } from "./config-metrics.ts";
import type { ConfigProblem, ConfigSource } from "./config-problem.ts";
import { describeMisnamed } from "./misnamed.ts";

/** The settings in force in a repository. */
export interface Settings {
  readonly config: Config;
  /** The repository's own templates, otherwise its owner's. */
  readonly templates: readonly Template[];
  readonly isActive: boolean;
  readonly problems: readonly ConfigProblem[];
  /** Does the repository have its own `.github/outcomes.yml`, readable or not? */
  readonly hasOwnConfig: boolean;
  /** The metrics that the repository's own file names. Others may be named in a private file: no page may suggest them. */
  readonly ownMetrics: readonly string[];
}

/** Texts that count in addition to the current files of the repository and its owner. */
export interface SettingsContext {
  /** The newest texts without errors; they stay in force while the current ones have errors. */
  readonly lastGood?: { readonly own: string | null; readonly owner: string | null };
  /** The file that `_extends` names (see `findExtended`); null while it is unread or unreadable. */
  readonly extended?: { readonly config: string; readonly visibility: RepositoryFiles["visibility"] } | null;
}

/**
 * Resolves the settings in force. The own file overrides the extended one, which overrides the owner's; maps are merged
 * deep, lists replaced.
 */
export function resolveSettings(files: RepositoryFiles, context: SettingsContext = {}): Settings {
  const isOwnersRepository = files.config !== null && files.config === files.owner?.config;
  const own = parseSource(files.config, context.lastGood?.own, isOwnersRepository ? "owner" : "own");
  const owner = parseSource(files.owner?.config, context.lastGood?.owner, "owner");
  const extended = parseExtended(files, own.config, context);

  const ownConfig = isOwnersRepository ? own.config : withoutOwnerOnly(own.config);
  const config = Config.parse([owner.config, extended.config, ownConfig].reduce(mergeDeep, {}));
  const templates = files.templates.length > 0 ? files.templates : (files.owner?.templates ?? []);
  const hasOwnConfig = files.config !== null;
  return {
    config,
    templates,
    isActive: files.isFork ? own.config?.active === "always" : isActive(config, templates, hasOwnConfig),
    problems: [
      ...own.problems,
      ...(isOwnersRepository ? [] : owner.problems),
      ...extended.problems,
      ...listMisnamed(files),
    ].filter((problem) => !isOfOneFile(problem) && !isCompletedElsewhere(problem, config)),
    hasOwnConfig,
    ownMetrics: Object.keys(own.config?.metrics ?? {}),
  };
}

/** Where the configuration is there under its name, another file is none. */
function listMisnamed(files: RepositoryFiles): readonly ConfigProblem[] {
  const { owner } = files;
  const own = files.config === null ? (files.misnamed ?? []) : [];
  const isOwners = owner !== null && owner.commit !== files.commit && owner.config === null;
  return [...describeMisnamed(own, "own"), ...describeMisnamed(isOwners ? (owner.misnamed ?? []) : [], "owner")];
}

/** The repository whose file the own one extends. The caller reads that file and passes it on as `extended`. */
export function findExtended(files: RepositoryFiles): { readonly owner: string; readonly name: string } | undefined {
  const name = files.config === null ? undefined : parseConfigFile(files.config).config?._extends?.trim();
  if (name === undefined || !isRepositoryName(name)) return undefined;
  const [owner = "", repository = ""] = name.split("/");
  return { owner, name: repository };
}

function parseSource(
  text: string | null | undefined,
  lastGood: string | null | undefined,
  source: ConfigSource,
): ConfigFile {
  if (text === null || text === undefined) return { config: null, problems: [] };
  const file = parseConfigFile(text, source);
  if (file.config !== null || typeof lastGood !== "string") return file;
  return { config: salvageConfigFile(lastGood, source), problems: file.problems };
}

function parseExtended(files: RepositoryFiles, own: ConfigInput | null, { extended }: SettingsContext): ConfigFile {
  if (own?._extends === undefined || !extended) return { config: null, problems: [] };
  // Otherwise readers of the public repository would learn what the private one says.
  if (files.visibility === "public" && extended.visibility !== "public") {
    return { config: null, problems: [aboutExtends("A public repository cannot extend a private one.")] };
  }
  return parseConfigFile(extended.config, "extended");
}

function aboutExtends(message: string): ConfigProblem {
  return { source: "own", severity: "error", message, key: "_extends", line: 1, column: 1 };
}

function withoutOwnerOnly(config: ConfigInput | null): ConfigInput | null {
  if (config === null) return null;
  const { onboarding: _onboarding, organization: _organization, ...rest } = config;
  return rest;
}

/** Merges two files: the later one wins, maps are merged key by key, any other value is replaced. */
function mergeDeep(under: object, over: object | null): object {
  const merged = new Map<string, unknown>(Object.entries(under));
  for (const [key, value] of Object.entries(over ?? {})) {
    const before = merged.get(key);
    merged.set(key, isMap(before) && isMap(value) ? mergeDeep(before, value) : value);
  }
  return Object.fromEntries(merged);
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Is the app active in this repository? Not for forks, which must be activated in their own file. */
function isActive(config: Config, templates: readonly Template[], hasOwnConfig: boolean): boolean {
  switch (config.active) {
    case "always":
      return true;
    case "never":
      return false;
    case "auto":
      return hasOwnConfig || templates.some((template) => asksWhatIsRequired(template, config));
  }
}

/**
 * Does the template ask for every required field? The measure is always required here: without it there is nothing to
 * follow up on.
 */
function asksWhatIsRequired(template: Template, config: Config): boolean {
  const found = parseTemplateFields(template, config.fields);
  return FIELDS.every((field) => found[field] !== null || (field !== "measure" && !config.fields[field].required));
}
