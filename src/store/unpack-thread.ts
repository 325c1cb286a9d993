import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { parseTar } from "nanotar";

/** What is unpacked, and where to. */
export interface Unpacking {
  /** The path of a `.tar.gz`. */
  readonly archive: string;
  readonly folder: string;
}

/** It makes a folder a database: a process that is killed while it unpacks leaves none. */
const LAST = "PG_VERSION";

const { archive, folder } = workerData as Unpacking;
const items = parseTar(gunzipSync(readFileSync(archive)));
const files = items.filter(({ type }) => type === "file");
const folders = items.flatMap(({ type, name }) => (type === "directory" ? [name] : [dirname(name)]));
for (const name of new Set(folders)) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
for (const file of [...files.filter(({ name }) => name !== LAST), ...files.filter(({ name }) => name === LAST)]) {
  writeFileSync(join(folder, file.name), file.data ?? "", { mode: 0o600 });
}
