import { FIELDS } from "../../description/field.ts";
import { parseTemplateFields, type Template } from "../../description/template.ts";
import type { RepositoryFiles } from "../repository/repository-files.ts";
import { Config } from "./config.ts";
import { type ConfigFile, type ConfigInput, parseConfigFile } from "./config-file.ts";
import { isRepositoryName } from "./config-meaning.ts";
import type { ConfigProblem, ConfigSource } from "./config-problem.ts";

/** What is in force in a repository. */
export interface Settings {
  readonly config: Config;
  /** The repository's own templates, else its owner's. */
  readonly templates: readonly Template[];
  readonly isActive: boolean;
  readonly problems: readonly ConfigProblem[];
  /** Does the repository have its own `.github/outcomes.yml`, readable or not? */
  readonly hasOwnConfig: boolean;
}

/** Texts from elsewhere that count beside what stands in the repository and its owner's now. */
export interface SettingsContext {
  /** The newest texts that were free of errors; they stay in force while the current ones are not. */
  readonly lastGood?: { readonly own: string | null; readonly owner: string | null };
  /** The file `_extends` names (see `findExtended`), null while it is unread or cannot be read. */
  readonly extended?: { readonly config: string; readonly visibility: RepositoryFiles["visibility"] } | null;
}

/** Resolves what is in force: own file over the extended one over the owner's; maps merged deep, lists replaced. */
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
    problems: [...own.problems, ...(isOwnersRepository ? [] : owner.problems), ...extended.problems],
    hasOwnConfig,
  };
}

/** The repository whose file the own one extends: whoever can read, reads it and passes it on. */
export function findExtended(files: RepositoryFiles): { readonly owner: string; readonly name: string } | undefined {
  const name = files.config === null ? undefined : parseConfigFile(files.config).config?._extends;
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
  return { config: parseConfigFile(lastGood, source).config, problems: file.problems };
}

function parseExtended(files: RepositoryFiles, own: ConfigInput | null, { extended }: SettingsContext): ConfigFile {
  if (own?._extends === undefined || !extended) return { config: null, problems: [] };
  // Whoever sees the public repository would learn what the private one says.
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

/** Later files win; maps are merged key by key, anything else is replaced. */
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

/** Is the app at work here? For a repository that is no fork. */
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

/** Without the measure there is nothing to come back to, so it is wanted even where the config does not require it. */
function asksWhatIsRequired(template: Template, config: Config): boolean {
  const found = parseTemplateFields(template, config.fields);
  return FIELDS.every((field) => found[field] !== null || (field !== "measure" && !config.fields[field].required));
}
