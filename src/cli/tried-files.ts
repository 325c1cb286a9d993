import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { findConfig } from "./checkout.ts";
import { readText } from "./read-text.ts";
import type { TriedText } from "./tried-search.ts";

/** A file of the memory: TRIED.md, or that of a year. */
const NAME = /^TRIED(?:-\d{4})?\.md$/;

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

/** The files of the memory in a folder of a checkout; none when it has no memory. */
export async function readTried(root: string, folder: string): Promise<readonly TriedText[]> {
  const path = join(root, folder);
  const names = existsSync(path) ? readdirSync(path).filter((name) => NAME.test(name)) : [];
  const files = names.toSorted().map((name) => join(path, name));
  return Promise.all(files.map(async (file) => ({ file: relative(root, file), text: await readText(file) })));
}
