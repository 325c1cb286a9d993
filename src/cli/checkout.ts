import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { CONFIG_PATH } from "../core/repository/repository-files.ts";

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
