import type { ConfigProblem, ConfigSource } from "../core/config/config-problem.ts";
import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import { quotePlain } from "./neutral.ts";

const LONGEST = 300;

const SOURCES: { readonly [S in ConfigSource]: string } = {
  own: `\`${CONFIG_PATH}\``,
  owner: "the owner's file",
  extended: "the extended file",
};

/** One problem of a configuration, in a line: where, and what. Keys are named, never values (core/config/config-problem.ts). */
export function renderProblem({ source, severity, line, column, message }: ConfigProblem): string {
  const effect = severity === "error" ? "**not in force**" : "ignored";
  // One line, whatever a key is called.
  // Its code may stay code, but a key is no link.
  const words = quotePlain(message, LONGEST).replace(/\](?=[([:])/g, "]\u200B");
  return `${SOURCES[source]}, line ${line}, column ${column} (${effect}): ${words}`;
}
