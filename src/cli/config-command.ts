import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Config, encodeConfig } from "../core/config/config.ts";
import { type ConfigFile, parseConfigFile } from "../core/config/config-file.ts";
import type { ConfigProblem } from "../core/config/config-problem.ts";
import { describeMisnamed, isMisnamedConfig } from "../core/config/misnamed.ts";
import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import { renderCount } from "../render/words.ts";
import { readText } from "./read-text.ts";
import { type ExitCode, printJson, type Terminal } from "./terminal.ts";

export interface ConfigOptions {
  /** The file belongs to the owner's `.github` repository, where more keys count. */
  readonly owner?: boolean;
  readonly json?: boolean;
}

/** `config`: lists the problems of a configuration file, line by line. Ends with 0 when there are none. */
export async function runConfig(file: string, options: ConfigOptions, terminal: Terminal): Promise<ExitCode> {
  const source = options.owner ? "owner" : "own";
  const { config, problems } = parseConfigFile(await readText(file), source);
  const parsed = { config, problems: [...(isMisnamed(file) ? describeMisnamed([file], source) : []), ...problems] };

  if (options.json) printJson([describeConfig(file, parsed)], terminal);
  else terminal.print(renderConfig(file, parsed));
  return parsed.problems.length === 0 ? 0 : 1;
}

/** The name of the file is judged where it tells: a file in the root of a repository is not read, one in a folder for drafts may be. */
function isMisnamed(file: string): boolean {
  const name = basename(file);
  if (name !== basename(CONFIG_PATH)) return isMisnamedConfig(name);
  return existsSync(join(dirname(resolve(file)), ".git"));
}

/** The effective configuration: what the file says, and defaults for the rest. */
function describeConfig(file: string, { config, problems }: ConfigFile): object {
  const shown = problems.map(({ severity, line, column, key, message }) => ({ severity, line, column, key, message }));
  return { file, problems: shown, config: config && encodeConfig(Config.parse(config)) };
}

function renderConfig(file: string, { config, problems }: ConfigFile): string {
  const lines = problems.map((problem) => renderProblem(file, problem));
  const effect = config ? "the rest of the file is applied" : "the file is not applied";
  const sum = problems.length === 0 ? `${file}: no problems` : `${countBySeverity(problems)}: ${effect}.`;
  return [...lines, sum].join("\n");
}

/** "1 error, 2 warnings". */
function countBySeverity(problems: readonly ConfigProblem[]): string {
  const counts = (["error", "warning"] as const).flatMap((severity) => {
    const { length } = problems.filter((problem) => problem.severity === severity);
    return length === 0 ? [] : [renderCount(length, severity)];
  });
  return counts.join(", ");
}

/** `file:line:column`, which editors and terminals turn into a link. */
function renderProblem(file: string, { line, column, severity, key, message }: ConfigProblem): string {
  return `${file}:${line}:${column}: ${severity}: ${key === "" ? "" : `${key}: `}${message}`;
}
