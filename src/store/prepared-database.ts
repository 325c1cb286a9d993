import { createHash } from "node:crypto";
import { existsSync, openAsBlob } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { openPglite } from "./database.ts";
import { listMigrations, MIGRATIONS, migrate } from "./migrate.ts";

/** Of a checkout and of the package alike. */
export const PREPARED_FOLDER = fileURLToPath(new URL("../../prepared/", import.meta.url));

/** PGlite unpacks what has this type. */
const GZIP = "application/x-gzip";

/**
 * A new embedded database with its tables, packed: to create one takes Postgres seconds. Undefined where there is none for this
 * version of PGlite and these migrations; a database is then created.
 */
export async function findPrepared(folder = PREPARED_FOLDER): Promise<Blob | undefined> {
  const path = join(folder, await nameArchive());
  return existsSync(path) ? await openAsBlob(path, { type: GZIP }) : undefined;
}

/** Packs a new database with its tables into the folder. Returns the path of the archive, also when it was there already. */
export async function prepareDatabase(folder = PREPARED_FOLDER): Promise<string> {
  const path = join(folder, await nameArchive());
  await mkdir(folder, { recursive: true });
  // Those of other versions would be packed with the package.
  const others = (await readdir(folder)).filter((name) => name.endsWith(".tar.gz") && name !== basename(path));
  await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
  if (existsSync(path)) return path;
  // It is there when it is whole: other processes may do the same at this moment.
  const making = `${path}.${process.pid}`;
  await writeFile(making, gzipSync(moveVersionToEnd(await packNew()), { level: 9 }));
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
async function nameArchive(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of await listMigrations()) hash.update(file).update(await readFile(new URL(file, MIGRATIONS)));
  return `pglite-${await readPgliteVersion()}-${hash.digest("hex").slice(0, 12)}.tar.gz`;
}

async function readPgliteVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const manifest: { version: string } = JSON.parse(await readFile(join(entry, "../../package.json"), "utf8"));
  return manifest.version;
}

const BLOCK = 512;

/**
 * The tar archive with PG_VERSION as its last file. That one makes a folder a database: a process that is killed while it unpacks
 * leaves none. Headers and contents take whole blocks: https://www.gnu.org/software/tar/manual/html_node/Standard.html
 */
function moveVersionToEnd(tar: Buffer): Buffer {
  const text = (from: number, length: number) => tar.toString("latin1", from, from + length).split("\0", 1)[0] ?? "";
  let version: Buffer | undefined;
  const others: Buffer[] = [];
  let at = 0;
  while (at < tar.length && text(at, 100) !== "") {
    const size = Number.parseInt(text(at + 124, 12), 8);
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const file = tar.subarray(at, end);
    if (/^\.?\/?PG_VERSION$/.test(text(at, 100))) version = file;
    else others.push(file);
    at = end;
  }
  if (version === undefined) throw new Error("the archive has no PG_VERSION");
  return Buffer.concat([...others, version, tar.subarray(at)]);
}
