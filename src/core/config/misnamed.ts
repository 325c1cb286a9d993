import { CONFIG_PATH } from "../repository/repository-files.ts";
import { Config } from "./config.ts";
import type { ConfigProblem, ConfigSource } from "./config-problem.ts";
import { parseYaml } from "./config-yaml.ts";

/** Names that people give the configuration by mistake: another ending, another case, or the root of the repository. */
const LIKELY = /^(?:\.github\/)?outcomes?\.ya?ml$/i;

/** Where the configuration is looked for in the root; the folder `.github` is listed as a whole. */
export const ROOT_PATHS = ["outcomes.yml", "outcomes.yaml"] as const;

/** Is a file with this path probably meant as the configuration, and not read as such? */
export function isMisnamedConfig(path: string): boolean {
  return path !== CONFIG_PATH && LIKELY.test(path);
}

/**
 * The paths of files that are probably meant as the configuration. In the root, where a file of that name may be anything, only
 * one that has a key of ours.
 */
export function findMisnamed(inFolder: readonly string[], inRoot: ReadonlyMap<string, string>): readonly string[] {
  const paths = inFolder.map((name) => `.github/${name}`);
  const likely = [...inRoot].flatMap(([path, text]) => (hasKnownKey(text) ? [path] : []));
  return [...paths, ...likely].filter(isMisnamedConfig);
}

function hasKnownKey(text: string): boolean {
  if (text.length > 64 * 1024) return false;
  const { value } = parseYaml(text);
  return (
    typeof value === "object" && value !== null && Object.keys(value).some((key) => Object.hasOwn(Config.shape, key))
  );
}

/** Says how to name them. */
export function describeMisnamed(paths: readonly string[], source: ConfigSource): readonly ConfigProblem[] {
  const message = `A file of this name is not read. Rename it to ${CONFIG_PATH}.`;
  return paths.map((path) => ({ source, severity: "warning", message, key: "", line: 1, column: 1, path }));
}
