import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openPglite } from "../../src/store/database.ts";
import { ROOT } from "./source.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The archive of an embedded database without tables. */
    readonly emptyDatabase: string;
    /** The folder of an embedded database without tables. */
    readonly emptyDataFolder: string;
  }
}

const CACHE = join(ROOT, "node_modules/.cache/empty-databases");

/** Creates an embedded database once for each version of it, since that takes seconds. Each file starts from a copy. */
export async function setup({ provide }: TestProject): Promise<void> {
  const folder = join(CACHE, findVersion());
  if (!existsSync(folder)) await create(folder);
  provide("emptyDatabase", join(folder, "empty.tar"));
  provide("emptyDataFolder", join(folder, "postgres"));
}

function findVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, "node_modules/@electric-sql/pglite/package.json"), "utf8"));
  return version;
}

/** Puts it there when it is whole: other runs may do the same at this moment. */
async function create(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const making = await mkdtemp(join(CACHE, "making-"));
  const db = await openPglite(join(making, "postgres"));
  if (db.driver.kind !== "pglite") throw new Error("the embedded database is not embedded");
  const archive = await db.driver.pglite.dumpDataDir("none");
  await writeFile(join(making, "empty.tar"), Buffer.from(await archive.arrayBuffer()));
  await db.close();
  await rename(making, folder).catch(async (error: unknown) => {
    await rm(making, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
}
