import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { openPglite } from "./database.ts";
import { listMigrations, MIGRATIONS, migrate } from "./migrate.ts";
import type { Unpacking } from "./unpack-thread.ts";

/** Of a checkout and of the package alike. */
export const PREPARED_FOLDER = fileURLToPath(new URL("../../prepared/", import.meta.url));

/**
 * The path of a new embedded database with its tables, packed: to create one takes Postgres seconds. Undefined where there is none
 * for this version of PGlite and these migrations; a database is then created.
 */
export function findPrepared(folder = PREPARED_FOLDER): string | undefined {
  const path = join(folder, nameArchive());
  return existsSync(path) ? path : undefined;
}

/**
 * Unpacks a prepared database into a folder, in a thread of its own: half a second in which a starting process loads the rest of
 * the app. Throws what the file system threw.
 */
export async function unpack(archive: string, folder: string): Promise<void> {
  // Compiled, both files end in ".js".
  const file = new URL(`./unpack-thread${extname(import.meta.url)}`, import.meta.url);
  const unpacking: Unpacking = { archive, folder };
  // Options of this process are not meant for it, and some would keep it from starting.
  await once(new Worker(file, { workerData: unpacking, execArgv: [] }), "exit");
}

/** Packs a new database with its tables into the folder. Returns the path of the archive, also when it was there already. */
export async function prepareDatabase(folder = PREPARED_FOLDER): Promise<string> {
  const path = join(folder, nameArchive());
  await mkdir(folder, { recursive: true });
  // Those of other versions would be packed with the package.
  const others = (await readdir(folder)).filter((name) => name.endsWith(".tar.gz") && name !== basename(path));
  await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
  if (existsSync(path)) return path;
  // It is there when it is whole: other processes may do the same at this moment.
  const making = `${path}.${process.pid}`;
  await writeFile(making, gzipSync(await packNew(), { level: 9 }));
  await rename(making, path);
  return path;
}

async function packNew(): Promise<Buffer> {
  const db = await openPglite();
  try {
    await migrate(db);
    await db.execute("checkpoint");
    if (db.driver.kind !== "pglite") throw new Error("the embedded database is not embedded");
    return Buffer.from(await (await db.driver.pglite.dumpDataDir("none")).arrayBuffer());
  } finally {
    await db.close();
  }
}

/** Its name says what it fits: another PGlite may lay out its files differently, and other migrations make other tables. */
function nameArchive(): string {
  const hash = createHash("sha256");
  for (const file of listMigrations()) hash.update(file).update(readFileSync(new URL(file, MIGRATIONS)));
  return `pglite-${readPgliteVersion()}-${hash.digest("hex").slice(0, 12)}.tar.gz`;
}

function readPgliteVersion(): string {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const manifest: { version: string } = JSON.parse(readFileSync(join(entry, "../../package.json"), "utf8"));
  return manifest.version;
}
