import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openPglite } from "../../src/store/database.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The archive of an embedded database without tables. */
    readonly emptyDatabase: string;
    /** The folder of an embedded database without tables. */
    readonly emptyDataFolder: string;
  }
}

let folder: string;

/** Creates an embedded database once, since that takes longer than most test files. Each file starts from a copy. */
export async function setup({ provide }: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "did-this-work-test-"));
  const data = join(folder, "postgres");
  const file = join(folder, "empty.tar");
  const db = await openPglite(data);
  if (db.driver.kind !== "pglite") throw new Error("the embedded database is not embedded");
  const archive = await db.driver.pglite.dumpDataDir("none");
  await writeFile(file, Buffer.from(await archive.arrayBuffer()));
  await db.close();
  provide("emptyDatabase", file);
  provide("emptyDataFolder", data);
}

/** Deletes both. */
export async function teardown(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
