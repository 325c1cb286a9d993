import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CONFIG_PATH } from "../core/repository/repository-files.ts";
import { isTemplatePath } from "../core/repository/template-paths.ts";

/** The root of the checkout that a folder is in; the folder itself where it is in none. */
export function findRoot(folder: string): string {
  return findUp(resolve(folder)) ?? resolve(folder);
}

/** A worktree and a submodule have a file of that name. */
function findUp(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : findUp(parent);
}

/** The configuration of a checkout; undefined when it has none. */
export function findConfig(root: string): string | undefined {
  const path = join(root, CONFIG_PATH);
  return existsSync(path) ? path : undefined;
}

/** The pull request templates of a checkout, in all places GitHub recognizes; paths from its root. */
export function listTemplates(root: string): readonly string[] {
  const places = ["", ".github/", "docs/"].flatMap((place) => [
    place,
    ...listNames(root, place, "folders").map((name) => `${place}${name}/`),
  ]);
  const files = places.flatMap((place) => listNames(root, place, "files").map((name) => `${place}${name}`));
  return files.filter(isTemplatePath).toSorted();
}

/** The files of a folder, or its folders that may hold several templates. */
function listNames(root: string, place: string, what: "files" | "folders"): readonly string[] {
  const folder = join(root, place);
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return entries
    .filter((entry) =>
      what === "files" ? entry.isFile() : /^pull_request_template$/i.test(entry.name) && entry.isDirectory(),
    )
    .map(({ name }) => name);
}
