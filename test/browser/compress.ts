import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** The size limit of a picture in the documentation. */
const MAX_BYTES = 200_000;

/** Reduces every picture of a folder to a palette, and prints its size. Throws when a picture stays too large. */
export async function compressPictures(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => one.endsWith(".png")).sort()) {
    const path = join(folder, name);
    await quantise(path);
    const { size } = await stat(path);
    process.stdout.write(`${path}: ${Math.round(size / 1_000)} KB\n`);
    if (size > MAX_BYTES) throw new Error(`${path} is larger than ${MAX_BYTES / 1_000} KB: show less of the page`);
  }
}

async function quantise(path: string): Promise<void> {
  try {
    await run("pngquant", ["--force", "--strip", "--speed", "1", "--ext", ".png", "64", path]);
  } catch (error) {
    throw new Error("pngquant is needed for pictures. On Debian: apt-get install pngquant", { cause: error });
  }
}
