import type { ConfigProblem, ConfigSource } from "../core/config/config-problem.ts";
import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import { quoteCode } from "./code.ts";
import { quotePlain } from "./neutral.ts";

const LONGEST = 300;

const SOURCES: { readonly [S in ConfigSource]: string } = {
  own: `\`${CONFIG_PATH}\``,
  owner: "the owner's file",
  extended: "the extended file",
};

/**
 * Renders one problem of a configuration on one line: where it is, and what. Keys are named, never values
 * (core/config/config-problem.ts).
 */
export function renderProblem(problem: ConfigProblem): string {
  const { source, severity, line, column, message, path } = problem;
  if (path !== undefined)
    return `${source === "own" ? "" : "the owner's "}${quoteCode(path)}: ${quotePlain(message, LONGEST)}`;
  const effect = severity === "error" ? "**file not applied**" : "key ignored";
  // One line, whatever the key contains. Code in it may stay code, but a key must not become a link.
  const words = quotePlain(message, LONGEST).replace(/\](?=[([:])/g, "]\u200B");
  return `${SOURCES[source]}, line ${line}, column ${column} (${effect}): ${words}`;
}
