import { Config, DEFAULT_CONFIG } from "../core/config/config.ts";
import { parseConfigFile } from "../core/config/config-file.ts";
import { readText } from "./read-text.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Loads the configuration a command evaluates by; without a file, the defaults. A file with errors is a usage error.
 */
export async function loadConfig(file: string | undefined, terminal: Terminal): Promise<Config> {
  if (file === undefined) return DEFAULT_CONFIG;
  const { config, problems } = parseConfigFile(await readText(file));
  const [error] = problems.filter(({ severity }) => severity === "error");
  if (config === null) {
    throw new UsageError(`${file}:${error?.line}:${error?.column}: ${error?.message} ${seeAll(file)}`);
  }
  if (problems.length > 0)
    terminal.warn(`${file} has ${problems.length === 1 ? "a problem" : "problems"}. ${seeAll(file)}`);
  return Config.parse(config);
}

function seeAll(file: string): string {
  return `See: did-this-work config ${file}`;
}
