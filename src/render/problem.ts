import type { ConfigProblem, ConfigSource } from "../core/config-problem.ts";
import { CONFIG_PATH } from "../core/repository-files.ts";
import { neutralise } from "./neutral.ts";

const SOURCES: { readonly [S in ConfigSource]: string } = {
  own: `\`${CONFIG_PATH}\``,
  owner: "the owner's file",
  extended: "the extended file",
};

/** One problem of a configuration, in a line: where, and what. Keys are named, never values (core/config-problem.ts). */
export function renderProblem({ source, severity, line, column, message }: ConfigProblem): string {
  const effect = severity === "error" ? "**not in force**" : "ignored";
  return `${SOURCES[source]}, line ${line}, column ${column} (${effect}): ${neutralise(message)}`;
}
