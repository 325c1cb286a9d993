import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { UsageError } from "./usage-error.ts";

/** Stands for the standard input in place of a file name. */
export const STDIN = "-";

/** Reads a file, or the standard input for `-`. Throws a UsageError that names the file and the problem. */
export async function readText(file: string): Promise<string> {
  const bytes = file === STDIN ? await buffer(process.stdin) : await readBytes(file);
  if (!isUtf8(bytes)) throw new UsageError(`cannot read ${file}: it is not UTF-8 text`);
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

/** Rejects a second `-`: the standard input can be read only once. */
export function refuseSecondStdin(files: readonly string[]): void {
  if (files.filter((file) => file === STDIN).length > 1) throw new UsageError("stdin (-) can be read only once");
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UsageError(`cannot read ${file}: ${describe(cause)}`, { cause });
  }
}

function describe(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return REASONS[code] ?? (code || "unknown reason");
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: "no such file",
  ENOTDIR: "no such file",
  EISDIR: "it is a folder",
  EACCES: "no permission",
};
