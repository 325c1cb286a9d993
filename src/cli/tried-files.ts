import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { findConfig } from "./checkout.ts";
import { readText } from "./read-text.ts";
import type { TriedText } from "./tried-search.ts";
import { UsageError } from "./usage-error.ts";

/** A file of the memory: TRIED.md, or that of a year. */
const isMemory = (name: string) => /^TRIED(?:-\d{4})?\.md$/.test(name);

/** The folder of the ledger where no configuration names another one. */
const FOLDER = "outcomes";

/** The folder of the ledger, as the checkout's configuration names it. */
export async function findLedgerFolder(root: string): Promise<string> {
  const file = findConfig(root);
  if (file === undefined) return FOLDER;
  const { parseConfigFile } = await import("../core/config/config-file.ts");
  // What is wrong with the file, `config` says; here only the folder matters.
  return parseConfigFile(await readText(file)).config?.ledger?.path ?? FOLDER;
}

/**
 * The folder that is named on the command line: from the current folder, as a shell completes it, or from that of the checkout.
 * Throws a UsageError when it is none.
 */
export function resolveFolder(folder: string, { cwd, root }: { readonly cwd: string; readonly root: string }): string {
  const path = [cwd, root].map((from) => resolve(from, folder)).find((candidate) => existsSync(candidate));
  if (path === undefined) throw new UsageError(`there is no folder ${folder}`);
  if (!statSync(path).isDirectory()) throw new UsageError(`${folder} is a file: name the folder that it is in`);
  return path;
}

/** The files of the memory in a folder of a checkout; none when it has no memory. */
export async function readTried(root: string, folder: string): Promise<readonly TriedText[]> {
  const path = resolve(root, folder);
  const names = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(path).filter(isMemory) : [];
  const files = names.toSorted().map((name) => join(path, name));
  return Promise.all(files.map(async (file) => ({ file: relative(root, file), text: await readText(file) })));
}
