import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { TestProject } from "vitest/node";
import { openInFolder } from "../../src/store/data-folder.ts";
import { openPostgres } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrate.ts";
import { prepareDatabase } from "../../src/store/prepared-database.ts";
import { anEmptyDatabase, SERVER } from "./database.ts";
import { ROOT } from "./source.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The folder of a new embedded database. */
    readonly dataFolder: string;
    /** The name of a new database on the server, which others are copied from; null without a server. */
    readonly templateDatabase: string | null;
  }
}

const CACHE = join(ROOT, "node_modules/.cache/data-folders");

/** Makes what each file of tests would take a second for: databases with their tables, to be copied. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = join(CACHE, basename(await prepareDatabase()));
  if (!existsSync(folder)) await unpackInto(folder);
  provide("dataFolder", join(folder, "postgres"));
  const template = SERVER === undefined ? null : await createTemplate(SERVER);
  provide("templateDatabase", template?.name ?? null);
  return async () => template?.drop();
}

/** Puts it there when it is whole: other runs may do the same at this moment. */
async function unpackInto(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const making = await mkdtemp(join(CACHE, "making-"));
  await (await openInFolder(making)).close();
  await rename(making, folder).catch(async (error: unknown) => {
    await rm(making, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
}

async function createTemplate(server: string) {
  const { url, drop } = await anEmptyDatabase(server);
  const db = openPostgres(url);
  await migrate(db);
  // A database with connections cannot be copied.
  await db.close();
  return { name: new URL(url).pathname.slice(1), drop };
}
